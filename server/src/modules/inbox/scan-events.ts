import type { Database } from '../../db/database.ts';
import { type EventType, eventTypes } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { idTimeMs } from '../../kernel/ids.ts';
import { type ScannedRow, scanStatement } from './queries.ts';
import type { StreamPosition } from './stream-position.ts';

/** An event as readers get it. */
export interface StreamEvent {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly conversationId: string | null;
  /** The row it happened to: a message, a contact, a ticket ... */
  readonly subjectId: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  /** What comes after this event. */
  readonly position: StreamPosition;
}

export interface StreamFilter {
  /** Undefined is every type. */
  readonly types: readonly EventType[] | undefined;
  readonly conversationId: string | undefined;
}

export interface ScannedPage {
  readonly events: readonly StreamEvent[];
  readonly position: StreamPosition;
  /** There is nothing more to read now. */
  readonly isEnd: boolean;
  /** More is committed, but an older transaction still runs. */
  readonly pending: boolean;
}

/** Events looked at in one statement, wanted or not. */
const scanLimit = 1_000;

/** The name of an event type in any case, or undefined. */
export function findEventType(name: string): EventType | undefined {
  const wanted = name.trim().toLowerCase();
  return eventTypes.find((type) => type.toLowerCase() === wanted);
}

/** Reads on from a place, at most `limit` events and at most 1,000 rows. */
export async function scanEvents(
  db: Pick<Database, 'tenant'>,
  ctx: Context,
  from: StreamPosition,
  filter: StreamFilter,
  limit: number,
): Promise<ScannedPage> {
  const values = [from.txid, from.id, filter.types ?? null, filter.conversationId ?? null, scanLimit];
  const rows = await db.tenant(ctx.tenantId, scanStatement, values);
  const pending = rows[0]?.pending === true;
  const found = rows.flatMap((row) => (row.id === null ? [] : [{ row, position: positionOf(from, row, row.id) }]));
  const wanted = found.filter(({ row }) => row.wanted && !isHidden(row));
  const events = wanted.slice(0, limit).map(({ row, position }) => toEvent(row, position));
  const isCut = wanted.length > limit;
  const position = (isCut ? events.at(-1)?.position : found.at(-1)?.position) ?? from;
  return { events, position, isEnd: !isCut && found.at(-1)?.row.isFull !== true, pending };
}

/** What a blocked contact wrote is stored and told to nobody. */
function isHidden({ data }: ScannedRow): boolean {
  return data?.hidden === true;
}

function positionOf({ epoch }: StreamPosition, { txid }: ScannedRow, id: string): StreamPosition {
  return { epoch, txid, id, ms: idTimeMs(id) };
}

function toEvent(row: ScannedRow, position: StreamPosition): StreamEvent {
  const { type, at, conversationId, subjectId, data } = row;
  return { id: position.id, type, at, conversationId, subjectId, data, position };
}
