import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import type { View } from '../api/types.ts';
import { type InboxSearch, type ListQuery, toListQuery } from './inbox-search.ts';

export const savedViewsQuery = queryOptions({
  queryKey: ['inbox', 'views'],
  queryFn: async (): Promise<readonly View[]> => (await read(api.GET('/internal/inbox/views'))).views,
});

/** What the address holds when a saved view is chosen: its filters stand there, so that the list can be shared. */
export function toSearch({ id, filter }: View): InboxSearch {
  const { status, assignee, team, tag, channel, unread, favourite, closingWithinHours, outsideHours, search } = filter;
  return {
    view: 'all',
    saved: id,
    q: search,
    status,
    assignee,
    team,
    tag,
    channel,
    closing: closingWithinHours,
    outside: outsideHours || undefined,
    unread: unread || undefined,
    favourite: favourite || undefined,
  } as InboxSearch;
}

/** Whether something beside the view and the search narrows the list. */
export function hasFilters(search: InboxSearch): boolean {
  const { status, assignee, team, tag, channel, closing, outside, unread, favourite } = search;
  return [status, assignee, team, tag, channel, closing, outside, unread, favourite].some(
    (value) => value !== undefined,
  );
}

/** The filters that are set, and no saved view. */
export const noFilters: Partial<InboxSearch> = {
  saved: undefined,
  q: undefined,
  status: undefined,
  assignee: undefined,
  team: undefined,
  tag: undefined,
  channel: undefined,
  closing: undefined,
  outside: undefined,
  unread: undefined,
  favourite: undefined,
};

/** Whether the list is filtered otherwise than the view says. */
export function isChanged(view: View, search: InboxSearch): boolean {
  return keyOf(toListQuery(search)) !== keyOf(toListQuery(toSearch(view)));
}

function keyOf(query: ListQuery): string {
  return JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
}
