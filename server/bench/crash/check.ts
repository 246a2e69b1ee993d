/** One invariant and what was found. */
export interface Check {
  readonly name: string;
  /** How many things were looked at. */
  readonly looked: number;
  /** Each breach in words; empty when the invariant holds. */
  readonly breaches: readonly string[];
}

const shownBreaches = 5;

export function describeCheck(check: Check): string {
  const { name, looked, breaches } = check;
  if (breaches.length === 0) return `  ok      ${name} (${looked})`;
  const shown = breaches.slice(0, shownBreaches).map((breach) => `          ${breach}`);
  const more = breaches.length > shownBreaches ? [`          and ${breaches.length - shownBreaches} more`] : [];
  return [`  BROKEN  ${name} (${breaches.length} of ${looked})`, ...shown, ...more].join('\n');
}
