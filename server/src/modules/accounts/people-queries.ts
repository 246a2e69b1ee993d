import { systemStatement, tenantStatement } from '../../db/scope.ts';

/** Changes of people and roles take turns, so that each sees who is left. */
export const lockPeopleStatement = systemStatement<{ id: string }>(
  'accounts.lock-people',
  'select id from tenants where id = $1 for no key update',
);

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  roles: string[];
  customPermissions: string[];
  disabledAt: Date | null;
  hasPassword: boolean;
}

const customPermissions = `array(select p from unnest(o.roles) as held
   cross join lateral (select permissions from custom_roles where tenant_id = $1 and id = held limit 1) c
   cross join lateral unnest(c.permissions) as p) as "customPermissions"`;

const person = `o.id, o.name, o.email, o.roles, ${customPermissions}, o.disabled_at as "disabledAt",
  o.password_hash is not null as "hasPassword"`;

export const findPersonStatement = tenantStatement<PersonRow>(
  'accounts.find-person',
  `select ${person} from operators o where o.tenant_id = $1 and o.id = $2`,
);

export const listPersonsStatement = tenantStatement<
  PersonRow & { lastSeenAt: Date | null; sessions: number; teamIds: string[] }
>(
  'accounts.list-persons',
  `select ${person}, o.last_seen_at as "lastSeenAt",
     (select count(*) from operator_sessions s where s.tenant_id = $1 and s.operator_id = o.id and s.last_seen_at > $2) as sessions,
     array(select m.team_id from team_members m where m.tenant_id = $1 and m.operator_id = o.id order by 1) as "teamIds"
   from operators o where o.tenant_id = $1 order by lower(o.name), o.id limit 500`,
);

export const countAdministratorsStatement = tenantStatement<{ count: number }>(
  'accounts.count-administrators',
  `select count(*) as count from operators where tenant_id = $1 and disabled_at is null and 'administrator' = any(roles)`,
);

export const changePersonStatement = tenantStatement(
  'accounts.change-person',
  'update operators set name = $3, roles = $4, role = $5 where tenant_id = $1 and id = $2',
);

export const disablePersonStatement = tenantStatement(
  'accounts.disable-person',
  'update operators set disabled_at = $3 where tenant_id = $1 and id = $2',
);

export const teamsOfPersonStatement = tenantStatement<{ id: string; name: string }>(
  'accounts.teams-of-person',
  `select t.id, t.name from team_members m
   cross join lateral (select id, name from teams where tenant_id = $1 and id = m.team_id limit 1) t
   where m.tenant_id = $1 and m.operator_id = $2 order by t.name`,
);

export const leaveTeamsStatement = tenantStatement(
  'accounts.leave-teams',
  'delete from team_members where tenant_id = $1 and operator_id = $2',
);

/** Teams that do not exist are left out. */
export const joinTeamsStatement = tenantStatement(
  'accounts.join-teams',
  `insert into team_members (tenant_id, team_id, operator_id)
   select $1, t.id, $2 from unnest($3::text[]) as wanted
   cross join lateral (select id from teams where tenant_id = $1 and id = wanted limit 1) t on conflict do nothing`,
);

export const listRolesStatement = tenantStatement<{ id: string; name: string; permissions: string[]; updatedAt: Date }>(
  'accounts.list-roles',
  `select id, name, permissions, updated_at as "updatedAt" from custom_roles where tenant_id = $1
   order by lower(name), id limit 100`,
);

export const roleUseStatement = tenantStatement<{ role: string; people: number }>(
  'accounts.role-use',
  `select held as role, count(*) as people from operators cross join lateral unnest(roles) as held
   where tenant_id = $1 group by held`,
);

export const invitedRolesStatement = tenantStatement<{ role: string }>(
  'accounts.invited-roles',
  `select distinct held as role from invitations cross join lateral unnest(roles) as held
   where tenant_id = $1 and accepted_at is null and expires_at > $2`,
);

export const insertRoleStatement = tenantStatement<{ id: string }>(
  'accounts.insert-role',
  `insert into custom_roles (tenant_id, id, name, permissions, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
   on conflict do nothing returning id`,
);

export const changeRoleStatement = tenantStatement<{ id: string }>(
  'accounts.change-role',
  `update custom_roles set name = $3, permissions = $4, updated_at = $5 where tenant_id = $1 and id = $2 returning id`,
);

export const deleteRoleStatement = tenantStatement<{ id: string }>(
  'accounts.delete-role',
  'delete from custom_roles where tenant_id = $1 and id = $2 returning id',
);
