import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import { campaignEvent } from './campaign-event.ts';
import { anyChangeStatement, completeStatement, type FoldedCampaign, foldStatement } from './count-queries.ts';

export interface FoldDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventRecorder;
}

const pollMs = 1_000;
/** Changes added in one transaction. */
const maxBatch = 2_000;

/** Adds what changed to the counters of campaigns, and ends those of which nothing is left. Any number may run. */
export function createCountFolder(deps: FoldDeps): DueWorker {
  const { db, clock, log } = deps;
  const step = async (): Promise<boolean> => {
    const { changes, events } = await db.transaction((tx) => fold(deps, tx));
    deps.events.committed(events);
    return changes >= maxBatch;
  };
  return createDueWorker({
    name: 'campaign counters',
    step,
    pollMs,
    clock,
    log,
    async nextDueMs() {
      const [row] = await db.system(anyChangeStatement);
      return row?.changed ? clock.nowMs() : undefined;
    },
  });
}

async function fold(deps: FoldDeps, tx: Transaction): Promise<{ changes: number; events: PlatformEvent[] }> {
  const at = deps.clock.now();
  const folded = await tx.system(foldStatement, [at, maxBatch]);
  const events = await completeCampaigns(deps, tx, folded.filter(isDone), at);
  return { changes: folded.reduce((sum, row) => sum + row.changes, 0), events };
}

// Pending and queued only ever fall together while a campaign runs, so a sum of nothing is true whatever is not folded yet.
function isDone({ state, open }: FoldedCampaign): boolean {
  return (state === 'sending' || state === 'paused') && open <= 0;
}

async function completeCampaigns(
  deps: FoldDeps,
  tx: Transaction,
  done: readonly FoldedCampaign[],
  at: Date,
): Promise<PlatformEvent[]> {
  if (done.length === 0) return [];
  const ids = [done.map((row) => row.tenantId), done.map((row) => row.id)];
  const rows = await tx.system(completeStatement, [...ids, at]);
  const events = rows.map(({ tenantId, id }) => campaignEvent('campaign.completed', { tenantId, id, at }));
  await deps.events.record(tx, events);
  return events;
}
