/** Wa ids that nobody else uses: `series` (0 to 999) keeps loads apart. */
export function phoneNumbers(series: number, count: number): string[] {
  const prefix = `4915${String(series).padStart(3, '0')}`;
  return Array.from({ length: count }, (_, index) => prefix + String(index).padStart(6, '0'));
}
