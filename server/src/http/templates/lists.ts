import type { components } from '@parley/contract/templates';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { languageCodes, toLanguageCode } from '../../meta/template-rules/index.ts';
import { listChannels } from '../../modules/channels/index.ts';
import {
  type GroupEnd,
  type GroupFilter,
  listTemplateGroups,
  syncAccounts,
  type TemplateTally,
  tallyTemplates,
} from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type TemplatePageRequest } from '../handlers.ts';
import { toTemplate } from './shapes/template.ts';

type Schemas = components['schemas'];

const usualLimit = 30;

/** The gallery, what one chooses from, and reading again from WhatsApp. */
export function createTemplateListHandlers(deps: ApiDeps): HandlersBySet['templates'] {
  return defineHandlers('templates', {
    async listTemplateGroups({ ctx, query }) {
      const page = { after: fromCursor(query.cursor), limit: query.limit ?? usualLimit };
      const [{ groups, next }, tally] = await Promise.all([
        listTemplateGroups(deps, ctx, toFilter(query), page),
        tallyTemplates(deps, ctx),
      ]);
      return {
        body: {
          groups: groups.map(({ wabaId, name, changedAt, templates }) => ({
            wabaId,
            name,
            changedAt: changedAt.toISOString(),
            templates: templates.map(toTemplate),
          })),
          nextCursor: next ? toCursor(next) : null,
          statuses: countBy(tally, ({ status }) => status),
          languages: countBy(
            tally.filter(({ status }) => status !== 'DELETED'),
            ({ language }) => language,
          ),
        },
      };
    },

    async getTemplateOptions({ ctx }) {
      return { body: { accounts: await listAccounts(deps, ctx), languages: [...languageCodes] } };
    },

    async syncTemplates({ ctx }) {
      return { body: await syncAccounts(deps, ctx) };
    },
  });
}

function toFilter(query: TemplatePageRequest<'listTemplateGroups'>['query']): GroupFilter {
  const word = (text: string | undefined): string | undefined => text?.trim().toUpperCase() || undefined;
  const { search, status = '', language, category, quality } = query;
  return {
    search: search?.replaceAll('\0', ''),
    statuses: status.split(',').flatMap((text) => word(text) ?? []),
    language: language?.trim() ? (toLanguageCode(language) ?? language.trim()) : undefined,
    category: word(category),
    quality: word(quality),
  };
}

async function listAccounts(deps: ApiDeps, ctx: Context): Promise<Schemas['TemplateAccount'][]> {
  const accounts = new Map<string, string[]>();
  for (const { wabaId, name } of await listChannels(deps, ctx)) {
    accounts.set(wabaId, [...(accounts.get(wabaId) ?? []), name]);
  }
  return [...accounts].map(([wabaId, channels]) => ({ wabaId, channels }));
}

function countBy(tally: readonly TemplateTally[], keyOf: (entry: TemplateTally) => string): Schemas['TemplateCount'][] {
  const counts = new Map<string, number>();
  for (const entry of tally) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + entry.count);
  return [...counts].map(([value, count]) => ({ value, count }));
}

function toCursor({ changedAt, name, wabaId }: GroupEnd): string {
  return Buffer.from(`${changedAt.getTime()}.${name}.${wabaId}`).toString('base64url');
}

/** Throws request.invalid for a text that is no cursor of ours. */
function fromCursor(cursor: string | undefined): GroupEnd | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const [, ms, name, wabaId] = /^(\d{1,15})\.([^.\0]+)\.(\w+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (ms === undefined || name === undefined || wabaId === undefined) {
    const message = 'cursor must be the nextCursor of an earlier page.';
    throw new AppError('request.invalid', message, { details: { field: 'cursor' } });
  }
  return { changedAt: new Date(Number(ms)), name, wabaId };
}
