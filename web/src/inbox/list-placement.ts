import type { ConversationPage, ConversationRow } from '../api/types.ts';
import type { ListQuery } from './inbox-search.ts';

interface Pages {
  readonly pages: ConversationPage[];
}

/** Whether a conversation belongs into a list, as the server would say; undefined where only the server can tell. */
export function fits(row: ConversationRow, query: ListQuery, operatorId: string): boolean | undefined {
  if (query.search !== undefined || query.closingWithinHours !== undefined) return undefined;
  const statuses = query.status?.split(',');
  const isIn = (items: readonly { id: string }[], id: string | undefined): boolean =>
    id === undefined || items.some((item) => item.id === id);
  return (
    (statuses ? statuses.includes(row.status) : row.status !== 'block') &&
    fitsAssignee(row, query.assignee, operatorId) &&
    isIn(row.teams, query.team) &&
    isIn(row.tags, query.tag) &&
    isIn([row.channel], query.channel) &&
    (query.unread !== true || row.unread > 0) &&
    (query.outsideHours !== true || row.cameOutsideHours) &&
    (query.favourite !== true || row.favourite)
  );
}

function fitsAssignee(row: ConversationRow, assignee: string | undefined, operatorId: string): boolean {
  if (assignee === undefined) return true;
  if (assignee === 'nobody') return row.assignee === null;
  if (assignee === 'bot') return row.isWithBot;
  return row.assignee?.id === (assignee === 'me' ? operatorId : assignee);
}

/** Puts a row to its place by activity, newest first, or takes it out. What lies beyond the pages read so far comes with them. */
export function placeRow<List extends Pages>(data: List, row: ConversationRow, belongs: boolean): List {
  const known = data.pages.flatMap((page) => page.conversations).find(({ id }) => id === row.id);
  if (known && known.version > row.version) return data;
  const pages = data.pages.map((page) => ({
    ...page,
    conversations: page.conversations.filter(({ id }) => id !== row.id),
  }));
  if (!belongs) return known ? { ...data, pages } : data;
  const at = pages.findIndex(({ conversations }) => conversations.some((other) => precedes(row, other)));
  const page = pages[at] ?? (pages.at(-1)?.nextCursor ? undefined : pages.at(-1));
  if (page === undefined) return { ...data, pages };
  const place = page.conversations.findIndex((other) => precedes(row, other));
  page.conversations.splice(place === -1 ? page.conversations.length : place, 0, row);
  return { ...data, pages };
}

function precedes(a: ConversationRow, b: ConversationRow): boolean {
  return a.lastActivityAt === b.lastActivityAt ? a.id > b.id : a.lastActivityAt > b.lastActivityAt;
}
