import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { contactLookup } from '../contacts/index.ts';
import { type Message, messageColumns } from './types.ts';

/** A row of a conversation's history: a message, or something that happened to its ticket. */
export type HistoryRow = MessageRow | { readonly kind: 'ticket'; readonly ticket: TicketRow };

export interface MessageRow {
  readonly kind: 'message';
  readonly message: Message;
  readonly mediaPath: string | null;
  readonly operatorName: string | null;
  /** Who has the chat now; null: the bot. */
  readonly assignedOperatorId: string | null;
}

export interface TicketRow {
  id: string;
  conversationId: string;
  ticketId: string;
  /** 0: the ticket was opened; 1: anything else. */
  type: number;
  /** Whether it tells of a voice call. */
  isCall: boolean;
  description: string;
  actor: string | null;
  assignee: string | null;
  topicName: string | null;
  createdAt: Date;
}

export interface HistoryQuery {
  readonly conversationIds: readonly string[];
  /** Rows made at or after this moment. */
  readonly from?: Date | undefined;
  /** Rows made at or before this moment. */
  readonly to?: Date | undefined;
  /** From 1. */
  readonly pageNumber: number;
  readonly pageSize: number;
}

interface KeyRow {
  id: string;
  kind: 'message' | 'ticket';
}

const range = `tenant_id = $1 and conversation_id = any($2::text[])
  and ($3::timestamptz is null or created_at >= $3) and ($4::timestamptz is null or created_at <= $4)`;

// What a blocked contact wrote is kept from view; the list of its conversations is made once a statement.
const shownMessages = `${range} and (direction = 'out' or conversation_id <> all (array(
  select v.id from conversations v join contacts c on c.tenant_id = v.tenant_id and c.id = v.contact_id
  where v.tenant_id = $1 and v.id = any($2::text[]) and c.blocked_at is not null)))`;

// Ids are time-ordered, so each branch reads only as many rows as the page needs.
const pageStatement = tenantStatement<KeyRow>(
  'history.page',
  `select id, kind from (
     (select id, 'message' as kind from messages where ${shownMessages} order by id desc limit $5::bigint + $6::bigint)
     union all
     (select id, 'ticket' as kind from ticket_events where ${range} order by id desc limit $5::bigint + $6::bigint)) rows
   order by id desc limit $5::bigint offset $6::bigint`,
);

const countStatement = tenantStatement<{ total: number }>(
  'history.count',
  `select (select count(*) from messages where ${shownMessages}) + (select count(*) from ticket_events where ${range}) as total`,
);

export type MessageRowFields = Message & {
  mediaPath: string | null;
  operatorName: string | null;
  assignedOperatorId: string | null;
};

/** What a statement selects and joins for a `MessageRow` of the message `m`. */
export const messageRowColumns = `${messageColumns('m')}, md.path as "mediaPath", o.name as "operatorName",
   v.assigned_operator_id as "assignedOperatorId"`;
export const messageRowJoins = `
   join conversations v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
   left join media md on md.tenant_id = m.tenant_id and md.id = m.media_id
   left join operators o on o.tenant_id = m.tenant_id and o.id = m.operator_id`;

const messagesStatement = tenantStatement<MessageRowFields>(
  'history.messages',
  `select ${messageRowColumns} from messages m ${messageRowJoins}
   cross join lateral (${contactLookup('blocked_at', '$1', 'm.contact_id')}) c
   where m.tenant_id = $1 and m.id = any($2::text[]) and (m.direction = 'out' or c.blocked_at is null)`,
);

const ticketsStatement = tenantStatement<TicketRow>(
  'history.tickets',
  `select id, conversation_id as "conversationId", ticket_id as "ticketId", least(type, 1) as type, type = 2 as "isCall", description, actor, assignee,
     topic_name as "topicName", created_at as "createdAt"
   from ticket_events where tenant_id = $1 and id = any($2::text[])`,
);

/** A page of what happened in these conversations, newest first. */
export async function listHistory(deps: { db: Database }, ctx: Context, query: HistoryQuery): Promise<HistoryRow[]> {
  const { tenantId } = ctx;
  const offset = (query.pageNumber - 1) * query.pageSize;
  const keys = await deps.db.tenant(tenantId, pageStatement, [...toRange(query), query.pageSize, offset]);
  const messageIds = keys.filter((key) => key.kind === 'message').map((key) => key.id);
  const ticketIds = keys.filter((key) => key.kind === 'ticket').map((key) => key.id);
  const [messages, tickets] = await Promise.all([
    messageIds.length > 0 ? deps.db.tenant(tenantId, messagesStatement, [messageIds]) : [],
    ticketIds.length > 0 ? deps.db.tenant(tenantId, ticketsStatement, [ticketIds]) : [],
  ]);
  const rows = new Map<string, HistoryRow>();
  for (const row of messages) rows.set(row.id, toMessageRow(row));
  for (const ticket of tickets) rows.set(ticket.id, { kind: 'ticket', ticket });
  return keys.flatMap((key) => rows.get(key.id) ?? []);
}

/** The number of all rows that match, over all pages. */
export async function countHistory(deps: { db: Database }, ctx: Context, query: HistoryQuery): Promise<number> {
  const [row] = await deps.db.tenant(ctx.tenantId, countStatement, toRange(query));
  return row?.total ?? 0;
}

/** One message with its media path, or undefined; those of a blocked contact are not found. */
export async function findMessage(deps: { db: Database }, ctx: Context, id: string): Promise<MessageRow | undefined> {
  const [row] = await deps.db.tenant(ctx.tenantId, messagesStatement, [[id]]);
  return row && toMessageRow(row);
}

export function toMessageRow(row: MessageRowFields): MessageRow {
  const { mediaPath, operatorName, assignedOperatorId, ...message } = row;
  return { kind: 'message', message, mediaPath, operatorName, assignedOperatorId };
}

function toRange(query: HistoryQuery): unknown[] {
  return [query.conversationIds, query.from ?? null, query.to ?? null];
}
