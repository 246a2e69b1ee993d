import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { AddressDetails, MergeDetails } from './unmerge-people.ts';

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
  /** The messages that once came from the conversation go back to it. */
  parting: boolean;
}

const moveColumns = `tenant_id as "tenantId", id, from_contact_id as "fromContactId", to_contact_id as "toContactId",
  from_conversation_id as "fromConversationId", to_conversation_id as "toConversationId", after_id as "afterId", parting`;

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
  { gathered: 'due' },
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

export const insertMergeStatement = tenantStatement(
  'merges.insert',
  `insert into contact_merges (tenant_id, id, survivor_id, loser_id, details, merged_at) values ($1, $2, $3, $4, $5, $6)`,
);

export type TakenMerge =
  | { readonly loserId: string; readonly details: MergeDetails }
  /** Nobody was joined: the contact got another number or user id. */
  | { readonly loserId: null; readonly details: AddressDetails };

/** Takes the last merge of a contact that is not undone, or change of its address: whoever takes it undoes it. */
export const takeMergeStatement = tenantStatement<TakenMerge>(
  'merges.take',
  `update contact_merges set undone_at = $3
   where tenant_id = $1 and undone_at is null and id = (
     select id from contact_merges where tenant_id = $1 and survivor_id = $2 and undone_at is null order by id desc limit 1)
   returning loser_id as "loserId", details`,
);

/** Whether a person parted these two. */
export const findPartedStatement = tenantStatement<{ id: string }>(
  'merges.find-parted',
  `select id from contact_merges
   where tenant_id = $1 and undone_at is not null and loser_id = any($2::text[]) and survivor_id = any($2::text[]) limit 1`,
);

/** What was still to be moved from one contact to the other. */
export const dropMovesStatement = tenantStatement(
  'moves.drop',
  'delete from history_moves where tenant_id = $1 and from_contact_id = $2 and to_contact_id = $3 and not parting',
);

export const insertPartingStatement = tenantStatement(
  'moves.insert-parting',
  `insert into history_moves (tenant_id, id, from_contact_id, to_contact_id, from_conversation_id, to_conversation_id, after_id,
     due_at, parting)
   select $1, id, $5, $6, conversation_id, conversation_id, '', $7, parting
   from unnest($2::text[], $3::text[], $4::boolean[]) as i (id, conversation_id, parting)`,
);

/** The next messages that once lay in the conversation, the oldest first. */
export const nextToReturnStatement = tenantStatement<{ id: string }>(
  'messages.next-to-return',
  `select message_id as id from moved_messages
   where tenant_id = $1 and from_conversation_id = $2 and message_id > $3 order by message_id limit $4 for update`,
);

export const forgetMovedStatement = tenantStatement(
  'messages.forget-moved',
  'delete from moved_messages where tenant_id = $1 and from_conversation_id = $2 and message_id = any($3::text[])',
);

export const forgetMergesStatement = tenantStatement(
  'merges.forget',
  `delete from contact_merges where tenant_id = $1 and id in (
     select id from contact_merges where tenant_id = $1 and survivor_id = $2
     union select id from contact_merges where tenant_id = $1 and loser_id = $2)`,
);
