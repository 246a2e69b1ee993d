/** Formats in the time zone of the workspace. */
export interface TimeFormats {
  /** 14:05, Tue, or 3 Nov: as short as the age allows. */
  short(iso: string): string;
  clock(iso: string): string;
  day(iso: string): string;
  full(iso: string): string;
  /** To the second. */
  exact(iso: string): string;
  /** The key of a day, for day lines. */
  dayKey(iso: string): string;
}

export function createTimeFormats(timeZone: string, nowMs: () => number): TimeFormats {
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(undefined, { timeZone, ...options });
  const clock = of({ hour: '2-digit', minute: '2-digit' });
  const weekday = of({ weekday: 'short' });
  const date = of({ day: 'numeric', month: 'short' });
  const long = of({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const full = of({ dateStyle: 'medium', timeStyle: 'short' });
  const exact = of({ dateStyle: 'medium', timeStyle: 'medium' });
  const key = of({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const dayKey = (iso: string): string => key.format(new Date(iso));
  return {
    dayKey,
    clock: (iso) => clock.format(new Date(iso)),
    day: (iso) => long.format(new Date(iso)),
    full: (iso) => full.format(new Date(iso)),
    exact: (iso) => exact.format(new Date(iso)),
    short(iso) {
      const at = new Date(iso);
      if (dayKey(iso) === dayKey(new Date(nowMs()).toISOString())) return clock.format(at);
      return nowMs() - at.getTime() < 6 * 86_400_000 ? weekday.format(at) : date.format(at);
    },
  };
}

/** 23 h, 45 min, or 0 min, of a span in milliseconds. */
export function spanOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes >= 60 ? `${Math.floor(minutes / 60)} h` : `${minutes} min`;
}

/** just now, 5 min ago, 3 h ago, 12 days ago. */
export function agoOf(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 2) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
