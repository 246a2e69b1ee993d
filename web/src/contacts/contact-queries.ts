import type { components } from '@parley/contract/contacts';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';
import type { Filter, Sort } from './contacts-search.ts';

type Schemas = components['schemas'];
export type Person = Schemas['Person'];
export type PersonRow = Schemas['PersonRow'];
export type PersonDetail = Schemas['PersonDetail'];
export type Job = Schemas['Job'];
export type Mapping = Schemas['Mapping'];
export type Segment = Schemas['Segment'];
export type Change = Schemas['Change'];
export type Chosen = Schemas['Chosen'];

const pageSize = 100;

export const rowsQuery = (filter: Filter, order: { sort: Sort; descending: boolean }) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'rows', filter, order],
    ...cursorPages,
    queryFn: ({ pageParam, signal }) =>
      read(
        api.POST('/internal/contacts/search', {
          body: { filter, ...order, limit: pageSize, ...afterCursor(pageParam) },
          signal,
        }),
      ),
  });

export const countQuery = (filter: Filter, exact = false) =>
  queryOptions({
    queryKey: ['contacts', 'count', filter, exact],
    queryFn: ({ signal }) => read(api.POST('/internal/contacts/count', { body: { filter, exact }, signal })),
  });

export const facetsQuery = queryOptions({
  queryKey: ['contacts', 'facets'],
  queryFn: () => read(api.GET('/internal/contacts/facets')),
});

export const detailQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', 'detail', contactId],
    queryFn: () => read(api.GET('/internal/contacts/people/{contactId}', { params: { path: { contactId } } })),
  });

export const segmentsQuery = queryOptions({
  queryKey: ['contacts', 'segments'],
  queryFn: async () => (await read(api.GET('/internal/contacts/segments'))).segments,
});

/** Imports and edits; the event stream tells when they went on. */
export const jobsQuery = infiniteQueryOptions({
  queryKey: ['contact-jobs', 'list'],
  ...cursorPages,
  queryFn: ({ pageParam }) => read(api.GET('/internal/contacts/jobs', { params: { query: afterCursor(pageParam) } })),
});

const underWayMs = 3_000;

export const jobQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['contact-jobs', jobId],
    queryFn: () => read(api.GET('/internal/contacts/jobs/{jobId}', { params: { path: { jobId } } })),
    // The live view tells of each step; this shows the end even where its last word was missed.
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? underWayMs : false),
  });

export function isUnderWay({ state }: Pick<Job, 'state'>): boolean {
  return state === 'running' || state === 'undoing';
}

/** Reads anew what a change of contacts touches. */
export async function refreshContacts(queryClient: QueryClient): Promise<void> {
  const keys = [['contacts'], ['contact-jobs']];
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export function nameOfPerson({ name, profileName, phone, username, bsuid }: Person): string {
  return name ?? profileName ?? (phone ? `+${phone}` : (username ?? bsuid ?? 'Unknown'));
}
