import type { Transaction } from '../../db/database.ts';
import { systemStatement } from '../../db/scope.ts';
import type { Message } from './types.ts';

/** A message ready to be accepted: everything about it is decided. */
export interface OutgoingMessage {
  readonly message: Pick<
    Message,
    | 'tenantId'
    | 'id'
    | 'conversationId'
    | 'contactId'
    | 'channelId'
    | 'ticketId'
    | 'kind'
    | 'type'
    | 'text'
    | 'mediaId'
    | 'templateId'
    | 'templateName'
    | 'broadcastId'
    | 'broadcastName'
    | 'localMessageId'
    | 'replyToWamid'
    | 'operatorId'
    | 'source'
    | 'flowRunId'
    | 'createdAt'
  >;
  /** JSON of the Cloud API content. */
  readonly content: string;
  readonly ordered: boolean;
  readonly priority: number;
  /** False for a message that is known to fail: stored, but never sent. */
  readonly queued: boolean;
}

// Message and queue row are one statement and one commit: there is no moment at which only one of them exists.
const insertStatement = systemStatement(
  'messages.insert-outgoing',
  `with input as (
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::json[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
       $18::text[], $19::text[], $20::timestamptz[], $21::boolean[], $22::smallint[], $23::boolean[], $24::text[])
     as i (tenant_id, id, conversation_id, contact_id, channel_id, ticket_id, kind, type, text, content, media_id,
       template_id, template_name, broadcast_id, broadcast_name, local_message_id, reply_to_wamid, operator_id, source,
       created_at, ordered, priority, queued, flow_run_id)),
   queued as (
     insert into send_queue (tenant_id, id, channel_id, conversation_id, ordered, priority, due_at)
     select tenant_id, id, channel_id, conversation_id, ordered, priority, created_at from input where queued)
   insert into messages (tenant_id, id, conversation_id, contact_id, channel_id, ticket_id, direction, kind, type, text,
     content, media_id, template_id, template_name, broadcast_id, broadcast_name, local_message_id, reply_to_wamid,
     operator_id, source, status, created_at, flow_run_id)
   select tenant_id, id, conversation_id, contact_id, channel_id, ticket_id, 'out', kind, type, text, content, media_id,
     template_id, template_name, broadcast_id, broadcast_name, local_message_id, reply_to_wamid, operator_id, source, 0,
     created_at, flow_run_id
   from input`,
);

/** Writes messages and their queue rows in the caller's transaction. Rows per call are bounded by the verbs. */
export function storeOutgoing(tx: Transaction, rows: readonly OutgoingMessage[]): void {
  if (rows.length === 0) return;
  const m = rows.map((row) => row.message);
  tx.write(insertStatement, [
    m.map((row) => row.tenantId),
    m.map((row) => row.id),
    m.map((row) => row.conversationId),
    m.map((row) => row.contactId),
    m.map((row) => row.channelId),
    m.map((row) => row.ticketId),
    m.map((row) => row.kind),
    m.map((row) => row.type),
    m.map((row) => row.text),
    rows.map((row) => row.content),
    m.map((row) => row.mediaId),
    m.map((row) => row.templateId),
    m.map((row) => row.templateName),
    m.map((row) => row.broadcastId),
    m.map((row) => row.broadcastName),
    m.map((row) => row.localMessageId),
    m.map((row) => row.replyToWamid),
    m.map((row) => row.operatorId),
    m.map((row) => row.source),
    m.map((row) => row.createdAt),
    rows.map((row) => row.ordered),
    rows.map((row) => row.priority),
    rows.map((row) => row.queued),
    m.map((row) => row.flowRunId),
  ]);
}
