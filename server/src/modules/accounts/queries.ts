import { systemStatement, tenantStatement } from '../../db/scope.ts';

export const insertTenantStatement = systemStatement(
  'accounts.insert-tenant',
  'insert into tenants (id, name, time_zone, created_at) values ($1, $2, $3, $4) on conflict do nothing',
);

export const listTenantsStatement = systemStatement<{ id: string; name: string; timeZone: string }>(
  'accounts.list-tenants',
  'select id, name, time_zone as "timeZone" from tenants order by id limit 1000',
);

export const tenantNameStatement = systemStatement<{ name: string }>(
  'accounts.tenant-name',
  'select name from tenants where id = $1',
);

export const insertOperatorStatement = tenantStatement(
  'accounts.insert-operator',
  `insert into operators (tenant_id, id, email, name, role, roles, password_hash, created_at)
   values ($1, $2, $3, $4, $5, array[$5], $6, $7) on conflict do nothing`,
);

export const setPasswordStatement = tenantStatement(
  'accounts.set-password',
  'update operators set password_hash = $3 where tenant_id = $1 and email = $2',
);

export const findOperatorStatement = tenantStatement<{ id: string; email: string; name: string; role: string }>(
  'accounts.find-operator',
  `select id, email, name, role from operators where tenant_id = $1 and lower(email) = lower($2)
   order by email = $2 desc limit 1`,
);

/** Somebody who can be given chats. */
export const findAssigneeStatement = tenantStatement<{ id: string; email: string; name: string; role: string }>(
  'accounts.find-assignee',
  `select id, email, name, role from operators
   where tenant_id = $1 and lower(email) = lower($2) and disabled_at is null order by email = $2 desc limit 1`,
);

export const operatorByIdStatement = tenantStatement<{ id: string; email: string; name: string; role: string }>(
  'accounts.operator-by-id',
  'select id, email, name, role from operators where tenant_id = $1 and id = $2',
);

export const insertTeamStatement = tenantStatement(
  'accounts.insert-team',
  `insert into teams (tenant_id, id, name, is_default, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
);

export const listTeamsStatement = tenantStatement<{ id: string; name: string; isDefault: boolean }>(
  'accounts.list-teams',
  'select id, name, is_default as "isDefault" from teams where tenant_id = $1 order by is_default desc, name limit 500',
);

export const insertTokenStatement = tenantStatement(
  'accounts.insert-token',
  `insert into api_tokens (tenant_id, id, operator_id, name, token_hash, scopes, expires_at, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (token_hash) do nothing`,
);

// The row is locked first, so that of two calls at once only one sees it in use.
export const blockTokenStatement = tenantStatement<{
  id: string;
  name: string;
  operatorId: string | null;
  scopes: string[] | null;
  wasInUse: boolean;
}>(
  'accounts.block-token',
  `with found as materialized (
     select id, revoked_at from api_tokens where tenant_id = $1 and token_hash = $2 for update)
   update api_tokens t set revoked_at = coalesce(t.revoked_at, $3) from found
   where t.tenant_id = $1 and t.id = found.id
   returning t.id, t.name, t.operator_id as "operatorId", t.scopes, found.revoked_at is null as "wasInUse"`,
);

export const insertSuccessorStatement = tenantStatement(
  'accounts.insert-successor',
  `insert into api_tokens (tenant_id, id, operator_id, name, token_hash, token_sealed, created_at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

export const sealedTokenStatement = tenantStatement<{ sealed: string }>(
  'accounts.sealed-token',
  `select token_sealed as sealed from api_tokens
   where tenant_id = $1 and id = $2 and revoked_at is null and token_sealed is not null`,
);

export const revokeTokenStatement = tenantStatement<{ id: string }>(
  'accounts.revoke-token',
  'update api_tokens set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null returning id',
);

export interface TokenSummary {
  id: string;
  name: string;
  scopes: string[] | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
  /** To the minute. */
  lastUsedAt: Date | null;
}

export const listTokensStatement = tenantStatement<TokenSummary>(
  'accounts.list-tokens',
  `select id, name, scopes, expires_at as "expiresAt", revoked_at as "revokedAt", created_at as "createdAt",
     last_used_at as "lastUsedAt"
   from api_tokens where tenant_id = $1 order by created_at, id limit 500`,
);

export const tokenNameStatement = tenantStatement<{ name: string }>(
  'accounts.token-name',
  'select name from api_tokens where tenant_id = $1 and id = $2',
);

/** A request names only its token: the one place where a token leads to its tenant. */
export const findTokenStatement = systemStatement<{
  id: string;
  tenantId: string;
  operatorId: string | null;
  scopes: string[] | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}>(
  'accounts.find-token',
  `select id, tenant_id as "tenantId", operator_id as "operatorId", scopes, expires_at as "expiresAt",
     revoked_at as "revokedAt", last_used_at as "lastUsedAt"
   from api_tokens where token_hash = $1`,
  { shared: true },
);

export const noteUseStatement = tenantStatement(
  'accounts.note-use',
  `update api_tokens set last_used_at = $3 where tenant_id = $1 and id = $2 and (last_used_at is null or last_used_at < $4)`,
);
