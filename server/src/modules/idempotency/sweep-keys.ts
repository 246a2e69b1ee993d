import type { Database } from '../../db/database.ts';
import { sweepInSlices } from '../../db/sweep.ts';
import type { Clock } from '../../kernel/clock.ts';
import { sweepStatement } from './queries.ts';

/** How long a key is remembered: 24 hours. */
const keptMs = 24 * 60 * 60_000;

/** Forgets the keys of yesterday; answers how many. */
export function sweepIdempotencyKeys(deps: { readonly db: Database; readonly clock: Clock }): Promise<number> {
  return sweepInSlices(deps.db, sweepStatement, new Date(deps.clock.nowMs() - keptMs));
}
