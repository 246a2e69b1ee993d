import type { Transaction } from '../../db/database.ts';
import { systemStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { applyOutcomes, keyOf, type MessageOutcome } from './apply-outcomes.ts';
import { insertWamidsStatement } from './outcome-queries.ts';
import { type Message, type MessageFacts, statusRank } from './types.ts';

/** A message of a customer with all that is known of it; `facts.message.id` is ours, made by `claimWamids`. */
export interface ReceivedMessage {
  readonly facts: MessageFacts;
  /** True for the first message this contact ever wrote. */
  readonly firstOfContact: boolean;
  /** True for one of a blocked contact: stored, but told to nobody. */
  readonly hidden: boolean;
}

const insertStatement = systemStatement(
  'messages.insert-received',
  `insert into messages (tenant_id, id, conversation_id, contact_id, channel_id, ticket_id, direction, kind, type, text,
     content, media_id, reply_to_wamid, wamid, status, created_at, sent_at)
   select tenant_id, id, conversation_id, contact_id, channel_id, ticket_id, 'in', 'session', type, text, content, media_id,
     reply_to_wamid, wamid, ${statusRank.sent}, created_at, sent_at
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::json[],
     $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[])
     as i (tenant_id, id, conversation_id, contact_id, channel_id, ticket_id, type, text, content, media_id,
       reply_to_wamid, wamid, created_at, sent_at)`,
);

// The newest outgoing message of each conversation, when it was sent and is not answered yet.
const newestSentStatement = systemStatement<{ tenantId: string; conversationId: string; id: string }>(
  'messages.newest-sent',
  `select wanted.tenant_id as "tenantId", wanted.conversation_id as "conversationId", m.id
   from unnest($1::text[], $2::text[]) as wanted (tenant_id, conversation_id)
   cross join lateral (
     select id, status from messages
     where tenant_id = wanted.tenant_id and conversation_id = wanted.conversation_id and direction = 'out'
     order by id desc limit 1) m
   where m.status between ${statusRank.sent} and ${statusRank.read} and m.status <> ${statusRank.failed}`,
);

// People also quote what they wrote themselves, which is no answer to it.
const quotedSentStatement = systemStatement<{ tenantId: string; wamid: string; id: string }>(
  'messages.quoted-sent',
  `select wanted.tenant_id as "tenantId", wanted.wamid, m.id from unnest($1::text[], $2::text[]) as wanted (tenant_id, wamid)
   cross join lateral (
     select message_id from wamids where tenant_id = wanted.tenant_id and wamid = wanted.wamid limit 1) w
   cross join lateral (
     select id from messages
     where tenant_id = wanted.tenant_id and id = w.message_id and direction = 'out' limit 1) m`,
);

/** What is not an answer to anything that was sent. */
const noAnswers = new Set(['reaction', 'system', 'edit', 'revoke']);

/**
 * Takes possession of wamids for new messages: answers an id for each wamid seen for the first time, undefined for a
 * repeat. Whoever inserts the row first wins, whatever runs beside it.
 */
export async function claimWamids(
  deps: { clock: Clock },
  tx: Transaction,
  wamids: readonly { tenantId: string; wamid: string }[],
): Promise<(string | undefined)[]> {
  if (wamids.length === 0) return [];
  const seen = new Set<string>();
  const ids = wamids.map((entry) => {
    const key = keyOf(entry.tenantId, entry.wamid);
    const repeated = seen.has(key);
    seen.add(key);
    return repeated ? undefined : newId(deps.clock.nowMs());
  });
  const wanted = wamids.flatMap((entry, index) => {
    const id = ids[index];
    return id === undefined ? [] : [{ ...entry, id }];
  });
  const rows = await tx.system(insertWamidsStatement, [
    wanted.map((entry) => entry.tenantId),
    wanted.map((entry) => entry.wamid),
    wanted.map((entry) => entry.id),
  ]);
  const won = new Set(rows.map((row) => keyOf(row.tenant_id, row.wamid)));
  return wamids.map((entry, index) => (won.has(keyOf(entry.tenantId, entry.wamid)) ? ids[index] : undefined));
}

/**
 * Stores messages of customers and marks what they answer as replied: the message of the business that they quote, else the newest one sent
 * in the conversation. Joins the caller's transaction; answers the events, which are recorded.
 */
export async function storeReceived(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  received: readonly ReceivedMessage[],
): Promise<PlatformEvent[]> {
  if (received.length === 0) return [];
  await insertMessages(
    tx,
    received.map((entry) => entry.facts.message),
  );
  const replied = await applyOutcomes(
    deps,
    tx,
    await findAnswered(
      tx,
      received.filter((entry) => !entry.hidden),
    ),
  );
  const events = received.map(({ facts, firstOfContact, hidden }) => ({
    id: newId(deps.clock.nowMs()),
    tenantId: facts.message.tenantId,
    type: 'message.received' as const,
    conversationId: facts.message.conversationId,
    subjectId: facts.message.id,
    data: { type: facts.message.type, firstOfContact, ...(hidden ? { hidden } : {}) },
    facts: hidden ? undefined : facts,
    at: facts.message.createdAt,
  }));
  await deps.events.record(tx, events);
  return [...replied, ...events];
}

async function insertMessages(tx: Transaction, messages: readonly Message[]): Promise<void> {
  await tx.system(insertStatement, [
    messages.map((m) => m.tenantId),
    messages.map((m) => m.id),
    messages.map((m) => m.conversationId),
    messages.map((m) => m.contactId),
    messages.map((m) => m.channelId),
    messages.map((m) => m.ticketId),
    messages.map((m) => m.type),
    messages.map((m) => m.text),
    messages.map((m) => (m.content === null ? null : JSON.stringify(m.content))),
    messages.map((m) => m.mediaId),
    messages.map((m) => m.replyToWamid),
    messages.map((m) => m.wamid),
    messages.map((m) => m.createdAt),
    messages.map((m) => m.sentAt),
  ]);
}

async function findAnswered(tx: Transaction, received: readonly ReceivedMessage[]): Promise<MessageOutcome[]> {
  const messages = received.map((entry) => entry.facts.message).filter((message) => !noAnswers.has(message.type));
  if (messages.length === 0) return [];
  const quoting = messages.filter((message) => message.replyToWamid !== null);
  const quoted =
    quoting.length === 0
      ? []
      : await tx.system(quotedSentStatement, [
          quoting.map((message) => message.tenantId),
          quoting.map((message) => message.replyToWamid),
        ]);
  const byWamid = new Map(quoted.map((row) => [keyOf(row.tenantId, row.wamid), row.id]));
  const newest = await tx.system(newestSentStatement, [
    messages.map((message) => message.tenantId),
    messages.map((message) => message.conversationId),
  ]);
  const byConversation = new Map(newest.map((row) => [keyOf(row.tenantId, row.conversationId), row.id]));
  return messages.flatMap((message): MessageOutcome[] => {
    const { tenantId } = message;
    const messageId =
      byWamid.get(keyOf(tenantId, message.replyToWamid ?? '')) ??
      byConversation.get(keyOf(tenantId, message.conversationId));
    if (messageId === undefined) return [];
    return [{ tenantId, messageId, outcome: { kind: 'replied', at: message.createdAt, wamid: undefined } }];
  });
}
