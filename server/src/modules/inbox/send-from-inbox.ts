import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findContactsById } from '../contacts/index.ts';
import { type Conversation, lockConversation, noteReply } from '../conversations/index.ts';
import {
  type Accepted,
  acceptSessionMessage,
  operatorOf,
  requireAccepted,
  sourceOf,
  type TemplateSender,
} from '../messages/index.ts';
import {
  type DraftDeps,
  type MessageDraft,
  type PreparedDraft,
  prepareDraft,
  type Recipient,
} from './message-draft.ts';

export interface InboxSendDeps extends DraftDeps {
  readonly events: EventRecorder;
  readonly sender: TemplateSender;
  /** Told after the commit: messages wait for these channels. */
  queued(channelIds: ReadonlySet<string>): void;
}

export interface InboxReply {
  readonly conversationId: string;
  readonly operatorId: string;
  /** The same never sends twice. */
  readonly clientId: string;
  readonly draft: MessageDraft;
  /** The message that is quoted. */
  readonly replyToId?: string | undefined;
  /** The newest item that the writer saw; undefined: whatever others sent is no hindrance. */
  readonly lastSeenId?: string | undefined;
  /** What else is written when the message is accepted, in its transaction; answers the events, which are recorded. */
  readonly settle?: ((tx: Transaction, messageId: string) => Promise<readonly PlatformEvent[]>) | undefined;
}

export type SentReply =
  | { readonly kind: 'sent'; readonly messageId: string; readonly conversationId: string; readonly isRepeat: boolean }
  /** Others sent these after what the writer saw, oldest first; nothing was sent. */
  | { readonly kind: 'crossed'; readonly messageIds: readonly string[] };

/** What others sent that is told of. */
const crossedLimit = 20;

const conversationStatement = tenantStatement<{ id: string; channelId: string; contactId: string }>(
  'inbox.find-conversation',
  `select v.id, v.channel_id as "channelId", v.contact_id as "contactId" from conversations v
   where v.tenant_id = $1 and v.id = $2`,
);

const byClientIdStatement = tenantStatement<{ id: string; conversationId: string }>(
  'inbox.message-by-client-id',
  `select id, conversation_id as "conversationId" from messages
   where tenant_id = $1 and local_message_id = $2 and direction = 'out' order by id desc limit 1`,
);

// A reaction is no answer, and what a campaign sends to many does not speak to this chat.
const crossedStatement = tenantStatement<{ id: string }>(
  'inbox.crossed',
  `select m.id from messages m
   where m.tenant_id = $1 and m.conversation_id = $2 and m.id > $3 and m.direction = 'out' and m.type <> 'reaction'
     and m.broadcast_id is null and (m.source is distinct from 'WEB' or m.operator_id is distinct from $4)
   order by m.id limit ${crossedLimit}`,
);

const wamidStatement = tenantStatement<{ wamid: string | null }>(
  'inbox.wamid-to-quote',
  'select wamid from messages where tenant_id = $1 and id = $2 and conversation_id = $3',
);

/**
 * Sends what a person of the team wrote, once for each client id, and marks the chat as read. Throws conversation.not_found, message.not_found
 * for a quoted message that is not of this chat, contact.blocked, message.window_closed, what `prepareDraft` throws, the
 * refusals of the limits of a tenant, and idempotency.key_reused for a client id of another chat.
 */
