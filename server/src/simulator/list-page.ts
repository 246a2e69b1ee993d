import { GraphError } from './graph-errors.ts';

const defaultLimit = 25;
const maxLimit = 1_000;

/** One page of a Graph list. */
export interface Page<Item> {
  readonly data: Item[];
  readonly paging?: {
    readonly cursors: { readonly before: string; readonly after: string };
    readonly next?: string;
    readonly previous?: string;
  };
}

/**
 * Cuts a page by `limit`, `after` and `before` (rule 7.10). `listUrl` is the address of the list without those. A cursor
 * whose item is gone is code 131059.
 */
export function toPage<Item extends { readonly id: string }>(
  items: readonly Item[],
  query: URLSearchParams,
  listUrl: string,
): Page<Item> {
  const limit = readLimit(query.get('limit'));
  const { start, end } = bounds(items, query, limit);
  const data = items.slice(start, end);
  const [first] = data;
  const last = data.at(-1);
  if (!first || !last) return { data: [] };
  const cursors = { before: toCursor(first.id), after: toCursor(last.id) };
  const link = (direction: 'after' | 'before', cursor: string): string => {
    const url = new URL(listUrl);
    for (const [name, value] of query) {
      if (!['after', 'before', 'limit', 'access_token'].includes(name)) url.searchParams.append(name, value);
    }
    url.searchParams.set('limit', String(limit));
    url.searchParams.set(direction, cursor);
    return url.toString();
  };
  return {
    data,
    paging: {
      cursors,
      ...(end < items.length ? { next: link('after', cursors.after) } : {}),
      ...(start > 0 ? { previous: link('before', cursors.before) } : {}),
    },
  };
}

function bounds<Item extends { readonly id: string }>(
  items: readonly Item[],
  query: URLSearchParams,
  limit: number,
): { start: number; end: number } {
  const after = query.get('after');
  if (after) {
    const start = indexOfCursor(items, after) + 1;
    return { start, end: Math.min(items.length, start + limit) };
  }
  const before = query.get('before');
  const end = before ? indexOfCursor(items, before) : Math.min(items.length, limit);
  return { start: Math.max(0, end - limit), end };
}

function readLimit(text: string | null): number {
  if (text === null || text === '') return defaultLimit;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new GraphError(100, 'Param limit must be a positive integer.');
  return Math.min(limit, maxLimit);
}

function toCursor(id: string): string {
  return Buffer.from(`SIM:${id}`).toString('base64url');
}

function indexOfCursor(items: readonly { readonly id: string }[], cursor: string): number {
  const index = items.findIndex((item) => toCursor(item.id) === cursor);
  if (index < 0) throw new GraphError(131059, 'The cursor is unknown or its item is gone; start the list again.');
  return index;
}
