import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { TemplateBefore } from './template-event.ts';
import type { Template } from './types.ts';

export const columns = `t.tenant_id as "tenantId", t.id, t.waba_id as "wabaId", t.meta_id as "metaId", t.name, t.language, t.category,
  t.sub_category as "subCategory", t.status, t.quality, t.parameter_format as "parameterFormat", t.components,
  t.header_media as "headerMedia", t.header_parameter as "headerParameter", t.own, t.rejected_reason as "rejectedReason",
  t.meta_call as "metaCall", t.created_at as "createdAt", t.updated_at as "updatedAt"`;

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

const seenColumns = ['meta_id', 'category', 'sub_category', 'status', 'quality', 'parameter_format', 'rejected_reason'];
const seenOf = (row: string): string =>
  `(${seenColumns.map((column) => `${row}.${column}`).join(', ')}, ${lasting(`${row}.components`)})`;

/** What Meta told since the reading began, or is being asked to change, may be newer than what it listed. */
const isSettled = (begun: string, inFlightSince: string): string =>
  `(t.told_at is null or t.told_at < ${begun})
     and (t.meta_call is null or t.meta_call_at < ${inFlightSince})`;
const noCall = 'meta_call = null, meta_call_id = null, meta_call_at = null, status_before = null';

/** A page of Meta's list. Answers the rows that people see changed; one that only has new addresses keeps its date. */
export const upsertPageStatement = tenantStatement<Template & { seenChanged: boolean; isNew: boolean }>(
  'templates.upsert-page',
  `insert into templates as t (tenant_id, id, waba_id, meta_id, name, language, category, sub_category, status, quality,
     parameter_format, components, rejected_reason, created_at, updated_at)
   select $1, i.id, $2, i.meta_id, i.name, i.language, i.category, i.sub_category, i.status, i.quality, i.parameter_format,
     i.components, i.rejected_reason, $3, $3
   from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
     $13::json[], $14::text[])
     as i (id, meta_id, name, language, category, sub_category, status, quality, parameter_format, components, rejected_reason)
   order by i.name, i.language
   on conflict (tenant_id, waba_id, name, language) do update set
     ${seenColumns.map((column) => `${column} = excluded.${column}`).join(', ')}, components = excluded.components, ${noCall},
     updated_at = case when ${seenOf('t')} is distinct from ${seenOf('excluded')} then $3 else t.updated_at end
   where ${isSettled('$3', '$15')} and (t.meta_call is not null or ${seenOf('t')} is distinct from ${seenOf('excluded')}
     or t.components::text <> excluded.components::text)
   returning ${columns}, t.updated_at = $3 as "seenChanged", t.created_at = $3 as "isNew"`,
);

/** What the rows of an account are before they are written, all or those of the names. At most Meta's 6,000 templates. */
export const lockStatesStatement = tenantStatement<TemplateBefore & { id: string }>(
  'templates.lock-states',
  `select t.id, t.status, t.quality, t.category from templates t
   where t.tenant_id = $1 and t.waba_id = $2 and ($3::text[] is null or t.name = any($3))
   order by t.name, t.language limit 6000 for update`,
);

/** Rows that Meta knew and no longer lists; a creation whose end was not known never came to pass. */
export const markDeletedStatement = tenantStatement<Template>(
  'templates.mark-deleted',
  `update templates t set status = case when t.meta_id is null then coalesce(t.status_before, t.status) else 'DELETED' end,
     ${noCall}, updated_at = $3
   where t.tenant_id = $1 and t.waba_id = $2
     and ($7::text is null or t.name = $7)
     and ((t.meta_id is not null and t.status <> 'DELETED') or t.meta_call is not null) and ${isSettled('$3', '$6')}
     and not exists (
       select 1 from unnest($4::text[], $5::text[]) as listed (name, language)
       where listed.name = t.name and listed.language = t.language)
   returning ${columns}`,
);

/**
 * Meta reports on an account, not on a tenant: the rows of those tenants ($10) that have it. The name counts only for a row without
 * Meta's id: after a deletion another template may have the same name.
 */
export const applyEventStatement = systemStatement<Template & { before: TemplateBefore }>(
  'templates.apply-event',
  `with b as materialized (
     select x.ctid as place, json_build_object('status', x.status, 'quality', x.quality, 'category', x.category) as before
     from templates x
     where x.waba_id = $1 and x.tenant_id = any($10::text[])
       and (x.meta_id = $2 or ((x.meta_id is null or $2::text is null) and x.name = $3
         and lower(replace(x.language, '-', '_')) = lower(replace($4, '-', '_'))))
     for update)
   update templates t set meta_id = coalesce(t.meta_id, $2), status = coalesce($5, t.status),
     quality = coalesce($6, t.quality), category = coalesce($7, t.category), updated_at = $8,
     told_at = $8, rejected_reason = case when $5::text is null then t.rejected_reason else $9 end
   from b where t.ctid = b.place
     and (t.status, t.quality, t.category) is distinct from
       (coalesce($5::text, t.status), coalesce($6::text, t.quality), coalesce($7::text, t.category))
   returning ${columns}, b.before`,
);
