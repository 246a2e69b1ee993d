import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { Template } from './types.ts';

const columns = `t.tenant_id as "tenantId", t.id, t.waba_id as "wabaId", t.meta_id as "metaId", t.name, t.language, t.category,
  t.sub_category as "subCategory", t.status, t.quality, t.parameter_format as "parameterFormat", t.components, t.header_media as "headerMedia", t.header_parameter as "headerParameter",
  t.created_at as "createdAt", t.updated_at as "updatedAt"`;

const filter = `t.tenant_id = $1 and ($2::text is null or t.waba_id = $2)
  and ($3::text is null or position(lower($3) in lower(t.name)) > 0)`;

export const listStatement = tenantStatement<Template>(
  'templates.list',
  `select ${columns} from templates t where ${filter}
   order by t.updated_at desc, t.name, t.language, t.id limit $4 offset $5`,
);

export const countStatement = tenantStatement<{ total: number }>(
  'templates.count',
  `select count(*) as total from templates t where ${filter}`,
);

export const findByIdStatement = tenantStatement<Template>(
  'templates.find-by-id',
  `select ${columns} from templates t where t.tenant_id = $1 and t.id = $2`,
);

/** All languages of the names. */
export const findByNameStatement = tenantStatement<Template>(
  'templates.find-by-name',
  `select ${columns} from templates t where t.tenant_id = $1 and t.waba_id = $2 and t.name = any($3::text[])
   order by t.language, t.name limit $4`,
  { shared: true },
);

/** The address of a sample is another one at each read and says nothing new. */
const lasting = (components: string): string =>
  `regexp_replace(${components}::text, '"header_handle":\\["[^"]*"(,"[^"]*")*\\]', '"header_handle":[]', 'g')::jsonb`;

const seenColumns = ['meta_id', 'category', 'sub_category', 'status', 'quality', 'parameter_format'];
const seenOf = (row: string): string =>
  `(${seenColumns.map((column) => `${row}.${column}`).join(', ')}, ${lasting(`${row}.components`)})`;

/** A page of Meta's list. Answers the rows that people see changed; one that only has new addresses keeps its date. */
export const upsertPageStatement = tenantStatement<{ id: string; seenChanged: boolean }>(
  'templates.upsert-page',
  `insert into templates as t (tenant_id, id, waba_id, meta_id, name, language, category, sub_category, status, quality,
     parameter_format, components, created_at, updated_at)
   select $1, i.id, $2, i.meta_id, i.name, i.language, i.category, i.sub_category, i.status, i.quality, i.parameter_format,
     i.components, $3, $3
   from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
     $13::json[]) as i (id, meta_id, name, language, category, sub_category, status, quality, parameter_format, components)
   order by i.name, i.language
   on conflict (tenant_id, waba_id, name, language) do update set
     ${seenColumns.map((column) => `${column} = excluded.${column}`).join(', ')}, components = excluded.components,
     updated_at = case when ${seenOf('t')} is distinct from ${seenOf('excluded')} then $3 else t.updated_at end
   where ${seenOf('t')} is distinct from ${seenOf('excluded')} or t.components::text <> excluded.components::text
   returning t.id, t.updated_at = $3 as "seenChanged"`,
);

/** Rows that Meta knew and no longer lists. */
export const markDeletedStatement = tenantStatement<{ id: string }>(
  'templates.mark-deleted',
  `update templates t set status = 'DELETED', updated_at = $3
   where t.tenant_id = $1 and t.waba_id = $2 and t.meta_id is not null and t.status <> 'DELETED'
     and not exists (
       select 1 from unnest($4::text[], $5::text[]) as listed (name, language)
       where listed.name = t.name and listed.language = t.language)
   returning t.id`,
);

/**
 * Meta reports on an account, not on a tenant: the rows of every tenant that has it. The name counts only for a row without
 * Meta's id: after a deletion another template may have the same name.
 */
export const applyEventStatement = systemStatement<Template>(
  'templates.apply-event',
  `update templates t set meta_id = coalesce(t.meta_id, $2), status = coalesce($5, t.status),
     quality = coalesce($6, t.quality), category = coalesce($7, t.category), updated_at = $8
   where t.waba_id = $1
     and (t.meta_id = $2 or ((t.meta_id is null or $2::text is null) and t.name = $3
       and lower(replace(t.language, '-', '_')) = lower(replace($4, '-', '_'))))
     and (t.status, t.quality, t.category) is distinct from
       (coalesce($5::text, t.status), coalesce($6::text, t.quality), coalesce($7::text, t.category))
   returning ${columns}`,
);