export async function sendFromInbox(deps: InboxSendDeps, ctx: Context, reply: InboxReply): Promise<SentReply> {
  const { tenantId } = ctx;
  const { conversationId, draft, clientId } = reply;
  const [chat] = await deps.db.tenant(tenantId, conversationStatement, [conversationId]);
  if (chat === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  // A repeat is answered as the first call was, also when the window has closed since.
  const [earlier] = await deps.db.tenant(tenantId, byClientIdStatement, [clientId]);
  if (earlier !== undefined) return repeatOf(earlier, conversationId);
  const contact = (await findContactsById(deps, ctx, [chat.contactId])).get(chat.contactId);
  const recipient: Recipient = { waId: contact?.waId ?? undefined, bsuid: contact?.bsuid ?? undefined };
  const prepared = await prepareDraft(deps, ctx, { ...chat, recipient }, draft);
  const replyToWamid = await findQuoted(deps, ctx, reply);
  const outcome = await deps.db.transaction(async (tx) => {
    const repeat = await takeClientId(tx, ctx, clientId);
    if (repeat !== undefined) return { sent: repeatOf(repeat, conversationId) };
    const conversation = await lockConversation(tx, tenantId, conversationId);
    if (conversation === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
    const crossed = await findCrossed(tx, ctx, reply);
    if (crossed.length > 0) return { sent: { kind: 'crossed', messageIds: crossed } as const };
    const accepted = await accept(deps, tx, ctx, { conversation, prepared, recipient, clientId, replyToWamid });
    const { messageId } = accepted;
    const events = [
      await noteSent(deps, tx, ctx, { conversationId, messageId }),
      ...((await reply.settle?.(tx, messageId)) ?? []),
    ];
    const sent = { kind: 'sent', messageId, conversationId, isRepeat: false } as const;
    return { sent, events, accepted, channelId: conversation.channelId };
  });
  if (outcome.events !== undefined) {
    deps.events.committed(outcome.events);
    if (outcome.accepted.templates !== undefined) deps.sender.announce(outcome.accepted.templates);
    else deps.queued(new Set([outcome.channelId]));
  }
  return outcome.sent;
}

/** Holds the client id for the transaction; answers the message that was sent with it before. */
export async function takeClientId(
  tx: Transaction,
  { tenantId }: Context,
  clientId: string,
): Promise<{ id: string; conversationId: string } | undefined> {
  // Also where no chat is there to be locked yet.
  await takeTurn(tx, tenantId, `client id ${clientId}`);
  const [earlier] = await tx.tenant(tenantId, byClientIdStatement, [clientId]);
  return earlier;
}

/** The chat has new activity and is read; the event lets colleagues see the message at once. */
export async function noteSent(
  deps: Pick<InboxSendDeps, 'clock' | 'events'>,
  tx: Transaction,
  { tenantId }: Context,
  { conversationId, messageId }: { readonly conversationId: string; readonly messageId: string },
): Promise<PlatformEvent> {
  const at = deps.clock.now();
  await noteReply(tx, tenantId, conversationId, { messageId, at });
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'message.accepted',
    conversationId,
    subjectId: messageId,
    data: undefined,
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return event;
}

export function repeatOf(
  earlier: { id: string; conversationId: string },
  conversationId: string | undefined,
): SentReply {
  if (conversationId !== undefined && earlier.conversationId !== conversationId) {
    throw new AppError('idempotency.key_reused', 'This clientId was used for another chat.');
  }
  return { kind: 'sent', messageId: earlier.id, conversationId: earlier.conversationId, isRepeat: true };
}

async function findQuoted(deps: InboxSendDeps, { tenantId }: Context, reply: InboxReply): Promise<string | undefined> {
  if (reply.replyToId === undefined || reply.draft.kind === 'reaction') return undefined;
  const [row] = await deps.db.tenant(tenantId, wamidStatement, [reply.replyToId, reply.conversationId]);
  if (row === undefined) throw new AppError('message.not_found', 'The quoted message was not found.');
  // One that WhatsApp has not taken cannot be quoted there; the text goes out without.
  return row.wamid ?? undefined;
}

async function findCrossed(tx: Transaction, { tenantId }: Context, reply: InboxReply): Promise<string[]> {
  if (reply.lastSeenId === undefined || reply.draft.kind === 'reaction') return [];
  const rows = await tx.tenant(tenantId, crossedStatement, [reply.conversationId, reply.lastSeenId, reply.operatorId]);
  return rows.map((row) => row.id);
}

async function accept(
  deps: InboxSendDeps,
  tx: Transaction,
  ctx: Context,
  input: {
    readonly conversation: Conversation;
    readonly prepared: PreparedDraft;
    readonly recipient: Recipient;
    readonly clientId: string;
    readonly replyToWamid: string | undefined;
  },
): Promise<{ readonly messageId: string; readonly templates: Accepted | undefined }> {
  const { conversation, prepared, clientId, replyToWamid } = input;
  if (prepared.kind === 'session') {
    const { content } = prepared;
    const message = { conversation, content, localMessageId: clientId, replyToWamid };
    return { messageId: (await acceptSessionMessage(deps, tx, ctx, message)).id, templates: undefined };
  }
  return acceptTemplate(deps, tx, ctx, { ...input, prepared, channelId: conversation.channelId });
}

/** Accepts one template in the caller's transaction, who announces it after the commit. Throws contact.blocked. */
export async function acceptTemplate(
  deps: Pick<InboxSendDeps, 'sender'>,
  tx: Transaction,
  ctx: Context,
  input: {
    readonly prepared: Extract<PreparedDraft, { kind: 'template' }>;
    readonly recipient: Recipient;
    readonly channelId: string;
    readonly clientId: string;
  },
) {
  const { template, filled } = input.prepared;
  const templates = await deps.sender.acceptIn(tx, [
    {
      tenantId: ctx.tenantId,
      channelId: input.channelId,
      recipient: input.recipient,
      template,
      filled,
      localMessageId: input.clientId,
      broadcastId: undefined,
      broadcastName: undefined,
      operatorId: operatorOf(ctx),
      source: sourceOf(ctx),
      bulk: false,
    },
  ]);
  const message = requireAccepted(templates.messages[0]);
  return { messageId: message.id, conversationId: message.conversationId, contact: message.contact, templates };
}
