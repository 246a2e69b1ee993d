/** How much of a whole a part is, in percent: 0 only for nothing of it, 100 only for all of it. */
export function toPercent(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}

/** The same in words: what rounds to nothing or to all is said to be less than 1 %, or more than 99 %. */
export function percentText(part: number, whole: number): string {
  const rounded = whole > 0 ? Math.round((part / whole) * 100) : 0;
  const percent = toPercent(part, whole);
  const sign = rounded < percent ? '< ' : rounded > percent && percent < 100 ? '> ' : '';
  return `${sign}${percent} %`;
}
