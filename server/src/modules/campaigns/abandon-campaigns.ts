import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { abandonStatement } from './queries.ts';

/** A file is read in minutes; what was not launched an hour after its last part never will be. */
const abandonedAfterMs = 60 * 60_000;
const maxBatch = 100;
const reason = 'The process ended while the recipients were read: nothing was sent.';

/** Cancels campaigns whose process ended before they were launched. Answers how many, at most 100 a call. */
export async function abandonCampaigns(deps: { readonly db: Database; readonly clock: Clock }): Promise<number> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - abandonedAfterMs);
  return (await deps.db.system(abandonStatement, [now, reason, before, maxBatch])).length;
}
