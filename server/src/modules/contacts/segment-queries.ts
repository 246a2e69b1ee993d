import { tenantStatement } from '../../db/scope.ts';
import type { Where } from './contact-filter.ts';
import type { Segment } from './segments.ts';
import { type Contact, contactColumns } from './types.ts';

const columns = `s.id, s.name, s.description, s.kind, s.groups, s.created_at as "createdAt"`;

export const countSegmentsStatement = tenantStatement<{ total: number }>(
  'segments.count',
  'select count(*) as total from segments where tenant_id = $1',
);

export const insertSegmentStatement = tenantStatement<{ id: string }>(
  'segments.insert',
  `insert into segments (tenant_id, id, name, description, kind, groups, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (tenant_id, lower(name)) do nothing returning id`,
);

export const findSegmentStatement = tenantStatement<Segment>(
  'segments.find',
  `select ${columns} from segments s where s.tenant_id = $1 and s.id = $2`,
);

/** The static segments of people. */
export const listSegmentsOfStatement = tenantStatement<Segment & { contactId: string }>(
  'segments.of-contacts',
  `select wanted.id as "contactId", s.* from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select m.segment_id from segment_members m
     where m.tenant_id = $1 and m.contact_id = wanted.id order by m.segment_id desc limit $3) m
   cross join lateral (select ${columns} from segments s where s.tenant_id = $1 and s.id = m.segment_id limit 1) s`,
);

export const listDynamicStatement = tenantStatement<Segment>(
  'segments.list-dynamic',
  `select ${columns} from segments s where s.tenant_id = $1 and s.kind = 'dynamic' order by s.id desc limit $2`,
);

export const insertMembersStatement = tenantStatement(
  'segments.insert-members',
  `insert into segment_members (tenant_id, segment_id, contact_id)
   select $1, $2, id from unnest($3::text[]) as wanted (id) on conflict do nothing`,
);

/** Makes members of all who pass the filter. The last value is the segment. */
export function insertMatchingStatement(where: Where) {
  return tenantStatement(
    '',
    `insert into segment_members (tenant_id, segment_id, contact_id)
     select c.tenant_id, $${where.values.length + 2}, c.id from contacts c where ${where.text} on conflict do nothing`,
  );
}

export const countMembersStatement = tenantStatement<{ total: number }>(
  'segments.count-members',
  'select count(*) as total from segment_members where tenant_id = $1 and segment_id = $2',
);

export const listMembersStatement = tenantStatement<Contact>(
  'segments.list-members',
  `select c.* from (
     select m.contact_id from segment_members m
     where m.tenant_id = $1 and m.segment_id = $2 and ($3::text is null or m.contact_id < $3)
     order by m.contact_id desc limit $4) members
   cross join lateral (
     select ${contactColumns('x')} from contacts x where x.tenant_id = $1 and x.id = members.contact_id limit 1) c
   order by members.contact_id desc`,
);
