import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { columns } from './queries.ts';
import type { Template } from './types.ts';

export interface GroupFilter {
  /** One name in one account. */
  readonly name?: string | undefined;
  readonly wabaId?: string | undefined;
  /** Part of the name or of the texts, in any case. */
  readonly search?: string | undefined;
  /** Empty: all that are not deleted. */
  readonly statuses: readonly string[];
  readonly language?: string | undefined;
  readonly category?: string | undefined;
  readonly quality?: string | undefined;
}

/** The last group of a page. */
export interface GroupEnd {
  readonly changedAt: Date;
  readonly name: string;
  readonly wabaId: string;
}

/** The languages of one name, as far as they match. */
export interface TemplateGroup extends GroupEnd {
  readonly templates: readonly Template[];
}

export interface TemplateTally {
  readonly status: string;
  readonly language: string;
  readonly count: number;
}

/** WhatsApp has some seventy languages. */
const maxLanguages = 200;

// Only what people read is searched, not the names of Meta's members.
const matches = `t.tenant_id = $1
  and (cardinality($2::text[]) = 0 and t.status <> 'DELETED' or t.status = any($2::text[]))
  and ($3::text is null or position(lower($3) in lower(t.name)) > 0 or exists (
    select 1 from json_array_elements(t.components) part where position(lower($3) in lower(part ->> 'text')) > 0))
  and ($4::text is null or t.language = $4) and ($5::text is null or t.category = $5)
  and ($6::text is null or t.quality = $6) and ($11::text is null or t.name = $11)
  and ($12::text is null or t.waba_id = $12)`;

// An account has 6,000 templates at most, so all that match are read to find the newest names.
const listStatement = tenantStatement<Template & { changedAt: Date }>(
  'templates.list-groups',
  `select ${columns}, g.changed_at as "changedAt"
   from (select t.waba_id, t.name, max(t.updated_at) as changed_at from templates t where ${matches}
     group by t.waba_id, t.name
     having $7::timestamptz is null or (max(t.updated_at), t.name, t.waba_id) < ($7::timestamptz, $8::text, $9::text)
     order by changed_at desc, t.name desc, t.waba_id desc limit $10) g
   cross join lateral (select * from templates t where ${matches} and t.waba_id = g.waba_id and t.name = g.name
     order by t.language limit ${maxLanguages}) t
   order by g.changed_at desc, g.name desc, g.waba_id desc, t.language`,
);

const tallyStatement = tenantStatement<TemplateTally>(
  'templates.tally',
  `select t.status, t.language, count(*) as count from templates t where t.tenant_id = $1 group by t.status, t.language
   order by t.status, t.language limit 2000`,
);

/** Templates by their names, the name that changed last first; `next` leads on when there are more. */
export async function listTemplateGroups(
  deps: { readonly db: Database },
  ctx: Context,
  filter: GroupFilter,
  page: { readonly after: GroupEnd | undefined; readonly limit: number },
): Promise<{ groups: TemplateGroup[]; next: GroupEnd | undefined }> {
  const { search, statuses, language, category, quality } = filter;
  const { after, limit } = page;
  const rows = await deps.db.tenant(ctx.tenantId, listStatement, [
    statuses,
    search?.trim() || null,
    language ?? null,
    category ?? null,
    quality ?? null,
    after?.changedAt ?? null,
    after?.name ?? null,
    after?.wabaId ?? null,
    limit + 1,
    filter.name ?? null,
    filter.wabaId ?? null,
  ]);
  const groups = new Map<string, { changedAt: Date; name: string; wabaId: string; templates: Template[] }>();
  for (const { changedAt, ...template } of rows) {
    const { wabaId, name } = template;
    const key = `${wabaId}/${name}`;
    const group = groups.get(key) ?? { changedAt, name, wabaId, templates: [] };
    group.templates.push(template);
    groups.set(key, group);
  }
  const found = [...groups.values()];
  const shown = found.slice(0, limit);
  return { groups: shown, next: found.length > limit ? shown.at(-1) : undefined };
}

/** How many templates there are of each state and language. */
export function tallyTemplates(deps: { readonly db: Database }, ctx: Context): Promise<TemplateTally[]> {
  return deps.db.tenant(ctx.tenantId, tallyStatement);
}
