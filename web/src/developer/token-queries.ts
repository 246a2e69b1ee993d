import type { components } from '@parley/contract/parley';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';

type Schemas = components['schemas'];

export type ApiToken = Schemas['ApiToken'];
export type ApiTokenState = Schemas['ApiTokenState'];
export type TokenScope = Schemas['TokenScope'];
export type TokenScopeList = Schemas['TokenScopeList'];
/** A token whose text is shown this once. */
export type MadeToken = Schemas['ApiTokenMade'];

const tokensKey = ['tokens'] as const;

export const tokensQuery = (state: ApiTokenState) =>
  infiniteQueryOptions({
    queryKey: [...tokensKey, 'page', state],
    ...cursorPages,
    queryFn: ({ pageParam }) =>
      read(api.GET('/api/parley/v1/tokens', { params: { query: { state, ...afterCursor(pageParam) } } })),
  });

/** The live ones alone: at most some 200, for choosing one. */
export const liveTokensQuery = queryOptions({
  queryKey: [...tokensKey, 'live'],
  queryFn: async () =>
    (await read(api.GET('/api/parley/v1/tokens', { params: { query: { state: 'live', limit: 100 } } }))).tokens,
});

export const scopesQuery = queryOptions({
  queryKey: ['token-scopes'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => read(api.GET('/api/parley/v1/token-scopes')),
});

export function rereadTokens(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: tokensKey });
}
