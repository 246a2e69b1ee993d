import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';

/** How far a team has read a chat. */
export interface ReadState {
  /** Messages up to this one are read; null: none is. */
  readonly seenMessageId: string | null;
  /** When the first message came that is not read; null: all is read. */
  readonly unreadSince: Date | null;
}

const setReadStateStatement = tenantStatement<{ id: string }>(
  'conversations.set-read-state',
  `update conversations set seen_message_id = $3, unread_since = $4
   where tenant_id = $1 and id = $2
     and (seen_message_id is distinct from $3 or unread_since is distinct from $4) returning id`,
);

const noteReplyStatement = tenantStatement(
  'conversations.note-reply',
  `update conversations set last_activity_at = $3, unread_since = null, seen_message_id = $4
   where tenant_id = $1 and id = $2`,
);

/** Stores how far a chat was read, in the caller's transaction. False: it was so before. */
export async function setReadState(
  tx: Transaction,
  tenantId: string,
  conversationId: string,
  { seenMessageId, unreadSince }: ReadState,
): Promise<boolean> {
  const rows = await tx.tenant(tenantId, setReadStateStatement, [conversationId, seenMessageId, unreadSince]);
  return rows.length > 0;
}

/** A person of the team wrote into a chat: it has new activity, and all before that message is read. */
export async function noteReply(
  tx: Transaction,
  tenantId: string,
  conversationId: string,
  reply: { readonly messageId: string; readonly at: Date },
): Promise<void> {
  await tx.tenant(tenantId, noteReplyStatement, [conversationId, reply.at, reply.messageId]);
}
