import type { Database, Transaction } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { findKnownPeople, nameContacts } from '../contacts/index.ts';
import type { Accepted, PlannedTemplate, TemplateSender } from '../messages/index.ts';
import { writeCountChanges } from './count-changes.ts';
import { findNextRecipients } from './next-recipients.ts';
import { type CampaignHead, lookAgainStatement, takeStatement } from './queries.ts';
import {
  deletePendingStatement,
  type PendingRow,
  skipPendingStatement,
  stopPendingStatement,
} from './recipient-queries.ts';
import type { SkipReason } from './types.ts';

export interface SliceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly sender: TemplateSender;
}

interface Skipped {
  readonly messageId: string;
  readonly reason: SkipReason;
  readonly contactId: string;
}

/**
 * Accepts the messages of the next pending recipients of a campaign that is sending, at most `count`, and deletes their rows in
 * the same transaction: whoever dies when, nobody is lost and nobody gets it twice. Blocked people are skipped, and those who
 * allow no broadcasts by now where the campaign heeds it. Answers how many recipients were dealt with. Throws what the
 * limits of the tenant refuse; then nothing has changed.
 */
export async function takeSlice(
  deps: SliceDeps,
  campaign: { readonly tenantId: string; readonly id: string },
  count: number,
): Promise<number> {
  const { tenantId, id } = campaign;
  const ctx: Context = { tenantId, actor: { kind: 'campaign', campaignId: id }, requestId: `campaign ${id}` };
  const { dealtWith, accepted } = await deps.db.transaction(async (tx) => {
    const [head] = await tx.tenant(tenantId, takeStatement, [id, 'sending']);
    if (!head) return { dealtWith: 0, accepted: undefined };
    const { rows, deferred, lookAgain } = await findNextRecipients(deps, tx, tenantId, head, count);
    const optedOut = head.skipsOptedOut ? await findOptedOut(tx, ctx, rows) : [];
    const unwilling = new Set(optedOut.map((entry) => entry.messageId));
    const willing = rows.filter((row) => !unwilling.has(row.messageId));
    const accepted = await accept(deps, tx, ctx, head, willing);
    const skipped = [...optedOut, ...blockedOf(willing, accepted)];
    await settleRows(tx, ctx, id, accepted, skipped);
    const counts = { pending: -rows.length, queued: rows.length - skipped.length, skipped: skipped.length };
    // Written when it is empty too: the last one is what ends the campaign.
    await writeCountChanges(deps, tx, [{ tenantId, campaignId: id, counts }]);
    await tx.tenant(tenantId, lookAgainStatement, [id, lookAgain.at, lookAgain.feeds, lookAgain.waitingFor, 'sending']);
    return { dealtWith: rows.length + deferred, accepted };
  });
  if (accepted) deps.sender.announce(accepted);
  return dealtWith;
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

async function accept(
  deps: SliceDeps,
  tx: Transaction,
  ctx: Context,
  head: CampaignHead,
  rows: readonly PendingRow[],
): Promise<Accepted | undefined> {
  if (rows.length === 0) return undefined;
  const inputs = rows.map((row) => toMessageInput(ctx, head, row));
  const accepted = await deps.sender.acceptBehind(tx, inputs, { isPaid: head.prepaid });
  const named = rows.map((row, place) => ({
    contact: present(accepted.messages[place], 'the message of a recipient').contact,
    name: row.name ?? undefined,
  }));
  await nameContacts(tx, deps, ctx, named);
  return accepted;
}

function toMessageInput(ctx: Context, head: CampaignHead, row: PendingRow): PlannedTemplate {
  const { text, content, deferredFailure } = row;
  return {
    id: row.messageId,
    tenantId: ctx.tenantId,
    channelId: head.channelId,
    recipient: { waId: row.waId ?? undefined, bsuid: row.bsuid ?? undefined },
    template: { id: head.templateId, name: head.templateName, category: head.marketing ? 'MARKETING' : 'UTILITY' },
    filled: { text, content, ...(deferredFailure === null ? {} : { deferredFailure }) },
    localMessageId: row.localMessageId ?? undefined,
    broadcastId: head.id,
    broadcastName: head.name,
    operatorId: head.operatorId,
    source: head.source,
    bulk: true,
  };
}

function blockedOf(rows: readonly PendingRow[], accepted: Accepted | undefined): Skipped[] {
  return (accepted?.messages ?? []).flatMap((message, place): Skipped[] => {
    if (message.kind === 'accepted') return [];
    const { messageId } = present(rows[place], 'the recipient of a message');
    return [{ messageId, reason: 'blocked', contactId: message.contact.id }];
  });
}

async function settleRows(
  tx: Transaction,
  { tenantId }: Context,
  id: string,
  accepted: Accepted | undefined,
  skipped: readonly Skipped[],
): Promise<void> {
  const gone = (accepted?.messages ?? []).flatMap((message) => (message.kind === 'accepted' ? message.id : []));
  if (gone.length > 0) await tx.tenant(tenantId, deletePendingStatement, [id, gone]);
  if (skipped.length === 0) return;
  await tx.tenant(tenantId, skipPendingStatement, [
    id,
    skipped.map((entry) => entry.messageId),
    skipped.map((entry) => entry.reason),
    skipped.map((entry) => entry.contactId),
  ]);
}
