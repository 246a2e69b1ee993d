import { tenantStatement } from '../../db/scope.ts';

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[] | null;
  readonly operatorId: string | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly createdByName: string | null;
  readonly createdByEmail: string | null;
  readonly createdByToken: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly successorId: string | null;
}

const columns = `t.id, t.name, t.scopes, t.operator_id as "operatorId", t.created_at as "createdAt",
  t.created_by as "createdBy", o.name as "createdByName", o.email as "createdByEmail",
  t.created_by_token as "createdByToken", t.expires_at as "expiresAt", t.revoked_at as "revokedAt",
  t.last_used_at as "lastUsedAt", t.successor_id as "successorId"`;

const withMaker = `left join lateral (
  select name, email from operators where tenant_id = t.tenant_id and id = t.created_by) o on true`;

// At most 100 tokens of a tenant live at a time; those that ended are looked through by pages.
export const pageOfTokensStatement = tenantStatement<TokenRow>(
  'accounts.page-of-tokens',
  `select ${columns} from api_tokens t ${withMaker}
   where t.tenant_id = $1
     and ($2::timestamptz is null or (t.created_at, t.id) < ($2, $3))
     and ($4::text is null
       or $4 = 'revoked' and t.revoked_at is not null
       or $4 = 'expired' and t.revoked_at is null and t.expires_at <= $5
       or $4 = 'live' and t.revoked_at is null and (t.expires_at is null or t.expires_at > $5))
   order by t.created_at desc, t.id desc limit $6`,
);

export const tokenByIdStatement = tenantStatement<TokenRow>(
  'accounts.token-by-id',
  `select ${columns} from api_tokens t ${withMaker} where t.tenant_id = $1 and t.id = $2`,
);

export const lockTokenStatement = tenantStatement<{ id: string }>(
  'accounts.lock-token',
  'select id from api_tokens where tenant_id = $1 and id = $2 for update',
);

export const insertOwnedTokenStatement = tenantStatement<{ id: string }>(
  'accounts.insert-owned-token',
  `insert into api_tokens (tenant_id, id, operator_id, name, token_hash, scopes, expires_at, created_at, created_by,
     created_by_token)
   select $1, $2, $3, $4, $5, $6::text[], $7, $8, $9, $10
   where (select count(*) from api_tokens
          where tenant_id = $1 and revoked_at is null and (expires_at is null or expires_at > $8)) < $11::integer
   returning id`,
);

export const changeTokenStatement = tenantStatement<{ id: string }>(
  'accounts.change-token',
  `update api_tokens set name = $3, scopes = $4::text[], expires_at = $5
   where tenant_id = $1 and id = $2 and revoked_at is null returning id`,
);

export const replaceTokenStatement = tenantStatement<{ id: string }>(
  'accounts.replace-token',
  `update api_tokens set successor_id = $3, revoked_at = $4, expires_at = $5
   where tenant_id = $1 and id = $2 and revoked_at is null returning id`,
);

export const tokenNamesStatement = tenantStatement<{ id: string; name: string }>(
  'accounts.token-names',
  'select id, name from api_tokens where tenant_id = $1 and id = any($2::text[])',
);
