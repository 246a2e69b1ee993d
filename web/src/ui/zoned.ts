/** The moment at which a clock in a time zone shows this; NaN for what is no day and time (`YYYY-MM-DDTHH:mm`). */
export function momentOf(shown: string, timeZone: string): number {
  const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(shown) ? Date.parse(`${shown.slice(0, 16)}Z`) : Number.NaN;
  if (Number.isNaN(utc)) return utc;
  // The offset at that moment; once more, where the clock is changed between the two.
  const first = utc - offsetMs(utc, timeZone);
  return utc - offsetMs(first, timeZone);
}

/** What a clock in a time zone shows at a moment, as a field for day and time takes it. */
export function shownAt(moment: number, timeZone: string): string {
  return new Date(moment + offsetMs(moment, timeZone)).toISOString().slice(0, 16);
}

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(at / 1_000) * 1_000;
}
