import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { type MessageFacts, statusRank } from '../messages/index.ts';
import { insertChangesStatement } from './count-queries.ts';
import { addCounts, countsOfRank, noCounts } from './counts.ts';
import { type Counters, counterNames } from './types.ts';

export interface CountChange {
  readonly tenantId: string;
  readonly campaignId: string;
  readonly counts: Partial<Counters>;
}

/**
 * Writes down what events of messages change in the counters of their campaigns, in the transaction of the messages: one
 * statement a batch, and rows of its own, so that no two batches wait for each other.
 */
export function createCampaignCounter(deps: { readonly clock: Clock }): EventConsumer {
  return {
    name: 'campaigns',
    consume: (tx, events) => writeCountChanges(deps, tx, events.flatMap(toChange)),
    committed: () => undefined,
  };
}

/** Appends changes of counters; several of one campaign become one row. */
export async function writeCountChanges(
  deps: { readonly clock: Clock },
  tx: Transaction,
  changes: readonly CountChange[],
): Promise<void> {
  const sums = new Map<string, { tenantId: string; campaignId: string; counts: Counters }>();
  for (const { tenantId, campaignId, counts } of changes) {
    const key = `${tenantId}/${campaignId}`;
    sums.set(key, { tenantId, campaignId, counts: addCounts(sums.get(key)?.counts ?? noCounts, counts) });
  }
  if (sums.size === 0) return;
  const rows = [...sums.values()];
  tx.write(insertChangesStatement, [
    rows.map((row) => row.tenantId),
    rows.map((row) => row.campaignId),
    rows.map(() => newId(deps.clock.nowMs())),
    ...counterNames.map((name) => rows.map((row) => row.counts[name])),
  ]);
}

function toChange(event: PlatformEvent): CountChange[] {
  const { tenantId } = event;
  if (event.type === 'message.requeued') {
    const campaignId = event.data?.broadcastId;
    return typeof campaignId === 'string' ? [{ tenantId, campaignId, counts: takenBack }] : [];
  }
  if (!event.type.startsWith('message.')) return [];
  const facts = event.facts as MessageFacts | undefined;
  const campaignId = facts?.message.broadcastId;
  if (!campaignId || facts?.rankBefore === undefined || facts.rankBefore === facts.message.status) return [];
  const counts = addCounts(countsOfRank(facts.message.status), countsOfRank(facts.rankBefore), -1);
  return [{ tenantId, campaignId, counts }];
}

/** A failed message that is tried again. */
const takenBack = addCounts(countsOfRank(statusRank.queued), countsOfRank(statusRank.failed), -1);
