import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { type Contact, contactColumns } from './types.ts';

/** The contacts behind ids that are none any more, by the id asked for. */
export const findByAliasStatement = tenantStatement<Contact & { alias: string }>(
  'contacts.find-by-alias',
  `select a.alias, c.* from (
     select alias, contact_id from contact_aliases where tenant_id = $1 and alias = any($2::text[])) a
   cross join lateral (
     select ${contactColumns('x')} from contacts x where x.tenant_id = $1 and x.id = a.contact_id limit 1) c`,
);

/** Locks in the order of ids, as every change of several contacts does. */
export const lockPairStatement = tenantStatement<Contact>(
  'contacts.lock-pair',
  `select ${contactColumns('c')} from contacts c
   where c.tenant_id = $1 and c.id = any($2::text[]) order by c.id for update`,
);

/** Adds names of a contact; one that led to another contact leads to this one from now on. */
export const insertAliasesStatement = tenantStatement(
  'contacts.insert-aliases',
  `insert into contact_aliases (tenant_id, alias, contact_id, created_at)
   select $1, alias, $3, $4 from unnest($2::text[]) as i (alias)
   on conflict (tenant_id, alias) do update set contact_id = excluded.contact_id`,
);

export const moveAliasesStatement = tenantStatement<{ alias: string }>(
  'contacts.move-aliases',
  'update contact_aliases set contact_id = $3 where tenant_id = $1 and contact_id = $2 returning alias',
);

/** Gives some of the names of one contact to another. */
export const giveAliasesStatement = tenantStatement(
  'contacts.give-aliases',
  `update contact_aliases set contact_id = $4
   where tenant_id = $1 and alias = any($2::text[]) and contact_id = $3`,
);

export const deleteAliasStatement = tenantStatement(
  'contacts.delete-alias',
  'delete from contact_aliases where tenant_id = $1 and alias = $2',
);

/**
 * The numbers under which Meta knows people who were sent to under another one. One that a contact has itself stays with it.
 */
export const keepOtherNumbersStatement = systemStatement(
  'contacts.keep-other-numbers',
  `insert into contact_aliases (tenant_id, alias, contact_id, created_at)
   select distinct on (i.tenant_id, i.other) i.tenant_id, i.other, c.id, $4::timestamptz
   from unnest($1::text[], $2::text[], $3::text[]) as i (tenant_id, wa_id, other)
   cross join lateral (select id from contacts where tenant_id = i.tenant_id and wa_id = i.wa_id limit 1) c
   where not exists (select 1 from contacts o where o.tenant_id = i.tenant_id and o.wa_id = i.other)
   order by i.tenant_id, i.other on conflict do nothing`,
);

/** Of a contact that has another number now: the one at Meta belongs to the old one. */
export const deleteNumbersStatement = tenantStatement(
  'contacts.delete-numbers',
  `delete from contact_aliases where tenant_id = $1 and contact_id = $2 and alias ~ '^[0-9]{7,15}$'`,
);

export const deleteContactStatement = tenantStatement<Contact>(
  'contacts.delete',
  `delete from contacts c where c.tenant_id = $1 and c.id = $2 returning ${contactColumns('c')}`,
);

export const deleteContactsStatement = tenantStatement<{ id: string }>(
  'contacts.delete-many',
  'delete from contacts c where c.tenant_id = $1 and c.id = any($2::text[]) returning c.id',
);

export const leaveAllSegmentsStatement = tenantStatement(
  'contacts.leave-all-segments',
  `delete from segment_members m using segments s
   where s.tenant_id = $1 and m.tenant_id = $1 and m.segment_id = s.id and m.contact_id = any($2::text[])`,
);

export const deleteAllAliasesStatement = tenantStatement(
  'contacts.delete-all-aliases',
  'delete from contact_aliases where tenant_id = $1 and contact_id = any($2::text[])',
);

/** Members are found segment by segment: a workspace has few, and no index by contact is kept. */
export const leaveSegmentsStatement = tenantStatement<{ segmentId: string }>(
  'contacts.leave-segments',
  `delete from segment_members m using segments s
   where s.tenant_id = $1 and m.tenant_id = $1 and m.segment_id = s.id and m.contact_id = $2
   returning m.segment_id as "segmentId"`,
);

/** Joins those that are still there; answers the segments that did not name the contact before. */
export const joinSegmentsStatement = tenantStatement<{ segmentId: string }>(
  'contacts.join-segments',
  `insert into segment_members (tenant_id, segment_id, contact_id)
   select $1, s.id, $2 from unnest($3::text[]) as i (segment_id)
   cross join lateral (select id from segments where tenant_id = $1 and id = i.segment_id limit 1) s
   on conflict do nothing returning segment_id as "segmentId"`,
);

export const leaveSomeSegmentsStatement = tenantStatement(
  'contacts.leave-some-segments',
  'delete from segment_members where tenant_id = $1 and contact_id = $2 and segment_id = any($3::text[])',
);

export const writeJoinedStatement = tenantStatement<Contact>(
  'contacts.write-joined',
  `update contacts c set wa_id = $3, bsuid = $4, parent_bsuid = $5, username = $6, name = $7, profile_name = $8, source = $9,
     attributes = $10, opted_in = $11, allow_broadcast = $12, allow_sms = $13, team_ids = $14::text[], blocked_at = $15,
     updated_at = $16
   where c.tenant_id = $1 and c.id = $2 returning ${contactColumns('c')}`,
);

/** A contact that was joined to another one, back under its id. */
export const insertPartedStatement = tenantStatement<Contact>(
  'contacts.insert-parted',
  `insert into contacts as c (tenant_id, id, wa_id, bsuid, parent_bsuid, username, name, profile_name, source, attributes,
     opted_in, allow_broadcast, allow_sms, team_ids, blocked_at, updated_at, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text[], $15, $16, $17)
   returning ${contactColumns('c')}`,
);

export const replaceAddressesStatement = tenantStatement<{ id: string }>(
  'contacts.replace-addresses',
  `update contacts set wa_id = coalesce($3, wa_id), bsuid = coalesce($4, bsuid), updated_at = $5
   where tenant_id = $1 and id = $2 and (wa_id is distinct from coalesce($3, wa_id) or bsuid is distinct from coalesce($4, bsuid))
   returning id`,
);

export const findHoldersStatement = tenantStatement<{ id: string }>(
  'contacts.find-holders',
  `select id from contacts where tenant_id = $1 and wa_id = $2
   union select id from contacts where tenant_id = $1 and bsuid = $3`,
);
