import type { Query, QueryClient, QueryKey } from '@tanstack/query-core';

/**
 * Does something now, and once more after each read of these that is under way: its answer may be older than what just
 * happened, and would leave it out of what is shown. For what does no harm when it is done twice.
 */
export function alsoAfterReads(queryClient: QueryClient, queryKey: QueryKey, act: () => void): void {
  const underWay = readsUnderWay(queryClient, queryKey);
  act();
  for (const query of underWay) void afterRead(query, act);
}

/**
 * Reads anew what is shown. A read that is under way is begun again; a first one cannot be, and its answer may be older than
 * what happened: it is followed by another.
 */
export function readAnew(queryClient: QueryClient, queryKey: QueryKey): void {
  const first = readsUnderWay(queryClient, queryKey).filter(({ state }) => state.data === undefined);
  void queryClient.invalidateQueries({ queryKey });
  for (const query of first) {
    void afterRead(query, () => void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true }));
  }
}

function readsUnderWay(queryClient: QueryClient, queryKey: QueryKey): Query[] {
  return queryClient.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
}

async function afterRead(query: Query, act: () => void): Promise<void> {
  // Answers the read that is under way: it begins none.
  await query.fetch().then(act, () => undefined);
}
