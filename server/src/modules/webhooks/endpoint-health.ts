import { backoffMs } from '../../kernel/backoff.ts';

/** How an endpoint has been doing, as a pure record: see `noteSuccess` and `noteFailure`. */
export interface EndpointHealth {
  readonly failuresInRow: number;
  /** Nothing is tried before this moment (unix ms). */
  readonly openUntilMs: number | undefined;
}

/** More failures in a row than this mark the endpoint Defective (platform-behaviour section 12). */
export const defectiveAfter = 100;
/** From this many failures in a row the whole endpoint waits, and is tried with one delivery at a time. */
const circuitAfter = 3;
/** First tries within seconds, then up to 10 minutes apart: 144 tries and more fit in the 24 hours of the policy. */
const retryPlan = { baseMs: 1_000, capMs: 600_000, factor: 2, jitter: 0.2 };

export const healthy: EndpointHealth = { failuresInRow: 0, openUntilMs: undefined };

/** When a delivery is tried again after its `attempts`-th failure (from 1). */
export function retryDelayMs(attempts: number): number {
  return backoffMs(attempts, retryPlan);
}

/**
 * Counts a failure. Attempts that were under way together fail together: only one begun after the last counted failure
 * counts as another in the row, so a receiver that is down for a minute does not become Defective by being busy.
 *
 * @param begunWith the health when the attempt began, as an identity: moments do not tell apart what takes no millisecond.
 */
export function noteFailure(health: EndpointHealth, begunWith: EndpointHealth, nowMs: number): EndpointHealth {
  if (health.failuresInRow > 0 && begunWith !== health) return health;
  const failuresInRow = health.failuresInRow + 1;
  const wait = failuresInRow >= circuitAfter ? retryDelayMs(failuresInRow - circuitAfter + 1) : undefined;
  return { failuresInRow, openUntilMs: wait === undefined ? undefined : nowMs + wait };
}

/** Tries that may be under way: one while the endpoint is failing, `limit` otherwise. */
export function allowedInFlight(health: EndpointHealth, limit: number): number {
  return health.failuresInRow === 0 ? limit : 1;
}
