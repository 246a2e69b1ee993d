import type { components } from '@parley/contract/developer';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';
import type { RequestOutcome, RequestSearch, RequestSpan } from './developer-search.ts';

type Schemas = components['schemas'];

export type LoggedCall = Schemas['LoggedCall'];
export type WholeCall = Schemas['WholeLoggedCall'];
export type RequestLogFacts = Schemas['RequestLog'];

export type CallFilter = Pick<RequestSearch, 'outcome' | 'operation' | 'token' | 'path' | 'since'>;

const outcomes: Readonly<Record<RequestOutcome, { status?: number; failed?: boolean }>> = {
  ok: { failed: false },
  failed: { failed: true },
  '4xx': { status: 4 },
  '5xx': { status: 5 },
};
const spanMs: Readonly<Record<RequestSpan, number>> = { '15m': 900_000, '1h': 3_600_000, '24h': 86_400_000 };

const callsKey = ['developer', 'calls'] as const;

/** `nowMs` is the time of the workspace: the span counts from it. */
export const callsQuery = (filter: CallFilter, nowMs: () => number) =>
  infiniteQueryOptions({
    queryKey: [...callsKey, filter],
    ...cursorPages,
    queryFn: ({ pageParam }) => readCalls(filter, nowMs, afterCursor(pageParam)),
  });

/** A page of calls that pass the filter: older than a cursor, or newer than a call. */
export function readCalls(filter: CallFilter, nowMs: () => number, part: { cursor?: string; after?: string }) {
  const { outcome, operation, token, path, since } = filter;
  const query = {
    ...(outcome ? outcomes[outcome] : {}),
    ...(operation ? { operation } : {}),
    ...(token ? { tokenId: token } : {}),
    ...(path ? { path } : {}),
    ...(since ? { from: new Date(nowMs() - spanMs[since]).toISOString() } : {}),
    ...part,
  };
  return read(api.GET('/internal/developer/requests', { params: { query } }));
}

export const callQuery = (callId: string) =>
  queryOptions({
    queryKey: [...callsKey, 'one', callId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => read(api.GET('/internal/developer/requests/{callId}', { params: { path: { callId } } })),
  });

export const requestLogQuery = queryOptions({
  queryKey: ['developer', 'request-log'],
  queryFn: () => read(api.GET('/internal/developer/request-log')),
});
