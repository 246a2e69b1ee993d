import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { type Contact, contactColumns } from './types.ts';

// Each look-up is a lateral of its own, so that no plan reads the contacts of a tenant whole.
export const findByNumberStatement = systemStatement<Contact>(
  'contacts.find-by-number',
  `select c.* from unnest($1::text[], $2::text[]) as wanted (tenant_id, wa_id)
   cross join lateral (
     select ${contactColumns('x')} from contacts x where x.tenant_id = wanted.tenant_id and x.wa_id = wanted.wa_id limit 1) c`,
);

export const findByBsuidStatement = systemStatement<Contact>(
  'contacts.find-by-bsuid',
  `select c.* from unnest($1::text[], $2::text[]) as wanted (tenant_id, bsuid)
   cross join lateral (
     select ${contactColumns('x')} from contacts x where x.tenant_id = wanted.tenant_id and x.bsuid = wanted.bsuid limit 1) c`,
);

/** Answers the ids of those that it made. */
export const insertManyStatement = systemStatement<{ id: string }>(
  'contacts.insert-many',
  `insert into contacts as c (tenant_id, id, wa_id, bsuid, parent_bsuid, username, profile_name, source, created_at, updated_at)
   select tenant_id, id, wa_id, bsuid, parent_bsuid, username, profile_name, source, at, at
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
     as i (tenant_id, id, wa_id, bsuid, parent_bsuid, username, profile_name, source, at)
   order by tenant_id, wa_id, bsuid
   on conflict do nothing returning c.id`,
);

export const updateProfilesStatement = systemStatement(
  'contacts.update-profiles',
  `update contacts c set profile_name = coalesce(i.profile_name, c.profile_name), bsuid = coalesce(c.bsuid, i.bsuid),
     parent_bsuid = coalesce(i.parent_bsuid, c.parent_bsuid), username = coalesce(i.username, c.username),
     wa_id = coalesce(c.wa_id, i.wa_id), updated_at = i.at
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
     as i (tenant_id, id, profile_name, bsuid, parent_bsuid, username, wa_id, at)
   where c.tenant_id = i.tenant_id and c.id = i.id`,
);

export const upsertStatement = tenantStatement<Contact & { created: boolean }>(
  'contacts.upsert',
  `insert into contacts as c (tenant_id, id, wa_id, name, source, attributes, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7)
   on conflict (tenant_id, wa_id) do update set name = coalesce(excluded.name, c.name),
     source = coalesce(c.source, excluded.source), attributes = c.attributes || excluded.attributes, updated_at = $7
   returning ${contactColumns('c')}, (c.id = $2) as created`,
);

export const findOneStatement = tenantStatement<Contact>(
  'contacts.find-one',
  `select ${contactColumns('c')} from contacts c
   where c.tenant_id = $1 and (c.id = $2 or c.wa_id = $3 or c.bsuid = $4) limit 1`,
);

export const findManyByIdStatement = tenantStatement<Contact>(
  'contacts.find-many-by-id',
  `select ${contactColumns('c')} from contacts c where c.tenant_id = $1 and c.id = any($2::text[])`,
);

// Ids begin with the moment of creation, so days are ranges of them. Every row of the filter must hold. A contact without the attribute satisfies only the operators that say "not".
const filter = `c.tenant_id = $1
   and ($2::text is null or coalesce(c.name, c.profile_name) ilike $2 or ($3::text is not null and c.wa_id like $3))
   and ($4::text is null or (c.id >= $4 and c.id < $5))
   and ($6::json is null or not exists (
     select 1 from json_to_recordset($6) as f (name text, operator text, value text)
     where not coalesce(case f.operator
       when 'contain' then c.attributes ->> f.name ilike '%' || f.value || '%'
       when 'notContain' then coalesce(c.attributes ->> f.name, '') not ilike '%' || f.value || '%'
       when 'exist' then c.attributes ? f.name
       when 'notExist' then not c.attributes ? f.name
       when '==' then c.attributes ->> f.name = f.value
       when '!=' then coalesce(c.attributes ->> f.name, '') <> f.value
       when 'valid' then coalesce(c.attributes ->> f.name, '') <> ''
       when 'invalid' then coalesce(c.attributes ->> f.name, '') = ''
     end, false)))`;

export const listStatement = tenantStatement<Contact>(
  'contacts.list',
  `select ${contactColumns('c')} from contacts c where ${filter} order by c.id desc limit $7 offset $8`,
);

export const countFilteredStatement = tenantStatement<{ total: number }>(
  'contacts.count-filtered',
  `select count(*) as total from contacts c where ${filter}`,
);

export const countBetweenStatement = tenantStatement<{ total: number }>(
  'contacts.count-between',
  `select count(*) as total from contacts c
   where c.tenant_id = $1 and ($2::text is null or c.id >= $2) and ($3::text is null or c.id < $3)`,
);

export const optOutStatement = tenantStatement(
  'contacts.opt-out',
  'update contacts set allow_broadcast = false, updated_at = $3 where tenant_id = $1 and id = $2',
);
