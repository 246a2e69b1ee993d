import { systemStatement, tenantStatement } from '../../db/scope.ts';

export interface SignInCandidate {
  tenantId: string;
  tenantName: string;
  operatorId: string;
  passwordHash: string | null;
}

/** An e-mail may stand in several workspaces; nobody is known yet. */
export const signInCandidatesStatement = systemStatement<SignInCandidate>(
  'accounts.sign-in-candidates',
  `select o.tenant_id as "tenantId", t.name as "tenantName", o.id as "operatorId", o.password_hash as "passwordHash"
   from operators o join lateral (select name from tenants where id = o.tenant_id) t on true
   where lower(o.email) = lower($1) and ($2::text is null or o.tenant_id = $2) and o.disabled_at is null
   order by o.tenant_id limit 20`,
  { shared: true },
);

/** Counts an attempt in the window that begins at $2, or in one that began after $3. */
export const countAttemptStatement = systemStatement<{ attempts: number; startedAt: Date }>(
  'accounts.count-attempt',
  `insert into sign_in_attempts as a (subject, started_at, attempts) values ($1, $2, 1)
   on conflict (subject) do update set
     attempts = case when a.started_at <= $3 then 1 else a.attempts + 1 end,
     started_at = case when a.started_at <= $3 then excluded.started_at else a.started_at end
   returning attempts, started_at as "startedAt"`,
);

export const forgetAttemptsStatement = systemStatement(
  'accounts.forget-attempts',
  'delete from sign_in_attempts where subject = $1',
);

export const sweepAttemptsStatement = systemStatement(
  'accounts.sweep-attempts',
  `delete from sign_in_attempts where subject in (
     select subject from sign_in_attempts where started_at <= $1 order by started_at limit 1000)`,
);

/** None for a person who is kept out by now, or whose password is no longer the one ($8) that was proved. */
export const insertSessionStatement = tenantStatement<{ id: string }>(
  'accounts.insert-session',
  `with seen as (
     update operators set last_seen_at = $7
     where tenant_id = $1 and id = $3 and disabled_at is null and ($8::text is null or password_hash = $8)
     returning id)
   insert into operator_sessions
     (tenant_id, id, operator_id, token_hash, address, user_agent, created_at, last_seen_at)
   select $1, $2, seen.id, $4, $5, $6, $7, $7 from seen returning id`,
);

/** A person keeps the latest used $3 sessions. */
export const endSurplusSessionsStatement = tenantStatement(
  'accounts.end-surplus-sessions',
  `delete from operator_sessions where tenant_id = $1 and id in (
     select id from operator_sessions where tenant_id = $1 and operator_id = $2
     order by last_seen_at desc, id desc offset $3)`,
);

const customPermissions = `array(select p from unnest(o.roles) as held
       cross join lateral (select permissions from custom_roles where tenant_id = $1 and id = held limit 1) c
       cross join lateral unnest(c.permissions) as p) as "customPermissions"`;

export const findSessionStatement = tenantStatement<{
  id: string;
  operatorId: string;
  createdAt: Date;
  lastSeenAt: Date;
  name: string;
  email: string;
  roles: string[];
  customPermissions: string[];
  tenantName: string;
  timeZone: string;
}>(
  'accounts.find-session',
  `select s.id, s.operator_id as "operatorId", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", o.name, o.email, o.roles,
     ${customPermissions},
     t.name as "tenantName", t.time_zone as "timeZone"
   from operator_sessions s
   join lateral (
     select name, email, roles from operators where tenant_id = $1 and id = s.operator_id and disabled_at is null) o on true
   join lateral (select name, time_zone from tenants where id = $1) t on true
   where s.tenant_id = $1 and s.token_hash = $2 and s.last_seen_at > $3 and s.created_at > $4`,
);

export const noteSeenStatement = tenantStatement(
  'accounts.note-seen',
  `with seen as (
     update operator_sessions set last_seen_at = $3 where tenant_id = $1 and id = $2 and last_seen_at < $3
     returning operator_id)
   update operators set last_seen_at = $3 from seen where tenant_id = $1 and id = seen.operator_id`,
);

export const liveSessionStatement = tenantStatement<{ roles: string[]; customPermissions: string[] }>(
  'accounts.live-session',
  `select o.roles, ${customPermissions}
   from operator_sessions s
   join lateral (
     select roles from operators where tenant_id = $1 and id = s.operator_id and disabled_at is null) o on true
   where s.tenant_id = $1 and s.id = $2 and s.last_seen_at > $3 and s.created_at > $4`,
);

export const listSessionsStatement = tenantStatement<{
  id: string;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}>(
  'accounts.list-sessions',
  `select id, address, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt"
   from operator_sessions where tenant_id = $1 and operator_id = $2 and last_seen_at > $3 and created_at > $4
   order by last_seen_at desc, id desc limit 100`,
);

export const endSessionStatement = tenantStatement<{ id: string }>(
  'accounts.end-session',
  `delete from operator_sessions
   where tenant_id = $1 and id = $2 and ($3::text is null or operator_id = $3) returning id`,
);

export const sessionOwnerStatement = tenantStatement<{ operatorId: string }>(
  'accounts.session-owner',
  'select operator_id as "operatorId" from operator_sessions where tenant_id = $1 and id = $2',
);

export const endSessionsStatement = tenantStatement<{ id: string }>(
  'accounts.end-sessions',
  `delete from operator_sessions
   where tenant_id = $1 and operator_id = $2 and id is distinct from $3 returning id`,
);

export const sweepSessionsStatement = systemStatement(
  'accounts.sweep-sessions',
  `delete from operator_sessions where (tenant_id, id) in (
     select tenant_id, id from operator_sessions where last_seen_at <= $1 order by last_seen_at limit 1000)`,
);

export const passwordHashStatement = tenantStatement<{ passwordHash: string | null }>(
  'accounts.password-hash',
  'select password_hash as "passwordHash" from operators where tenant_id = $1 and id = $2',
);

export const changePasswordStatement = tenantStatement(
  'accounts.change-password',
  'update operators set password_hash = $3 where tenant_id = $1 and id = $2',
);

export const listPeopleStatement = tenantStatement<{
  id: string;
  email: string;
  name: string;
  roles: string[];
  teams: string[];
}>(
  'accounts.list-people',
  `select o.id, o.email, o.name, o.roles,
     array(select m.team_id from team_members m where m.tenant_id = $1 and m.operator_id = o.id order by 1) as teams
   from operators o where o.tenant_id = $1 order by lower(o.name), o.id limit 500`,
);
