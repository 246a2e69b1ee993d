import type { Database, Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { Log } from '../../kernel/log.ts';
import { findKnownPeople } from '../contacts/index.ts';
import type { TemplateSender } from '../messages/index.ts';
import { type AcceptedSlice, acceptSplitting, acceptTogether, isOfOnePerson, type Skipped } from './accept-slice.ts';
import { writeCountChanges } from './count-changes.ts';
import { findNextRecipients } from './next-recipients.ts';
import { lookAgainStatement, takeStatement } from './queries.ts';
import {
  deletePendingStatement,
  type PendingRow,
  skipPendingStatement,
  stopPendingStatement,
} from './recipient-queries.ts';

export interface SliceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly sender: TemplateSender;
}

/**
 * Accepts the messages of the next pending recipients of a campaign that is sending, at most `count`, and deletes their rows in
 * the same transaction: whoever dies when, nobody is lost and nobody gets it twice. Blocked people are skipped, and those who
 * allow no broadcasts by now where the campaign heeds it, and whoever can't be taken for a reason of their own. Answers how
 * many recipients were dealt with. Throws what the limits of the tenant refuse and trouble of the database; then nothing has
 * changed.
 */
export async function takeSlice(deps: SliceDeps, campaign: TakenCampaign, count: number): Promise<number> {
  const taken = await takeWith(acceptTogether, deps, campaign, count).catch((error) => {
    if (!isOfOnePerson(error)) throw error;
    return takeWith(acceptSplitting, deps, campaign, count);
  });
  for (const accepted of taken.accepted) deps.sender.announce(accepted);
  return taken.dealtWith;
}

interface TakenCampaign {
  readonly tenantId: string;
  readonly id: string;
}

async function takeWith(
  accept: typeof acceptTogether,
  deps: SliceDeps,
  { tenantId, id }: TakenCampaign,
  count: number,
): Promise<{ readonly dealtWith: number; readonly accepted: AcceptedSlice['accepted'] }> {
  const ctx: Context = { tenantId, actor: { kind: 'campaign', campaignId: id }, requestId: `campaign ${id}` };
  return deps.db.transaction(async (tx) => {
    const [head] = await tx.tenant(tenantId, takeStatement, [id, 'sending']);
    if (!head) return { dealtWith: 0, accepted: [] };
    const { rows, deferred, lookAgain } = await findNextRecipients(deps, tx, tenantId, head, count);
    const optedOut = head.skipsOptedOut ? await findOptedOut(tx, ctx, rows) : [];
    const unwilling = new Set(optedOut.map((entry) => entry.messageId));
    const willing = rows.filter((row) => !unwilling.has(row.messageId));
    const { accepted, skipped: unsent } = await accept(deps, tx, ctx, head, willing);
    const skipped = [...optedOut, ...unsent];
    await settleRows(tx, ctx, id, accepted, skipped);
    const counts = { pending: -rows.length, queued: rows.length - skipped.length, skipped: skipped.length };
    // Written when it is empty too: the last one is what ends the campaign.
    await writeCountChanges(deps, tx, [{ tenantId, campaignId: id, counts }]);
    await tx.tenant(tenantId, lookAgainStatement, [id, lookAgain.at, lookAgain.feeds, lookAgain.waitingFor, 'sending']);
    return { dealtWith: rows.length + deferred, accepted };
  });
}

/** Stops the next pending recipients of a cancelled campaign, at most `count`. Answers how many. */
export async function stopSlice(
  deps: Pick<SliceDeps, 'db' | 'clock'>,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
  count: number,
): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const [head] = await tx.tenant(tenantId, takeStatement, [id, 'cancelled']);
    if (!head) return 0;
    const rows = await tx.tenant(tenantId, stopPendingStatement, [id, count]);
    const counts = { pending: -rows.length, stopped: rows.length };
    if (rows.length > 0) await writeCountChanges(deps, tx, [{ tenantId, campaignId: id, counts }]);
    await tx.tenant(tenantId, lookAgainStatement, [id, deps.clock.now(), rows.length === count, null, 'cancelled']);
    return rows.length;
  });
}

async function findOptedOut(tx: Transaction, ctx: Context, rows: readonly PendingRow[]): Promise<Skipped[]> {
  if (rows.length === 0) return [];
  const known = await findKnownPeople(tx, ctx, rows);
  return rows.flatMap(({ messageId }, place): Skipped[] => {
    const person = known.get(place);
    if (person === undefined || (person.allowsBroadcast && !person.isBlocked)) return [];
    return [{ messageId, reason: person.isBlocked ? 'blocked' : 'opted_out', contactId: person.contactId }];
  });
}

async function settleRows(
  tx: Transaction,
  { tenantId }: Context,
  id: string,
  accepted: AcceptedSlice['accepted'],
  skipped: readonly Skipped[],
): Promise<void> {
  const gone = accepted
    .flatMap(({ messages }) => messages)
    .flatMap((message) => (message.kind === 'accepted' ? message.id : []));
  if (gone.length > 0) await tx.tenant(tenantId, deletePendingStatement, [id, gone]);
  if (skipped.length === 0) return;
  await tx.tenant(tenantId, skipPendingStatement, [
    id,
    skipped.map((entry) => entry.messageId),
    skipped.map((entry) => entry.reason),
    skipped.map((entry) => entry.contactId),
  ]);
}
