import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { type Contact, contactColumns } from './types.ts';

// Each look-up is a lateral of its own, so that no plan reads the contacts of a tenant whole.
/** With the number asked for: Meta may know a contact under another one than was dialled. */
export const findByNumberStatement = systemStatement<Contact & { asked: string }>(
  'contacts.find-by-number',
  `select c.*, wanted.wa_id as asked from unnest($1::text[], $2::text[]) as wanted (tenant_id, wa_id)
   cross join lateral (
     select ${contactColumns('x')} from contacts x where x.tenant_id = wanted.tenant_id and x.wa_id = wanted.wa_id
     union all
     select ${contactColumns('x')} from contacts x where x.tenant_id = wanted.tenant_id and x.id = (
       select a.contact_id from contact_aliases a where a.tenant_id = wanted.tenant_id and a.alias = wanted.wa_id)
     limit 1) c`,
);

/** With the user id asked for: a contact may have had it before. */
export const findByBsuidStatement = systemStatement<Contact & { asked: string }>(
  'contacts.find-by-bsuid',
  `select c.*, wanted.bsuid as asked from unnest($1::text[], $2::text[]) as wanted (tenant_id, bsuid)
   cross join lateral (
     select ${contactColumns('x')} from contacts x where x.tenant_id = wanted.tenant_id and x.bsuid = wanted.bsuid
     union all
     select ${contactColumns('x')} from contacts x where x.tenant_id = wanted.tenant_id and x.id = (
       select a.contact_id from contact_aliases a where a.tenant_id = wanted.tenant_id and a.alias = wanted.bsuid)
     limit 1) c`,
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
   where c.tenant_id = $1 and (c.id = $2 or c.wa_id = $3 or c.bsuid = $4 or c.id = (
     select a.contact_id from contact_aliases a where a.tenant_id = $1 and a.alias = coalesce($2, $3, $4)))
   order by c.wa_id = $3 desc nulls last limit 1`,
);

export const findManyByIdStatement = tenantStatement<Contact>(
  'contacts.find-many-by-id',
  `select ${contactColumns('c')} from contacts c where c.tenant_id = $1 and c.id = any($2::text[])`,
);

// Rows that are skipped are read from the index alone.
const listedStatement = (name: string, order: string, bounds: string) =>
  tenantStatement<Contact>(
    name,
    `select c.* from (
       select p.id from contacts p where p.tenant_id = $1 and ${bounds} order by p.id ${order} limit $4 offset $5) listed
     cross join lateral (
       select ${contactColumns('x')} from contacts x where x.tenant_id = $1 and x.id = listed.id limit 1) c
     order by listed.id ${order}`,
  );

/** Values: first id or null, id before which to begin or null, rows, rows to skip. */
export const listDownStatement = listedStatement(
  'contacts.list-down',
  'desc',
  '($2::text is null or p.id >= $2) and ($3::text is null or p.id < $3)',
);

/** The same from the oldest on, in that order. */
export const listUpStatement = listedStatement(
  'contacts.list-up',
  'asc',
  '($2::text is null or p.id >= $2) and ($3::text is null or p.id < $3)',
);

/** The newest day first. */
export const dayCountsStatement = tenantStatement<{ day: number; contacts: number }>(
  'contacts.day-counts',
  `select day, sum(contacts)::bigint as contacts from contact_day_counts
   where tenant_id = $1 and ($2::integer is null or day >= $2) and ($3::integer is null or day <= $3)
   group by day order by day desc`,
);

export const countBetweenStatement = tenantStatement<{ total: number }>(
  'contacts.count-between',
  `select count(*) as total from contacts c
   where c.tenant_id = $1 and ($2::text is null or c.id >= $2) and ($3::text is null or c.id < $3)`,
);

export const findIdsStatement = tenantStatement<{ id: string }>(
  'contacts.find-ids',
  'select c.id from contacts c where c.tenant_id = $1 and c.id = any($2::text[])',
);

/** The contact of each target in order; one without a contact has no row. */
export const findTargetsStatement = tenantStatement<{ at: number; id: string }>(
  'contacts.find-targets',
  `select wanted.at::integer, c.id from unnest($2::text[], $3::text[], $4::text[]) with ordinality as wanted (id, wa_id, bsuid, at)
   cross join lateral (
     select x.id from contacts x where x.tenant_id = $1 and x.id = wanted.id
     union all select x.id from contacts x where x.tenant_id = $1 and x.wa_id = wanted.wa_id
     union all select x.id from contacts x where x.tenant_id = $1 and x.bsuid = wanted.bsuid
     union all select a.contact_id from contact_aliases a
       where a.tenant_id = $1 and a.alias = coalesce(wanted.id, wanted.wa_id, wanted.bsuid)
     limit 1) c`,
);

// In the order of their ids, so that two batches never wait for each other in a circle.
export const lockManyStatement = tenantStatement<{ id: string }>(
  'contacts.lock-many',
  'select c.id from contacts c where c.tenant_id = $1 and c.id = any($2::text[]) order by c.id for no key update',
);

/** Leaves out the contacts that would then have more than $6 attributes. */
export const updateAttributesStatement = tenantStatement<{ id: string }>(
  'contacts.update-attributes',
  `update contacts c set attributes = c.attributes || i.attributes::jsonb, name = coalesce(i.name, c.name), updated_at = $5
   from unnest($2::text[], $3::json[], $4::text[]) as i (id, attributes, name)
   where c.tenant_id = $1 and c.id = i.id
     and (select count(*) from jsonb_object_keys(c.attributes || i.attributes::jsonb)) <= $6
   returning c.id`,
);
