import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { EventType } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { findFiles, type Media } from '../media/index.ts';
import { type ConversationRow, loadConversationRows, rowLimit } from './conversation-row.ts';
import { listPresence, type PresenceRow } from './presence.ts';
import type { StreamEvent } from './scan-events.ts';
import { findScheduled } from './scheduled-messages.ts';
import type { ScheduledMessage } from './scheduled-queries.ts';
import { loadEntries, type TimelineEntry } from './timeline.ts';
import type { TimelineKey } from './timeline-queries.ts';

/** What happened in a workspace, as snapshots of what it happened to: the same twice does no harm. */
export interface LiveBatch {
  readonly rows: readonly ConversationRow[];
  readonly entries: readonly TimelineEntry[];
  readonly scheduled: readonly ScheduledMessage[];
  /** Files that have come, or never will. */
  readonly media: readonly Media[];
  /** Imports and edits of contacts that went on. */
  readonly contactJobIds: readonly string[];
  /** Notes that mention somebody, with the operators mentioned. */
  readonly mentions: ReadonlyMap<string, readonly string[]>;
  readonly presence: ReadonlyMap<string, readonly PresenceRow[]>;
  readonly goneIds: readonly string[];
  /** More happened than is told one by one: the list is to be read anew. */
  readonly isFlood: boolean;
}

/** Events that the inbox shows something of. */
export const liveTypes: readonly EventType[] = [
  'contact.changed',
  'contact.consentChanged',
  'contact.addressesChanged',
  'contact.blocked',
  'contact.unblocked',
  'contact.teamsAssigned',
  'contact.merged',
  'contact.deleted',
  'contactJob.changed',
  'conversation.assigned',
  'conversation.statusChanged',
  'conversation.tagAdded',
  'conversation.tagRemoved',
  'conversation.read',
  'conversation.noteAdded',
  'scheduledMessage.changed',
  'ticket.opened',
  'ticket.closed',
  'message.received',
  'message.accepted',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.replied',
  'message.failed',
  'message.unconfirmed',
  'message.requeued',
  'media.stored',
  'media.lost',
  'order.created',
  'order.updated',
  'payment.captured',
  'payment.failed',
  'chatbot.started',
  'chatbot.ended',
];

/** Chats that are told one by one; of more, as when a campaign runs, those that somebody looks at. */
const floodLimit = 100;
/** Rows of the history that one event may have written. */
const ticketRows = 5;
const ticketSlackMs = 2_000;
const ofContactsLimit = 100;

const ofContactsStatement = tenantStatement<{ id: string }>(
  'inbox.live-conversations-of-contacts',
  `select v.id from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select x.id from conversations x where x.tenant_id = $1 and x.contact_id = wanted.id limit ${ofContactsLimit}) v`,
);

// A reaction, an edit and a withdrawal are shown on the message they are about.
const shownOnStatement = tenantStatement<{ id: string }>(
  'inbox.live-shown-on',
  `select coalesce(t.message_id, m.id) as id from unnest($2::text[]) as wanted (id)
   cross join lateral (select x.* from messages x where x.tenant_id = $1 and x.id = wanted.id limit 1) m
   left join lateral (
     select w.message_id from wamids w where w.tenant_id = $1 and m.type in ('reaction', 'edit', 'revoke')
       and w.wamid = coalesce(m.content ->> 'message_id', m.content ->> 'original_message_id', m.reply_to_wamid)) t on true
   where m.type not in ('reaction', 'edit', 'revoke') or t.message_id is not null`,
);

const newTicketEventsStatement = tenantStatement<{ id: string }>(
  'inbox.live-ticket-events',
  `select e.id from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select x.id, x.created_at from ticket_events x where x.tenant_id = $1 and x.conversation_id = wanted.id
     order by x.id desc limit ${ticketRows}) e
   where e.created_at >= $3`,
);

