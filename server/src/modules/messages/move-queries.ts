import { systemStatement, tenantStatement } from '../../db/scope.ts';

/** History that is to be moved: of one conversation, or of all that may have come late. */
export interface HistoryMove {
  tenantId: string;
  id: string;
  fromContactId: string;
  toContactId: string;
  /** Null: look for conversations which the contact that is gone got at the moment it went. */
  fromConversationId: string | null;
  toConversationId: string | null;
  /** Messages up to this one are moved. */
  afterId: string;
}

const moveColumns = `tenant_id as "tenantId", id, from_contact_id as "fromContactId", to_contact_id as "toContactId",
  from_conversation_id as "fromConversationId", to_conversation_id as "toConversationId", after_id as "afterId"`;

export const insertMovesStatement = tenantStatement(
  'moves.insert',
  `insert into history_moves (tenant_id, id, from_contact_id, to_contact_id, from_conversation_id, to_conversation_id, after_id, due_at)
   select $1, id, $5, $6, from_id, to_id, $7, $8 from unnest($2::text[], $3::text[], $4::text[]) as i (id, from_id, to_id)`,
);

export const takeMoveStatement = systemStatement<HistoryMove>(
  'moves.take',
  `select ${moveColumns} from history_moves where due_at <= $1 order by due_at, id limit 1 for update skip locked`,
);

export const advanceMoveStatement = tenantStatement(
  'moves.advance',
  'update history_moves set after_id = $3 where tenant_id = $1 and id = $2',
);

export const deleteMoveStatement = tenantStatement(
  'moves.delete',
  'delete from history_moves where tenant_id = $1 and id = $2',
);

export const nextMoveStatement = systemStatement<{ due: Date | null }>(
  'moves.next',
  'select min(due_at) as due from history_moves',
);

/** The next messages of a history, the oldest first. Their rows are locked in that order. */
export const nextToMoveStatement = tenantStatement<{ id: string }>(
  'messages.next-to-move',
  `select id from messages where tenant_id = $1 and conversation_id = $2 and id > $3 order by id limit $4 for update`,
);

export const moveMessagesStatement = tenantStatement(
  'messages.move',
  `update messages set conversation_id = $3, contact_id = $4 where tenant_id = $1 and id = any($2::text[])`,
);

export const rememberMovedStatement = tenantStatement(
  'messages.remember-moved',
  `insert into moved_messages (tenant_id, message_id, from_conversation_id, moved_at)
   select $1, id, $3, $4 from unnest($2::text[]) as i (id) on conflict do nothing`,
);

/** Ordered messages that wait: they keep their place in the conversation they now belong to. */
export const moveQueuedStatement = tenantStatement(
  'queue.move',
  'update send_queue set conversation_id = $3 where tenant_id = $1 and conversation_id = $2 and ordered',
);
