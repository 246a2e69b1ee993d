import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { type ConversationRow, loadConversationRows } from './conversation-row.ts';
import { type InboxFilter, isByStatusAlone, keepPassing, statusesOf } from './list-filter.ts';
import { type Direction, type KeySource, type ListKey, listKeys } from './list-keys.ts';
import { searchInbox } from './search-inbox.ts';

export interface InboxDeps {
  readonly db: Database;
  readonly clock: Clock;
}

export interface InboxPage {
  /** Newest activity first. */
  readonly rows: readonly ConversationRow[];
  /** The places from which older and newer ones follow; undefined: there are none. */
  readonly older: ListKey | undefined;
  readonly newer: ListKey | undefined;
  /** The look was cut before the page was full; more may follow. */
  readonly isPartial: boolean;
}

export interface PageFrom {
  /** Undefined: from the top. */
  readonly key: ListKey | undefined;
  readonly direction: Direction;
  /** Rows, at most 100. */
  readonly limit: number;
}

/** Chats that one step of a filtered look reads, and steps of one page. */
const stepSize = 2_000;
const maxSteps = 3;
/** A tag of so many chats, or fewer, is found by the tag. */
const chosenLimit = 1_000;

const taggedStatement = tenantStatement<{ id: string }>(
  'inbox.tagged',
  'select conversation_id as id from conversation_tags where tenant_id = $1 and tag_id = $2 limit $3::int',
);
const favouritesStatement = tenantStatement<{ id: string }>(
  'inbox.favourites',
  `select conversation_id as id from inbox_favourites where tenant_id = $1 and operator_id = $2
   order by added_at desc limit $3::int`,
);

/**
 * A page of the chats that pass a filter. A filter that few pass is looked for among at most 4,200 chats a page: the page may
 * then hold less, and its place leads on. A search looks at the newest 1,000 matches.
 */
export async function listInbox(
  deps: InboxDeps,
  ctx: Context,
  filter: InboxFilter,
  from: PageFrom,
): Promise<InboxPage> {
  const source = await chooseSource(deps, ctx, filter);
  const walk = await walkKeys(deps, ctx, source, filter, from);
  const found = from.direction === 'older' ? walk.keys : walk.keys.toReversed();
  const rows = await loadConversationRows(
    deps.db,
    ctx,
    found.map((key) => key.id),
  );
  const first = found.at(0);
  const last = found.at(-1);
  const isOlder = from.direction === 'older';
  return {
    rows,
    older: isOlder ? walk.next : (last ?? from.key),
    newer: isOlder ? from.key && (first ?? from.key) : walk.next,
    isPartial: walk.isCut,
  };
}

async function chooseSource(deps: InboxDeps, ctx: Context, filter: InboxFilter): Promise<KeySource> {
  const { tenantId } = ctx;
  if (filter.search !== undefined) return { kind: 'chosen', ids: await searchInbox(deps, ctx, filter.search) };
  if (filter.favouriteOf !== undefined) {
    const rows = await deps.db.tenant(tenantId, favouritesStatement, [filter.favouriteOf, chosenLimit]);
    return { kind: 'chosen', ids: rows.map((row) => row.id) };
  }
  if (filter.tagId !== undefined) {
    const rows = await deps.db.tenant(tenantId, taggedStatement, [filter.tagId, chosenLimit + 1]);
    if (rows.length <= chosenLimit) return { kind: 'chosen', ids: rows.map((row) => row.id) };
  }
  if (filter.isUnread === true) return { kind: 'unread' };
  const statuses = statusesOf(filter);
  const { assignee } = filter;
  const isWorking = statuses.every((status) => status === 'open' || status === 'pending');
  if (isWorking && assignee?.kind === 'nobody') return { kind: 'working', operatorId: null };
  if (isWorking && assignee?.kind === 'operator') return { kind: 'working', operatorId: assignee.id };
  return { kind: 'status', statuses };
}

interface Walk {
  /** In the direction of the walk. */
  readonly keys: readonly ListKey[];
  readonly next: ListKey | undefined;
  readonly isCut: boolean;
}

async function walkKeys(
  deps: InboxDeps,
  ctx: Context,
  source: KeySource,
  filter: InboxFilter,
  from: PageFrom,
): Promise<Walk> {
  const { direction, limit } = from;
  if (source.kind === 'status' && isByStatusAlone(filter)) {
    const keys = await listKeys(deps.db, ctx, source, { ...from, limit: limit + 1 });
    const page = keys.slice(0, limit);
    return { keys: page, next: keys.length > limit ? page.at(-1) : undefined, isCut: false };
  }
  const kept: ListKey[] = [];
  let place = from.key;
  for (let step = 0; step < maxSteps; step += 1) {
    const size = step === 0 ? Math.max(limit * 4, 200) : stepSize;
    const keys = await listKeys(deps.db, ctx, source, { key: place, direction, limit: size });
    const ids = keys.map((key) => key.id);
    const passing = new Set(await keepPassing(deps, ctx, filter, ids, limit - kept.length + 1));
    kept.push(...keys.filter((key) => passing.has(key.id)));
    if (kept.length > limit) return { keys: kept.slice(0, limit), next: kept.at(limit - 1), isCut: false };
    place = keys.at(-1) ?? place;
    if (keys.length < size) return { keys: kept, next: undefined, isCut: false };
  }
  return { keys: kept, next: place, isCut: kept.length < limit };
}
