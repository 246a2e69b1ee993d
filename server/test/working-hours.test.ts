import { describe, expect, test } from 'vitest';
import { isOpenAt, nextChange, nextOpening, type WorkingHours } from '../src/modules/accounts/index.ts';

const day = [{ from: '09:00', to: '17:00' }];
const berlin = (part: Partial<WorkingHours> = {}): WorkingHours => ({
  timeZone: 'Europe/Berlin',
  week: [day, day, day, day, [...day, { from: '18:00', to: '20:00' }], [], []],
  holidays: [{ date: '2026-12-25', name: 'Christmas' }],
  ...part,
});
const at = (iso: string): number => Date.parse(iso);
const iso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('whether somebody is there', () => {
  test.each([
    ['the first minute of a range', '2026-11-26T08:00:00Z', true],
    ['the minute before it', '2026-11-26T07:59:59Z', false],
    ['the end of a range, which is no part of it', '2026-11-26T16:00:00Z', false],
    ['between two ranges of a day', '2026-11-27T16:30:00Z', false],
    ['the second range of a day', '2026-11-27T17:30:00Z', true],
    ['a Saturday', '2026-11-28T10:00:00Z', false],
    ['a holiday', '2026-12-25T10:00:00Z', false],
    ['the same hour in summer, when the clocks are ahead', '2026-07-01T07:30:00Z', true],
  ])('%s', (_what, moment, expected) => {
    expect(isOpenAt(berlin(), at(moment))).toBe(expected);
  });

  test('the whole day, over midnight', () => {
    const always = [{ from: '00:00', to: '24:00' }];
    const hours = berlin({ week: [always, always, always, always, always, always, always], holidays: [] });
    expect(isOpenAt(hours, at('2026-11-26T22:59:59Z'))).toBe(true);
    expect(nextChange(hours, at('2026-11-26T10:00:00Z'))).toBeUndefined();
  });
});

describe('when somebody is there next', () => {
  test.each([
    ['now, when open', '2026-11-26T10:00:00Z', '2026-11-26T10:00:00.000Z'],
    ['this morning', '2026-11-26T01:00:00Z', '2026-11-26T08:00:00.000Z'],
    ['the second range', '2026-11-27T16:10:00Z', '2026-11-27T17:00:00.000Z'],
    ['over the weekend', '2026-11-27T20:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['over a holiday and the weekend', '2026-12-24T17:00:00Z', '2026-12-28T08:00:00.000Z'],
    ['over the change to summer time', '2026-03-27T20:00:00Z', '2026-03-30T07:00:00.000Z'],
    ['over the change to winter time', '2026-10-23T19:00:00Z', '2026-10-26T08:00:00.000Z'],
  ])('%s', (_what, moment, expected) => {
    expect(iso(nextOpening(berlin(), at(moment)))).toBe(expected);
  });

  test('late in the evening before the clocks go on, the day of the change is not passed over', () => {
    const hours = berlin({ week: [[], [], [], [], [], [], [{ from: '10:00', to: '12:00' }]] });
    expect(iso(nextOpening(hours, at('2026-03-26T22:57:00Z')))).toBe('2026-03-29T08:00:00.000Z');
    expect(iso(nextOpening(hours, at('2026-03-28T22:30:00Z')))).toBe('2026-03-29T08:00:00.000Z');
  });

  test('a time that the clocks leave out begins when they have gone on', () => {
    const night = [{ from: '02:30', to: '06:00' }];
    const hours = berlin({ week: [night, night, night, night, night, night, night] });
    expect(iso(nextOpening(hours, at('2026-03-28T23:30:00Z')))).toBe('2026-03-29T01:00:00.000Z');
    expect(iso(nextChange(hours, at('2026-03-29T01:00:00Z')))).toBe('2026-03-29T04:00:00.000Z');
  });

  test('a time that comes twice counts both times', () => {
    const night = [{ from: '02:00', to: '02:30' }];
    const hours = berlin({ week: [[], [], [], [], [], [], night] });
    const first = at('2026-10-25T00:00:00Z');
    expect([isOpenAt(hours, first), isOpenAt(hours, first + 3_600_000)]).toEqual([true, true]);
    expect(iso(nextChange(hours, first))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(nextOpening(hours, at('2026-10-25T00:40:00Z')))).toBe('2026-10-25T01:00:00.000Z');
  });

  test('a zone of half hours, on the other side of the day line', () => {
    const hours = berlin({ timeZone: 'Australia/Adelaide', holidays: [] });
    expect(iso(nextOpening(hours, at('2026-11-26T15:00:00Z')))).toBe('2026-11-26T22:30:00.000Z');
  });

  test('never, when no day has a range', () => {
    expect(nextOpening(berlin({ week: [[], [], [], [], [], [], []] }), at('2026-11-26T10:00:00Z'))).toBeUndefined();
  });
});
