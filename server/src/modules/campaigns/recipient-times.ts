import { type CountryOf, createCountryOf } from '../billing/index.ts';
import { isTimed, readQuietHours, refuse, type Schedule } from './plan.ts';
import { createZoneClock, type QuietHours } from './zone-clock.ts';
import { zoneOfCountry } from './zone-of-country.ts';

/** When a person may be sent to. */
export interface RecipientTime {
  readonly country: string;
  readonly timeZone: string;
  /** The country has other zones too. */
  readonly isOneOfMany: boolean;
  readonly atMs: number;
  /** Their moment had passed already. */
  readonly isLate: boolean;
  /** Their quiet hours hold it up. */
  readonly isPutOff: boolean;
}

export interface RecipientTimes {
  readonly isTimed: boolean;
  readonly quiet: QuietHours | undefined;
  /** Of the campaign; recipients of a timed one may be later. */
  readonly startMs: number;
  of(person: { readonly waId: string | undefined; readonly bsuid: string | undefined }): RecipientTime;
}

/** The earliest zone is 14 hours ahead of UTC, the latest 12 behind: after that a wall time is past everywhere. */
const lastZone = 'Etc/GMT+12';
const firstZone = 'Etc/GMT-14';

/**
 * Reads a schedule at a moment. The zone of a person is that of the country of the number, else that of the workspace. Throws
 * request.invalid for a moment that is absent or over, and for half of a pair of quiet hours.
 */
export function planTimes(
  schedule: Schedule,
  facts: { readonly nowMs: number; readonly timeZone: string },
): RecipientTimes {
  const { nowMs, timeZone } = facts;
  const zones = createZoneClock();
  const quiet = readQuietHours(schedule);
  const wall = schedule.kind === 'now' ? undefined : readWall(schedule.at);
  const isLocal = schedule.kind === 'local';
  const lastMs = wall === undefined ? nowMs : zones.momentOf(wall, isLocal ? lastZone : timeZone);
  if (wall !== undefined && lastMs <= nowMs) throw refuse('schedule', 'That moment has passed. Choose a later one.');
  const firstMs = wall === undefined || !isLocal ? lastMs : zones.momentOf(wall, firstZone);
  const known = new Map<string, RecipientTime>();
  const plan = (country: string): RecipientTime => {
    const zone = zoneOfCountry(country) ?? { timeZone, isOneOfMany: false };
    const wantedMs = wall !== undefined && isLocal ? zones.momentOf(wall, zone.timeZone) : lastMs;
    const openMs = Math.max(nowMs, wantedMs);
    const atMs = zones.afterQuiet(openMs, zone.timeZone, quiet);
    return { country, ...zone, atMs, isLate: wantedMs < nowMs, isPutOff: atMs > openMs };
  };
  const countryOf: CountryOf = createCountryOf();
  return {
    isTimed: isTimed(schedule),
    quiet,
    startMs: Math.max(nowMs, firstMs),
    of(person) {
      const country = countryOf(person);
      const time = known.get(country) ?? plan(country);
      known.set(country, time);
      return time;
    },
  };
}

function readWall(at: string | null): string {
  if (at === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) || Number.isNaN(Date.parse(`${at.slice(0, 16)}:00Z`))) {
    throw refuse('schedule', 'Choose a day and a time.');
  }
  return at.slice(0, 16);
}
