import { tenantStatement } from '../../db/scope.ts';
import { type Message, messageColumns } from '../messages/index.ts';
import type { NoteRow } from './notes.ts';

export interface TimelineKey {
  id: string;
  kind: 'message' | 'ticket' | 'note';
}

export interface TicketEventRow {
  id: string;
  conversationId: string;
  ticketId: string | null;
  type: number;
  description: string;
  actor: string | null;
  assignee: string | null;
  createdAt: Date;
}

/** A stored message with what is shown of it. */
export interface TimelineMessageRow extends Message {
  version: number;
  operatorName: string | null;
  contactName: string | null;
  mediaPath: string | null;
  mediaState: 'pending' | 'stored' | 'lost' | null;
  mediaMimeType: string | null;
  mediaFileName: string | null;
  mediaSizeBytes: number | null;
}

/** A reaction, an edit or a withdrawal: what it changes bears `target` as its wamid. */
export interface ChangeRow {
  id: string;
  conversationId: string;
  type: 'reaction' | 'edit' | 'revoke';
  direction: 'in' | 'out';
  target: string;
  text: string | null;
  content: Record<string, unknown> | null;
  operatorId: string | null;
  operatorName: string | null;
  contactName: string | null;
  at: Date;
}

export interface QuoteRow {
  wamid: string;
  id: string;
  direction: 'in' | 'out';
  type: string;
  text: string | null;
  senderName: string | null;
}

// What stands on another message is no row of its own. What a blocked contact wrote is kept from view.
const shown = `m.type not in ('reaction', 'edit', 'revoke') and (m.direction = 'out' or not exists (
  select 1 from conversations v cross join lateral (
    select c.blocked_at from contacts c where c.tenant_id = $1 and c.id = v.contact_id limit 1) b
  where v.tenant_id = $1 and v.id = $2 and b.blocked_at is not null))`;

// Ids are time-ordered, so each branch reads only as many rows as the page needs.
function keysText(comparison: string, word: string): string {
  const branch = (table: string, kind: string, more: string): string =>
    `(select m.id, '${kind}' as kind from ${table} m where m.tenant_id = $1 and m.conversation_id = $2
       and ${comparison} ${more} order by m.id ${word} limit $4::int)`;
  return `select id, kind from (${branch('messages', 'message', `and ${shown}`)} union all
     ${branch('ticket_events', 'ticket', '')} union all ${branch('inbox_notes', 'note', '')}) keys
   order by id ${word} limit $4::int`;
}

/** Before an id, newest first; an id of null is the end. */
export const keysBeforeStatement = tenantStatement<TimelineKey>(
  'inbox.timeline-before',
  keysText('($3::text is null or m.id < $3)', 'desc'),
);

/** From an id on, oldest first. */
export const keysFromStatement = tenantStatement<TimelineKey>(
  'inbox.timeline-from',
  keysText('m.id >= $3::text', 'asc'),
);

const operatorAndContact = `
   left join lateral (select name from operators where tenant_id = $1 and id = m.operator_id limit 1) o on true
   left join lateral (
     select coalesce(name, profile_name, wa_id, username) as name from contacts where tenant_id = $1 and id = m.contact_id limit 1) c on true`;

export const messagesStatement = tenantStatement<TimelineMessageRow>(
  'inbox.timeline-messages',
  `select ${messageColumns('m')}, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as version,
     o.name as "operatorName", c.name as "contactName", md.path as "mediaPath",
     md.state as "mediaState", md.mime_type as "mediaMimeType", md.file_name as "mediaFileName", md.size_bytes as "mediaSizeBytes"
   from unnest($2::text[]) as wanted (id)
   cross join lateral (select x.* from messages x where x.tenant_id = $1 and x.id = wanted.id limit 1) m
   ${operatorAndContact}
   left join lateral (select * from media where tenant_id = $1 and id = m.media_id limit 1) md on true`,
);

export const ticketEventsStatement = tenantStatement<TicketEventRow>(
  'inbox.timeline-ticket-events',
  `select e.id, e.conversation_id as "conversationId", e.ticket_id as "ticketId", e.type, e.description, e.actor, e.assignee,
     e.created_at as "createdAt"
   from unnest($2::text[]) as wanted (id)
   cross join lateral (select x.* from ticket_events x where x.tenant_id = $1 and x.id = wanted.id limit 1) e`,
);

export const notesStatement = tenantStatement<NoteRow>(
  'inbox.timeline-notes',
  `select n.id, n.conversation_id as "conversationId", n.operator_id as "operatorId", n.client_id as "clientId", n.text,
     n.created_at as "createdAt", coalesce(o.name, '') as "operatorName",
     coalesce((
       select json_agg(json_build_object('id', p.id, 'name', p.name)) from unnest(n.mentions) as mentioned (id)
       cross join lateral (select x.id, x.name from operators x where x.tenant_id = $1 and x.id = mentioned.id limit 1) p), '[]') as mentions
   from unnest($2::text[]) as wanted (id)
   cross join lateral (select x.* from inbox_notes x where x.tenant_id = $1 and x.id = wanted.id limit 1) n
   left join lateral (select name from operators where tenant_id = $1 and id = n.operator_id limit 1) o on true`,
);

/** The newest changes of some chats; edits name their message in their content, reactions of customers as what they answer. */
export const changesStatement = tenantStatement<ChangeRow>(
  'inbox.timeline-changes',
  `select m.id, m.conversation_id as "conversationId", m.type, m.direction,
     coalesce(m.content ->> 'message_id', m.content ->> 'original_message_id', m.reply_to_wamid, '') as target,
     m.text, m.content, m.operator_id as "operatorId", o.name as "operatorName", c.name as "contactName", m.created_at as at
   from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select x.* from messages x where x.tenant_id = $1 and x.conversation_id = wanted.id
       and x.type in ('reaction', 'edit', 'revoke') and x.status <> 25
     order by x.id desc limit $3::int) m
   ${operatorAndContact} order by m.id`,
);

export const quotesStatement = tenantStatement<QuoteRow>(
  'inbox.timeline-quotes',
  `select w.wamid, m.id, m.direction, m.type, left(m.text, 200) as text,
     case when m.direction = 'in' then c.name else o.name end as "senderName"
   from unnest($2::text[]) as wanted (wamid)
   cross join lateral (select * from wamids x where x.tenant_id = $1 and x.wamid = wanted.wamid limit 1) w
   cross join lateral (select x.* from messages x where x.tenant_id = $1 and x.id = w.message_id limit 1) m
   ${operatorAndContact}`,
);
