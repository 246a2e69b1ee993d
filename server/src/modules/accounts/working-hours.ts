/** A range of a day, as `HH:MM` on the clock of the time zone; `to` may be 24:00 and is not part of it. */
export interface HourRange {
  readonly from: string;
  readonly to: string;
}

export interface Holiday {
  /** YYYY-MM-DD in the time zone. */
  readonly date: string;
  readonly name: string;
}

/** When somebody is there. A day may have several ranges; on a holiday nobody is. */
export interface WorkingHours {
  readonly timeZone: string;
  /** Seven days from Monday. */
  readonly week: readonly (readonly HourRange[])[];
  readonly holidays: readonly Holiday[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** How far ahead a change is looked for: beyond a year of holidays nothing is told. */
const searchDays = 400;

/** Whether somebody is there at that moment. */
export function isOpenAt(hours: WorkingHours, atMs: number): boolean {
  const local = localTime(hours.timeZone, atMs);
  return rangesOf(hours, local).some((range) => {
    return toMinutes(range.from) <= local.minutes && local.minutes < toMinutes(range.to);
  });
}

/** The moment from which somebody is there: that one where it is so already, undefined when nobody is within 400 days. */
export function nextOpening(hours: WorkingHours, atMs: number): number | undefined {
  return isOpenAt(hours, atMs) ? atMs : nextChange(hours, atMs);
}

/** The next moment at which it is otherwise than at this one; undefined when that is not within 400 days. */
export function nextChange(hours: WorkingHours, atMs: number): number | undefined {
  const isOpen = isOpenAt(hours, atMs);
  const today = localTime(hours.timeZone, atMs);
  for (let day = 0; day <= searchDays; day += 1) {
    const found = boundariesOf(hours, Date.UTC(today.year, today.month - 1, today.day + day, 12)).find(
      (moment) => moment > atMs && isOpenAt(hours, moment) !== isOpen,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The moments of a local day at which something may begin or end, in order. The day is given by its noon, as if its clocks
 * showed UTC: a day later by 24 hours may be the one after the next, when the clocks go on.
 */
function boundariesOf(hours: WorkingHours, noonMs: number): number[] {
  const { timeZone } = hours;
  const local = localTime(timeZone, noonMs - offsetAt(timeZone, noonMs));
  const before = offsetAt(timeZone, noonMs - dayMs);
  const after = offsetAt(timeZone, noonMs + dayMs);
  const midnightMs = Date.UTC(local.year, local.month - 1, local.day);
  if (before === after) {
    const minutes = [0, ...rangesOf(hours, local).flatMap(({ from, to }) => [toMinutes(from), toMinutes(to)]), 1440];
    return [...new Set(minutes)].sort((a, b) => a - b).map((minute) => midnightMs + minute * minuteMs - before);
  }
  // The clocks change near by: a time of the day may be missing or come twice, so every minute is looked at.
  const firstMs = midnightMs - Math.max(before, after) - 60 * minuteMs;
  return Array.from({ length: 27 * 60 }, (_, index) => firstMs + index * minuteMs);
}

function rangesOf({ week, holidays }: WorkingHours, local: LocalTime): readonly HourRange[] {
  const date = `${local.year}-${twoDigits(local.month)}-${twoDigits(local.day)}`;
  return holidays.some((holiday) => holiday.date === date) ? [] : (week[local.weekday] ?? []);
}

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0: Monday. */
  readonly weekday: number;
  /** Since the local midnight by the clock on the wall. */
  readonly minutes: number;
}

function localTime(timeZone: string, atMs: number): LocalTime {
  const wall = new Date(atMs + offsetAt(timeZone, atMs));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    weekday: (wall.getUTCDay() + 6) % 7,
    minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  };
}

const formats = createFormats();

/** Milliseconds by which the clocks of a zone are ahead of UTC. */
function offsetAt(timeZone: string, atMs: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formats(timeZone).formatToParts(atMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}

/** Making a format costs more than using it a hundred times. */
function createFormats(): (timeZone: string) => Intl.DateTimeFormat {
  const known = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const found = known.get(timeZone);
    if (found) return found;
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      ...numeric,
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
    known.set(timeZone, made);
    return made;
  };
}

function toMinutes(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
