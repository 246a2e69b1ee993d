import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { readMoment } from '../src/db/read-moment.ts';

const readGenerally = pg.types.getTypeParser(1184, 'text') as (text: string) => unknown;

describe('reading moments of Postgres', () => {
  it('reads moments in UTC as the general reader does, with a fraction of any length', () => {
    const moment = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const fraction = fc.stringMatching(/^[0-9]{1,6}$/);
    fc.assert(
      fc.property(moment, fc.option(fraction), (at, digits) => {
        const text = `${at.toISOString().slice(0, 19).replace('T', ' ')}${digits === null ? '' : `.${digits}`}+00`;
        const whole = Math.floor(at.getTime() / 1000) * 1000;
        const ms = digits === null ? 0 : Number(digits.padEnd(6, '0').slice(0, 3));
        expect(readMoment(text)).toEqual(new Date(whole + ms));
      }),
    );
  });

  it.each([
    '2026-11-26 08:50:06.123+05:30',
    '2026-11-26 08:50:06-08',
    '0044-03-15 12:00:00+00 BC',
    '0044-03-15 12:00:00+00',
    '12026-11-26 08:50:06+00',
    'infinity',
    '-infinity',
  ])('leaves %s to the general reader', (text) => {
    expect(readMoment(text)).toEqual(readGenerally(text));
  });
});
