const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of `500 ms`, `5 s`, `10 min`, `2 h`, `1 d` or several of them (`1 h 30 min`); undefined when it is none. */
export function readDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)];
  const rest = text.replaceAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi, '').trim();
  if (parts.length === 0 || rest !== '') return undefined;
  let total = 0;
  for (const [, amount = '', unit = ''] of parts) {
    const factor = unitMs[unit.toLowerCase()];
    if (factor === undefined) return undefined;
    total += Number(amount) * factor;
  }
  return Math.round(total);
}