/** Loads what these events and changes of presence are about. */
export async function loadLiveBatch(
  db: Database,
  ctx: Pick<Context, 'tenantId'>,
  events: readonly StreamEvent[],
  presentIn: readonly string[],
): Promise<LiveBatch> {
  const [conversationIds, presence] = await Promise.all([
    findConversationIds(db, ctx, events),
    readPresence(db, ctx, presentIn),
  ]);
  const isFlood = conversationIds.length > floodLimit || events.some(({ type }) => joinsOrDeletes(type));
  const told =
    conversationIds.length > floodLimit
      ? [...new Set((await listPresence(db, ctx, conversationIds)).map((row) => row.conversationId))]
      : conversationIds;
  const isTold = new Set(told);
  const tellable = events.filter(({ conversationId }) => conversationId !== null && isTold.has(conversationId));
  const [rows, entries, scheduled, media] = await Promise.all([
    loadConversationRows(db, ctx, told),
    loadEntries(db, ctx, await findKeys(db, ctx, tellable)),
    findScheduled({ db }, ctx, subjectsOf(events, 'scheduledMessage.')),
    findFiles({ db }, ctx, subjectsOf(events, 'media.')),
  ]);
  const found = new Set(rows.map((row) => row.id));
  return {
    rows,
    entries,
    scheduled,
    media,
    contactJobIds: subjectsOf(events, 'contactJob.'),
    mentions: mentionsOf(tellable),
    presence,
    goneIds: told.slice(0, rowLimit).filter((id) => !found.has(id)),
    isFlood,
  };
}

function joinsOrDeletes(type: string): boolean {
  return type === 'contact.merged' || type === 'contact.deleted';
}

async function findConversationIds(
  db: Database,
  { tenantId }: Pick<Context, 'tenantId'>,
  events: readonly StreamEvent[],
): Promise<string[]> {
  const contactIds = subjectsOf(events, 'contact.');
  const rows = contactIds.length > 0 ? await db.tenant(tenantId, ofContactsStatement, [contactIds]) : [];
  const named = events.flatMap(({ conversationId, type }) =>
    conversationId === null || type.startsWith('scheduledMessage.') ? [] : conversationId,
  );
  return [...new Set([...named, ...rows.map((row) => row.id)])];
}

async function readPresence(
  db: Database,
  ctx: Pick<Context, 'tenantId'>,
  conversationIds: readonly string[],
): Promise<Map<string, PresenceRow[]>> {
  const rows = await listPresence(db, ctx, conversationIds);
  const byChat = Map.groupBy(rows, (row) => row.conversationId);
  return new Map(conversationIds.map((id) => [id, byChat.get(id) ?? []]));
}

async function findKeys(
  db: Database,
  { tenantId }: Pick<Context, 'tenantId'>,
  events: readonly StreamEvent[],
): Promise<TimelineKey[]> {
  const messageIds = subjectsOf(events, 'message.');
  const changed = events.filter(({ type }) =>
    /^(ticket\.|conversation\.(assigned|statusChanged)|contact\.)/.test(type),
  );
  const changedIds = [...new Set(changed.flatMap(({ conversationId }) => conversationId ?? []))];
  const since = new Date(Math.min(...changed.map(({ at }) => at.getTime())) - ticketSlackMs);
  const [messages, tickets] = await Promise.all([
    messageIds.length > 0 ? db.tenant(tenantId, shownOnStatement, [messageIds]) : [],
    changedIds.length > 0 ? db.tenant(tenantId, newTicketEventsStatement, [changedIds, since]) : [],
  ]);
  const keys = (rows: readonly { id: string }[], kind: TimelineKey['kind']): TimelineKey[] =>
    [...new Set(rows.map((row) => row.id))].map((id) => ({ id, kind }));
  const notes = subjectsOf(events, 'conversation.noteAdded').map((id) => ({ id }));
  return [...keys(tickets, 'ticket'), ...keys(messages, 'message'), ...keys(notes, 'note')];
}

function subjectsOf(events: readonly StreamEvent[], prefix: string): string[] {
  return [...new Set(events.filter(({ type }) => type.startsWith(prefix)).map((event) => event.subjectId))];
}

function mentionsOf(events: readonly StreamEvent[]): Map<string, readonly string[]> {
  return new Map(
    events.flatMap(({ type, subjectId, data }) => {
      const mentions = type === 'conversation.noteAdded' ? data?.mentions : undefined;
      return Array.isArray(mentions) && mentions.length > 0 ? [[subjectId, mentions.map(String)] as const] : [];
    }),
  );
}
