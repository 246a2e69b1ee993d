import type { components } from '@parley/contract/campaigns';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';
import type { CampaignState, RecipientState } from './campaign-search.ts';

type Schemas = components['schemas'];

export type Campaign = Schemas['Campaign'];
export type Counters = Schemas['Counters'];
export type Draft = Schemas['Draft'];
export type Plan = Schemas['Plan'];
export type ValueSource = Schemas['ValueSource'];
export type Choices = Schemas['Choices'];
export type TemplateChoice = Schemas['TemplateChoice'];
export type RecipientFile = Schemas['RecipientFile'];
export type PickedContact = Schemas['PickedContact'];
export type DryRun = Schemas['DryRun'];
export type DryRunProgress = Schemas['DryRunProgress'];
export type Recipient = Schemas['Recipient'];
export type FirstPerson = Schemas['FirstPerson'];
export type CampaignCost = Schemas['CampaignCost'];
export type Results = Schemas['Results'];
export type ChangedAudience = Schemas['ChangedAudience'];

const busyMs = 2_000;
const waitingMs = 15_000;
/** Contacts among whom the first who takes campaigns is looked for. */
const firstLookedAt = 50;

/** While it runs it is asked for every other second, later for what people do with it: one cheap call. */
function pollMs({ state, counters }: Campaign): number {
  return state === 'sending' || counters.queued > 0 ? busyMs : waitingMs;
}

export const campaignsQuery = (filter: { readonly state?: CampaignState; readonly q?: string }) =>
  infiniteQueryOptions({
    queryKey: ['campaigns', 'list', filter],
    ...cursorPages,
    queryFn: ({ pageParam }) => {
      const query = {
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.q ? { search: filter.q } : {}),
        ...afterCursor(pageParam),
        limit: 30,
      };
      return read(api.GET('/internal/campaigns', { params: { query } }));
    },
    refetchInterval: ({ state }) => {
      const rows = state.data?.pages.flatMap((page) => page.campaigns) ?? [];
      return rows.some((row) => pollMs(row) === busyMs) ? busyMs * 2 : waitingMs;
    },
  });

export const campaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaigns', 'one', campaignId],
    queryFn: () => read(api.GET('/internal/campaigns/{campaignId}', { params: { path: { campaignId } } })),
    refetchInterval: ({ state }) => (state.data ? pollMs(state.data) : false),
  });

/** Read anew when more have failed or it has ended. */
export const resultsQuery = ({ id, state, counters }: Campaign) =>
  queryOptions({
    queryKey: ['campaigns', 'results', id, state, counters.failed, counters.replied],
    placeholderData: (before: Results | undefined) => before,
    queryFn: () => read(api.GET('/internal/campaigns/{campaignId}/results', { params: { path: { campaignId: id } } })),
  });

/** Charges come with deliveries: they are looked for as long as messages may still be delivered. */
export const costQuery = ({ id, state, counters }: Campaign) =>
  queryOptions({
    queryKey: ['campaigns', 'cost', id, state],
    placeholderData: (before: CampaignCost | undefined) => before,
    queryFn: () => read(api.GET('/internal/campaigns/{campaignId}/cost', { params: { path: { campaignId: id } } })),
    refetchInterval: ({ state: { data } }) =>
      data?.isBilled && (state === 'sending' || counters.sent > counters.delivered) ? waitingMs : false,
  });

/** Where an audience is a file its rows are the example. */
export const firstPersonQuery = ({ kind, segmentIds, contactIds }: Plan['audience']) => {
  const ids = kind === 'segments' ? segmentIds : contactIds.slice(0, firstLookedAt);
  const query = kind === 'segments' ? { segmentIds: ids.join() } : { contactIds: ids.join() };
  return queryOptions({
    queryKey: ['campaigns', 'first-person', query],
    enabled: (kind === 'segments' || kind === 'contacts') && ids.length > 0,
    placeholderData: (before: FirstPerson | null | undefined) => before,
    queryFn: async () => (await read(api.GET('/internal/campaigns/first-person', { params: { query } }))).person,
  });
};

export const draftsQuery = queryOptions({
  queryKey: ['campaigns', 'drafts'],
  queryFn: async () => (await read(api.GET('/internal/campaigns/drafts'))).drafts,
});

export const draftQuery = (draftId: string) =>
  queryOptions({
    queryKey: ['campaigns', 'draft', draftId],
    // What is typed is newer than what was saved.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => read(api.GET('/internal/campaigns/drafts/{draftId}', { params: { path: { draftId } } })),
  });

export const choicesQuery = queryOptions({
  queryKey: ['campaigns', 'choices'],
  queryFn: () => read(api.GET('/internal/campaigns/choices')),
});

export const fileQuery = (fileId: string) =>
  queryOptions({
    queryKey: ['campaigns', 'file', fileId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => read(api.GET('/internal/campaigns/files/{fileId}', { params: { path: { fileId } } })),
  });

export const segmentSizeQuery = (segmentId: string) =>
  queryOptions({
    queryKey: ['campaigns', 'segment-size', segmentId],
    queryFn: async () => {
      const params = { path: { segmentId } };
      return (await read(api.GET('/internal/campaigns/segments/{segmentId}/size', { params }))).people;
    },
  });

export const contactsQuery = (query: { readonly search: string } | { readonly ids: string }) =>
  queryOptions({
    queryKey: ['campaigns', 'contacts', query],
    placeholderData: (before: PickedContact[] | undefined) => before,
    queryFn: async () => (await read(api.GET('/internal/campaigns/contacts', { params: { query } }))).contacts,
  });

export const dryRunQuery = (dryRunId: string) =>
  queryOptions({
    queryKey: ['campaigns', 'dry-run', dryRunId],
    // Large audiences take a minute.
    refetchInterval: ({ state }) => (state.data?.state === 'counting' ? busyMs / 2 : false),
    queryFn: (): Promise<DryRun | DryRunProgress> =>
      read(api.GET('/internal/campaigns/dry-runs/{dryRunId}', { params: { path: { dryRunId } } })),
  });

export interface RecipientFilter {
  readonly state?: RecipientState;
  readonly q?: string;
}

function toQuery({ state, q }: RecipientFilter, cursor: string | undefined) {
  return { ...(state ? { state } : {}), ...(q ? { search: q } : {}), ...afterCursor(cursor), limit: 50 };
}

export const dryRunRecipientsQuery = (dryRunId: string, filter: RecipientFilter) =>
  infiniteQueryOptions({
    queryKey: ['campaigns', 'dry-run-recipients', dryRunId, filter],
    ...cursorPages,
    queryFn: ({ pageParam }) => {
      const params = { path: { dryRunId }, query: toQuery(filter, pageParam) };
      return read(api.GET('/internal/campaigns/dry-runs/{dryRunId}/recipients', { params }));
    },
  });

export const recipientsQuery = (campaignId: string, filter: RecipientFilter) =>
  infiniteQueryOptions({
    queryKey: ['campaigns', 'recipients', campaignId, filter],
    ...cursorPages,
    queryFn: ({ pageParam }) => {
      const params = { path: { campaignId }, query: toQuery(filter, pageParam) };
      return read(api.GET('/internal/campaigns/{campaignId}/recipients', { params }));
    },
  });
