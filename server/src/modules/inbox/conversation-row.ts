import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { contactLookup } from '../contacts/index.ts';
import type { ConversationStatus, Tag } from '../conversations/index.ts';
import { findOutsideHours } from './outside-hours.ts';

/** A chat as the list of the inbox shows it. */
export interface ConversationRow {
  id: string;
  /** Grows with the database's transactions: of two readings of one chat the higher is the later. */
  version: number;
  contactId: string;
  contactName: string | null;
  /** Digits; null for a person known only by a BSUID. */
  waId: string | null;
  bsuid: string | null;
  username: string | null;
  channelId: string;
  channelName: string;
  channelPhoneNumber: string;
  status: ConversationStatus;
  assignedOperatorId: string | null;
  operatorName: string | null;
  teams: { id: string; name: string }[];
  tags: Tag[];
  /** The operators whose favourite it is. */
  favouriteOf: string[];
  flowRunId: string | null;
  lastCustomerMessageAt: Date | null;
  lastActivityAt: Date;
  createdAt: Date;
  /** Messages of the customer that are not read; stops at 100. */
  unread: number;
  seenMessageId: string | null;
  lastId: string | null;
  lastType: string | null;
  lastDirection: 'in' | 'out' | null;
  lastText: string | null;
  lastStatus: number | null;
  lastAt: Date | null;
  /** The customer wrote last while nobody was there, and waits since. */
  cameOutsideHours: boolean;
}

/** Chats in one statement. */
export const rowLimit = 500;
const unreadLimit = 100;
const previewLength = 160;

// What a blocked contact wrote is kept from view.
const rowsStatement = tenantStatement<Omit<ConversationRow, 'cameOutsideHours'>>(
  'inbox.conversation-rows',
  `select v.id, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as version, v.contact_id as "contactId",
     coalesce(c.name, c.profile_name) as "contactName", c.wa_id as "waId", c.bsuid, c.username,
     v.channel_id as "channelId", ch.name as "channelName", ch.phone_number as "channelPhoneNumber", v.status,
     v.assigned_operator_id as "assignedOperatorId", o.name as "operatorName",
     coalesce((
       select json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name)
       from unnest(c.team_ids) as wanted (id)
       cross join lateral (select x.id, x.name from teams x where x.tenant_id = $1 and x.id = wanted.id limit 1) t), '[]') as teams,
     coalesce((
       select json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name_key)
       from conversation_tags b
       cross join lateral (select x.* from tags x where x.tenant_id = $1 and x.id = b.tag_id limit 1) t
       where b.tenant_id = $1 and b.conversation_id = v.id), '[]') as tags,
     array(select f.operator_id from inbox_favourites f where f.tenant_id = $1 and f.conversation_id = v.id limit 500) as "favouriteOf",
     v.flow_run_id as "flowRunId", v.last_customer_message_at as "lastCustomerMessageAt",
     v.last_activity_at as "lastActivityAt", v.created_at as "createdAt", coalesce(u.unread, 0) as unread,
     v.seen_message_id as "seenMessageId", l.id as "lastId", l.type as "lastType", l.direction as "lastDirection",
     left(l.text, ${previewLength}) as "lastText", l.status as "lastStatus", l.at as "lastAt"
   from unnest($2::text[]) with ordinality as wanted (id, place)
   cross join lateral (select x.* from conversations x where x.tenant_id = $1 and x.id = wanted.id limit 1) v
   cross join lateral (
     ${contactLookup('name, profile_name, wa_id, bsuid, username, team_ids, blocked_at', '$1', 'v.contact_id')}) c
   cross join lateral (
     select name, phone_number from channels where tenant_id = $1 and id = v.channel_id limit 1) ch
   left join lateral (
     select name from operators where tenant_id = $1 and id = v.assigned_operator_id limit 1) o on true
   left join lateral (
     select count(*) as unread from (
       select 1 from messages m where m.tenant_id = $1 and m.conversation_id = v.id and m.id > coalesce(v.seen_message_id, '')
         and m.direction = 'in' and m.type not in ('system', 'edit', 'revoke')
         and v.unread_since is not null and c.blocked_at is null limit ${unreadLimit}) n) u on true
   left join lateral (
     select m.id, m.type, m.direction, m.text, m.status,
       case when m.direction = 'in' then coalesce(m.sent_at, m.created_at) else m.created_at end as at
     from messages m where m.tenant_id = $1 and m.conversation_id = v.id
       and m.type not in ('edit', 'revoke') and (m.direction = 'out' or c.blocked_at is null)
     order by m.id desc limit 1) l on true
   order by wanted.place`,
);

/** The chats with these ids in that order, as they are now; those that are gone are left out. At most 500. */
export async function loadConversationRows(
  scope: Pick<Scope, 'tenant'>,
  ctx: Pick<Context, 'tenantId'>,
  ids: readonly string[],
): Promise<ConversationRow[]> {
  if (ids.length === 0) return [];
  const rows = await scope.tenant(ctx.tenantId, rowsStatement, [ids.slice(0, rowLimit)]);
  const waiting = rows.filter(
    ({ status, lastCustomerMessageAt }) => isAtWork(status) && lastCustomerMessageAt !== null,
  );
  const outside = await findOutsideHours(
    scope,
    ctx,
    waiting.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, cameOutsideHours: outside.has(row.id) }));
}

function isAtWork(status: ConversationStatus): boolean {
  return status === 'open' || status === 'pending';
}
