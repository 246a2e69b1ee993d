/** The calendar month (YYYY-MM) of a moment in a time zone; an unknown zone counts as UTC. */
export function billingMonth(at: Date, timeZone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit' }).formatToParts(at);
    const part = (type: string): string => parts.find((entry) => entry.type === type)?.value ?? '';
    return `${part('year')}-${part('month')}`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return at.toISOString().slice(0, 7);
  }
}
