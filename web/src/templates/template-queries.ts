import type { components } from '@parley/contract/templates';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';
import type { GallerySearch } from './template-search.ts';

type Schemas = components['schemas'];

export type Template = Schemas['Template'];
export type TemplateDetail = Schemas['TemplateDetail'];
export type TemplateGroup = Schemas['TemplateGroup'];
export type TemplatePage = Schemas['TemplatePage'];
export type Content = Schemas['TemplateContent'];
export type ContentButton = Schemas['TemplateButton'];
export type Card = Schemas['TemplateCard'];
export type Header = Schemas['TemplateHeader'];
export type Sample = Schemas['TemplateSample'];
export type Problem = Schemas['TemplateProblem'];
export type TemplateInput = Schemas['TemplateInput'];

/** While WhatsApp reviews something its answer is looked for this often, else rarely. */
const pendingEveryMs = 4_000;
const idleEveryMs = 60_000;

const everyMs = (waits: boolean): number => (waits ? pendingEveryMs : idleEveryMs);

export const galleryQuery = ({ q, status, language, category, quality }: GallerySearch) =>
  infiniteQueryOptions({
    queryKey: ['templates', 'gallery', { q, status, language, category, quality }],
    ...cursorPages,
    refetchOnWindowFocus: true,
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/internal/templates', {
          params: {
            query: {
              ...(q ? { search: q } : {}),
              ...(status ? { status } : {}),
              ...(language ? { language } : {}),
              ...(category ? { category } : {}),
              ...(quality ? { quality } : {}),
              ...afterCursor(pageParam),
            },
          },
        }),
      ),
    refetchInterval: ({ state }) =>
      everyMs(state.data?.pages.some(({ statuses }) => statuses.some(({ value }) => value === 'PENDING')) ?? false),
  });

export const templateQuery = (templateId: string) =>
  queryOptions({
    queryKey: ['templates', 'one', templateId],
    refetchOnWindowFocus: true,
    refetchOnMount: 'always',
    queryFn: () => read(api.GET('/internal/templates/{templateId}', { params: { path: { templateId } } })),
    refetchInterval: ({ state }) => everyMs(state.data?.status === 'PENDING' || (state.data?.isBusy ?? false)),
  });

export const optionsQuery = queryOptions({
  queryKey: ['templates', 'options'],
  staleTime: 300_000,
  queryFn: () => read(api.GET('/internal/templates/options')),
});

/** What the server says of a template that is being written; not among the lists, since it stores nothing. */
export const checkQuery = (input: TemplateInput) =>
  queryOptions({
    queryKey: ['template-check', input],
    gcTime: 30_000,
    // Without a network it fails at once: whoever waits for it is answered.
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: () => read(api.POST('/internal/templates/check', { body: input })),
  });
