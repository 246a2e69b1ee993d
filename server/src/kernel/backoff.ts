/**
 * Milliseconds to wait before try `attempt + 1`, after `attempt` failed ones (from 1): doubling from `baseMs`, at most
 * `capMs`, with up to `jitter` (a fraction) taken off so that many waiters do not return together.
 */
export function backoffMs(
  attempt: number,
  options: { baseMs: number; capMs: number; factor?: number; jitter?: number; random?: () => number },
): number {
  const factor = options.factor ?? 2;
  const raw = Math.min(options.capMs, options.baseMs * factor ** Math.min(attempt - 1, 60));
  const jitter = options.jitter ?? 0.2;
  return Math.round(raw * (1 - jitter * (options.random ?? Math.random)()));
}
