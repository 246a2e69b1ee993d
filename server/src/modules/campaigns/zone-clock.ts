const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const minutesOfDay = 24 * 60;
const keptZones = 500;

/** Hours of a recipient in which nothing is sent, in minutes after midnight; `from` after `to` spans midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Clocks on the walls of time zones, by the rules that the runtime knows, summer time too. */
export interface ZoneClock {
  /** The clock and calendar there at a moment, as `2026-03-29T02:30`. */
  wallAt(atMs: number, timeZone: string): string;
  /**
   * The moment at which a clock there shows that. Of two, when clocks go back, the first; a time that is skipped when they go
   * forward counts from before the jump, so 02:30 is then 03:30.
   */
  momentOf(wall: string, timeZone: string): number;
  /** The moment itself, or the end of the quiet hours that hold at it. */
  afterQuiet(atMs: number, timeZone: string, quiet: QuietHours | undefined): number;
}

export function createZoneClock(): ZoneClock {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const formatOf = (timeZone: string): Intl.DateTimeFormat => {
    const known = formats.get(timeZone);
    if (known) return known;
    if (formats.size >= keptZones) formats.clear();
    const made = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, made);
    return made;
  };
  const wallAt: ZoneClock['wallAt'] = (atMs, timeZone) => {
    const parts = new Map(
      formatOf(timeZone)
        .formatToParts(atMs)
        .map(({ type, value }) => [type, value]),
    );
    const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
  };
  const offsetAt = (atMs: number, timeZone: string): number => {
    const wholeMs = Math.floor(atMs / minuteMs) * minuteMs;
    return asUtc(wallAt(wholeMs, timeZone)) - wholeMs;
  };
  const momentOf: ZoneClock['momentOf'] = (wall, timeZone) => {
    const utc = asUtc(wall);
    const before = utc - offsetAt(utc - dayMs, timeZone);
    const after = utc - offsetAt(utc + dayMs, timeZone);
    const fitting = [before, after].filter((atMs) => wallAt(atMs, timeZone) === wall.slice(0, 16));
    return fitting.length > 0 ? Math.min(...fitting) : before;
  };
  return {
    wallAt,
    momentOf,
    afterQuiet(atMs, timeZone, quiet) {
      if (quiet === undefined) return atMs;
      const wall = wallAt(atMs, timeZone);
      const minutes = minutesOf(wall.slice(11));
      if (!isWithin(minutes, quiet)) return atMs;
      const day = minutes < quiet.to ? wall : wallAfterDay(wall);
      return Math.max(atMs, momentOf(`${day.slice(0, 10)}T${toClock(quiet.to)}`, timeZone));
    },
  };
}

/** Minutes after midnight of `21:30`. */
export function minutesOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return (Number(hours) % 24) * 60 + Number(minutes);
}

function toClock(minutes: number): string {
  const of = (value: number): string => String(value).padStart(2, '0');
  return `${of(Math.floor((minutes % minutesOfDay) / 60))}:${of(minutes % 60)}`;
}

function isWithin(minutes: number, { from, to }: QuietHours): boolean {
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

function wallAfterDay(wall: string): string {
  return new Date(asUtc(wall) + dayMs).toISOString().slice(0, 16);
}

function asUtc(wall: string): number {
  return Date.parse(`${wall.slice(0, 16)}:00Z`);
}
