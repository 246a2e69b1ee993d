import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { campaignEvent } from './campaign-event.ts';
import { abandonStatement } from './queries.ts';

/** A file is read in minutes; what was not launched an hour after its last part never will be. */
const abandonedAfterMs = 60 * 60_000;
const maxBatch = 100;
const reason = 'The process ended while the recipients were read: nothing was sent.';

/** Cancels campaigns whose process ended before they were launched. Answers how many, at most 100 a call. */
export async function abandonCampaigns(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}): Promise<number> {
  const at = deps.clock.now();
  const before = new Date(at.getTime() - abandonedAfterMs);
  const events = await deps.db.transaction(async (tx) => {
    const rows = await tx.system(abandonStatement, [at, reason, before, maxBatch]);
    const ended = rows.map(({ tenantId, id }) =>
      campaignEvent('campaign.cancelled', { tenantId, id, at }, { actor: 'system', reason }),
    );
    await deps.events.record(tx, ended);
    return ended;
  });
  deps.events.committed(events);
  return events.length;
}
