import { describe, expect, test } from 'vitest';
import { planTimes } from '../src/modules/campaigns/recipient-times.ts';
import { createZoneClock } from '../src/modules/campaigns/zone-clock.ts';
import { zoneOfCountry } from '../src/modules/campaigns/zone-of-country.ts';

const zones = createZoneClock();
const moment = (wall: string, zone: string): string => new Date(zones.momentOf(wall, zone)).toISOString();

describe('the moment of a wall time', () => {
  test.each([
    ['a common day', '2026-01-15T09:00', 'Europe/Amsterdam', '2026-01-15T08:00:00.000Z'],
    ['the morning after clocks went forward', '2026-03-29T09:00', 'Europe/Amsterdam', '2026-03-29T07:00:00.000Z'],
    [
      'a time that is skipped: as if they had not yet',
      '2026-03-29T02:30',
      'Europe/Amsterdam',
      '2026-03-29T01:30:00.000Z',
    ],
    ['a time that comes twice: the first', '2026-10-25T02:30', 'Europe/Amsterdam', '2026-10-25T00:30:00.000Z'],
    ['the morning after clocks went back', '2026-11-01T09:00', 'America/New_York', '2026-11-01T14:00:00.000Z'],
    ['a zone of half hours', '2026-06-01T09:00', 'Asia/Kolkata', '2026-06-01T03:30:00.000Z'],
    ['a jump of half an hour', '2026-10-04T09:00', 'Australia/Lord_Howe', '2026-10-03T22:00:00.000Z'],
  ])('%s', (_name, wall, zone, expected) => {
    expect(moment(wall, zone)).toBe(expected);
  });
});

describe('quiet hours', () => {
  const after = (at: string, zone: string, from: number, to: number): string =>
    new Date(zones.afterQuiet(Date.parse(at), zone, { from: from * 60, to: to * 60 })).toISOString();

  test.each([
    ['in the evening they end the next morning', '2026-03-28T20:30:00Z', 21, 8, '2026-03-29T06:00:00.000Z'],
    ['after midnight they end on the same day', '2026-03-29T00:30:00Z', 21, 8, '2026-03-29T06:00:00.000Z'],
    ['at their end nothing waits', '2026-03-29T06:00:00Z', 21, 8, '2026-03-29T06:00:00.000Z'],
    ['just before they begin nothing waits', '2026-03-28T19:59:59Z', 21, 8, '2026-03-28T19:59:59.000Z'],
    ['at noon, within a day', '2026-01-10T11:30:00Z', 12, 14, '2026-01-10T13:00:00.000Z'],
    ['to midnight', '2026-01-10T22:30:00Z', 21, 0, '2026-01-10T23:00:00.000Z'],
  ])('%s', (_name, at, from, to, expected) => {
    expect(after(at, 'Europe/Amsterdam', from, to)).toBe(expected);
  });
});

describe('the zone of a country', () => {
  test('is its only one, or that of most of its people', () => {
    expect(zoneOfCountry('NL')).toEqual({ timeZone: 'Europe/Amsterdam', isOneOfMany: false });
    expect(zoneOfCountry('US')).toEqual({ timeZone: 'America/New_York', isOneOfMany: true });
    expect(zoneOfCountry('BR')).toEqual({ timeZone: 'America/Sao_Paulo', isOneOfMany: true });
    expect(zoneOfCountry('*')).toBeUndefined();
  });
});

describe('the schedule of a campaign', () => {
  const nowMs = Date.parse('2026-06-01T12:00:00Z');
  const facts = { nowMs, timeZone: 'Europe/Berlin' };
  const person = (waId: string) => ({ waId, bsuid: undefined });
  const schedule = { kind: 'now', at: null, quietFrom: null, quietTo: null } as const;

  test('one moment is that of the workspace, for everybody', () => {
    const times = planTimes({ ...schedule, kind: 'at', at: '2026-06-02T09:00' }, facts);
    expect([times.isTimed, new Date(times.startMs).toISOString()]).toEqual([false, '2026-06-02T07:00:00.000Z']);
  });

  test('by their own clock; whose hour has passed already is sent to at once', () => {
    const times = planTimes({ ...schedule, kind: 'local', at: '2026-06-01T10:00' }, facts);
    const [india, states] = [times.of(person('919876543210')), times.of(person('12125550199'))];
    expect([india.isLate, india.atMs]).toEqual([true, nowMs]);
    expect([states.isLate, new Date(states.atMs).toISOString()]).toEqual([false, '2026-06-01T14:00:00.000Z']);
    // Nobody knows where this one lives: the clock of the workspace counts.
    expect(times.of({ waId: undefined, bsuid: undefined })).toMatchObject({ country: '*', timeZone: 'Europe/Berlin' });
  });

  test.each([
    ['no moment', { kind: 'at' as const }],
    ['no day', { kind: 'at' as const, at: '2026-13-45T99:99' }],
    ['a moment that is over', { kind: 'at' as const, at: '2026-06-01T13:59' }],
    ['one that is over everywhere', { kind: 'local' as const, at: '2026-05-31T22:00' }],
    ['half of quiet hours', { quietFrom: '21:00' }],
    ['quiet hours without end', { quietFrom: '21:00', quietTo: '21:00' }],
  ])('refuses %s', (_name, part) => {
    expect(() => planTimes({ ...schedule, ...part }, facts)).toThrow(/moment|day|hours/);
  });
});
