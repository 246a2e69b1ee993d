import type { Database } from '../../db/database.ts';
import type { Scope } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { statusRank } from '../messages/index.ts';
import type { NoteRow } from './notes.ts';
import {
  type ChangeRow,
  changesStatement,
  keysBeforeStatement,
  keysFromStatement,
  messagesStatement,
  notesStatement,
  type QuoteRow,
  quotesStatement,
  type TicketEventRow,
  type TimelineKey,
  type TimelineMessageRow,
  ticketEventsStatement,
} from './timeline-queries.ts';

/** A message with all that is shown on it. */
export interface TimelineMessage {
  readonly kind: 'message';
  readonly message: TimelineMessageRow;
  /** The last reaction of each side, the last edit, and a withdrawal. */
  readonly changes: readonly ChangeRow[];
  readonly quote: QuoteRow | undefined;
  /** The id of the choice that the customer made in a message that offered some. */
  readonly answeredBy: TimelineMessageRow | undefined;
}

export type TimelineEntry =
  | TimelineMessage
  | { readonly kind: 'ticket'; readonly ticket: TicketEventRow }
  | { readonly kind: 'note'; readonly note: NoteRow };

export interface TimelinePlace {
  readonly kind: 'newest' | 'before' | 'after' | 'around';
  /** Of any item; empty for the newest. */
  readonly id: string;
}

export interface TimelinePage {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Reactions, edits and withdrawals of one chat that are looked at. */
const changeLimit = 500;

/** Messages, notes and what happened to tickets in one chat. `limit` is at most 100. */
export async function readTimeline(
  deps: { readonly db: Database },
  ctx: Context,
  conversationId: string,
  place: TimelinePlace,
  limit: number,
): Promise<TimelinePage> {
  const { db } = deps;
  const before = (id: string | null, count: number): Promise<TimelineKey[]> =>
    db.tenant(ctx.tenantId, keysBeforeStatement, [conversationId, id, count]);
  const from = (id: string, count: number): Promise<TimelineKey[]> =>
    db.tenant(ctx.tenantId, keysFromStatement, [conversationId, id, count]);
  if (place.kind === 'after') {
    // The item itself may come first, or be gone.
    const keys = (await from(place.id, limit + 2)).filter((key) => key.id !== place.id);
    const entries = await loadEntries(db, ctx, keys.slice(0, limit));
    return { entries, hasOlder: true, hasNewer: keys.length > limit };
  }
  if (place.kind === 'around') {
    const half = Math.ceil(limit / 2);
    const [older, newer] = await Promise.all([before(place.id, half + 1), from(place.id, limit - half + 1)]);
    const keys = [...older.slice(0, half).reverse(), ...newer.slice(0, limit - half)];
    const entries = await loadEntries(db, ctx, keys);
    return { entries, hasOlder: older.length > half, hasNewer: newer.length > limit - half };
  }
  const keys = await before(place.kind === 'before' ? place.id : null, limit + 1);
  const entries = await loadEntries(db, ctx, keys.slice(0, limit).reverse());
  return { entries, hasOlder: keys.length > limit, hasNewer: place.kind === 'before' };
}

/** These items in the order given, as they are now; what is gone is left out. */
export async function loadEntries(
  scope: Pick<Scope, 'tenant'>,
  ctx: Pick<Context, 'tenantId'>,
  keys: readonly TimelineKey[],
): Promise<TimelineEntry[]> {
  const { tenantId } = ctx;
  const idsOf = (kind: TimelineKey['kind']): string[] => keys.filter((key) => key.kind === kind).map((key) => key.id);
  const [tickets, notes] = [idsOf('ticket'), idsOf('note')];
  const [messages, ticketRows, noteRows] = await Promise.all([
    loadMessages(scope, ctx, idsOf('message')),
    tickets.length > 0 ? scope.tenant(tenantId, ticketEventsStatement, [tickets]) : [],
    notes.length > 0 ? scope.tenant(tenantId, notesStatement, [notes]) : [],
  ]);
  const entries = new Map<string, TimelineEntry>();
  for (const entry of messages) entries.set(entry.message.id, entry);
  for (const ticket of ticketRows) entries.set(ticket.id, { kind: 'ticket', ticket });
  for (const note of noteRows) entries.set(note.id, { kind: 'note', note });
  return keys.flatMap((key) => entries.get(key.id) ?? []);
}

async function loadMessages(
  scope: Pick<Scope, 'tenant'>,
  { tenantId }: Pick<Context, 'tenantId'>,
  ids: readonly string[],
): Promise<TimelineMessage[]> {
  if (ids.length === 0) return [];
  const rows = await scope.tenant(tenantId, messagesStatement, [ids]);
  const conversationIds = [...new Set(rows.map((row) => row.conversationId))];
  const quoted = [...new Set(rows.flatMap((row) => row.replyToWamid ?? []))];
  const [changes, quotes] = await Promise.all([
    conversationIds.length > 0 ? scope.tenant(tenantId, changesStatement, [conversationIds, changeLimit]) : [],
    quoted.length > 0 ? scope.tenant(tenantId, quotesStatement, [quoted]) : [],
  ]);
  const changesOf = Map.groupBy(changes, (change) => `${change.conversationId} ${change.target}`);
  const quoteOf = new Map(quotes.map((quote) => [quote.wamid, quote]));
  const answers = new Map(rows.flatMap((row) => (isAnswer(row) ? [[row.replyToWamid, row] as const] : [])));
  return rows.map((message) => ({
    kind: 'message',
    message,
    changes: message.wamid === null ? [] : latest(changesOf.get(`${message.conversationId} ${message.wamid}`) ?? []),
    quote: quoteOf.get(message.replyToWamid ?? ''),
    answeredBy: message.wamid === null ? undefined : answers.get(message.wamid),
  }));
}

function isAnswer({ direction, type, status }: TimelineMessageRow): boolean {
  return direction === 'in' && (type === 'interactive' || type === 'button') && status !== statusRank.failed;
}

/** Of each kind and side only the last holds. */
function latest(changes: readonly ChangeRow[]): ChangeRow[] {
  return [...new Map(changes.map((change) => [`${change.type} ${change.direction}`, change])).values()];
}
