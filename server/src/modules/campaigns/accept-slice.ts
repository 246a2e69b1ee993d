import type { Transaction } from '../../db/database.ts';
import { isDatabaseTrouble } from '../../db/database-trouble.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { nameContacts } from '../contacts/index.ts';
import type { Accepted, PlannedTemplate, TemplateSender } from '../messages/index.ts';
import type { CampaignHead } from './queries.ts';
import type { PendingRow } from './recipient-queries.ts';
import type { SkipReason } from './types.ts';

/** A recipient who gets nothing, and why. */
export interface Skipped {
  readonly messageId: string;
  readonly reason: SkipReason;
  /** Null where no contact is known. */
  readonly contactId: string | null;
}

export interface AcceptedSlice {
  readonly accepted: readonly Accepted[];
  readonly skipped: readonly Skipped[];
}

interface AcceptDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly sender: TemplateSender;
}

/** Of so many people of whom nobody can be taken none is to blame. */
const blamelessCount = 10;

/** Whether a failure may come from one of the recipients: neither the database nor a limit of the tenant has refused. */
export function isOfOnePerson(error: unknown): boolean {
  return !isDatabaseTrouble(error) && !isAppError(error);
}

/** Accepts the messages of these recipients, all or none, in the caller's transaction. */
export async function acceptTogether(
  deps: AcceptDeps,
  tx: Transaction,
  ctx: Context,
  head: CampaignHead,
  rows: readonly PendingRow[],
): Promise<AcceptedSlice> {
  if (rows.length === 0) return { accepted: [], skipped: [] };
  const inputs = rows.map((row) => toMessageInput(ctx, head, row));
  const accepted = await deps.sender.acceptBehind(tx, inputs, { isPaid: head.prepaid });
  const named = rows.map((row, place) => ({
    contact: present(accepted.messages[place], 'the message of a recipient').contact,
    name: row.name ?? undefined,
  }));
  await nameContacts(tx, deps, ctx, named);
  return { accepted: [accepted], skipped: unsentOf(rows, accepted) };
}

/**
 * Halves what fails until the recipient who can't be taken stands alone and is skipped with the reason; the others are
 * accepted. Where nobody of 10 or more can be taken it is not for them, and the failure is thrown.
 */
export async function acceptSplitting(
  deps: AcceptDeps,
  tx: Transaction,
  ctx: Context,
  head: CampaignHead,
  rows: readonly PendingRow[],
): Promise<AcceptedSlice> {
  let lastError: unknown;
  const split = async (part: readonly PendingRow[]): Promise<AcceptedSlice> => {
    try {
      return await tx.part((inPart) => acceptTogether(deps, inPart, ctx, head, part));
    } catch (error) {
      const [only] = part;
      if (!isOfOnePerson(error) || only === undefined) throw error;
      lastError = error;
      if (part.length === 1) return { accepted: [], skipped: [skipFailed(deps, ctx, head, only, error)] };
      const middle = Math.ceil(part.length / 2);
      const first = await split(part.slice(0, middle));
      const second = await split(part.slice(middle));
      return {
        accepted: [...first.accepted, ...second.accepted],
        skipped: [...first.skipped, ...second.skipped],
      };
    }
  };
  const slice = await split(rows);
  if (rows.length >= blamelessCount && slice.accepted.length === 0) throw lastError;
  return slice;
}

function skipFailed(
  deps: AcceptDeps,
  { tenantId }: Context,
  { id: campaignId }: CampaignHead,
  { messageId }: PendingRow,
  error: unknown,
): Skipped {
  deps.log.error({ err: error, tenantId, campaignId, messageId }, 'a recipient of a campaign could not be taken');
  return { messageId, reason: 'internal_error', contactId: null };
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

function unsentOf(rows: readonly PendingRow[], { messages }: Accepted): Skipped[] {
  return messages.flatMap((message, place): Skipped[] => {
    if (message.kind === 'accepted') return [];
    const { messageId } = present(rows[place], 'the recipient of a message');
    return [{ messageId, reason: message.kind, contactId: message.contact.id }];
  });
}
