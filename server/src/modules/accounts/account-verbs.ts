import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Database } from '../../db/database.ts';
import type { Scope } from '../../db/scope.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId, sha256Hex } from '../../kernel/ids.ts';
import {
  findOperatorStatement,
  insertOperatorStatement,
  insertTeamStatement,
  insertTenantStatement,
  insertTokenStatement,
  listTeamsStatement,
  listTenantsStatement,
  listTokensStatement,
  operatorByIdStatement,
  revokeTokenStatement,
  setPasswordStatement,
  type TokenSummary,
  tokenNameStatement,
} from './queries.ts';
import { requireSeat } from './require-seat.ts';

export interface AccountDeps {
  readonly db: Database;
  readonly clock: Clock;
}

export interface Operator {
  id: string;
  email: string;
  name: string;
  role: string;
}

/** Makes a tenant, or leaves one with that id as it is. */
export async function createTenant(
  deps: AccountDeps,
  tenant: { id: string; name: string; timeZone?: string },
): Promise<void> {
  await deps.db.system(insertTenantStatement, [tenant.id, tenant.name, tenant.timeZone ?? 'UTC', deps.clock.now()]);
}

export async function listTenants(
  deps: Pick<AccountDeps, 'db'>,
): Promise<{ id: string; name: string; timeZone: string }[]> {
  return deps.db.system(listTenantsStatement);
}

/**
 * Makes an operator, or leaves one with that e-mail as it is. The password is kept as an argon2id hash. Throws
 * plan.seats_taken when the plan of the tenant has no seat left.
 */
export async function createOperator(
  deps: AccountDeps,
  tenantId: string,
  operator: { email: string; name: string; role: string; password?: string },
): Promise<Operator> {
  if (!(await findOperator(deps, tenantId, operator.email))) await requireSeat(deps, tenantId);
  const passwordHash = operator.password === undefined ? null : await hash(operator.password);
  const id = newId(deps.clock.nowMs());
  const { email, name, role } = operator;
  await deps.db.tenant(tenantId, insertOperatorStatement, [id, email, name, role, passwordHash, deps.clock.now()]);
  return present(await findOperator(deps, tenantId, email), 'the operator just made');
}

/** The operator with that e-mail in any case, or undefined. */
export async function findOperator(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  email: string,
): Promise<Operator | undefined> {
  const [row] = await deps.db.tenant(tenantId, findOperatorStatement, [email]);
  return row;
}

/** The operator with that id, or undefined. */
export async function findOperatorById(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  operatorId: string,
): Promise<Operator | undefined> {
  const [row] = await deps.db.tenant(tenantId, operatorByIdStatement, [operatorId]);
  return row;
}

export async function setPassword(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  email: string,
  password: string,
): Promise<void> {
  await deps.db.tenant(tenantId, setPasswordStatement, [email, await hash(password)]);
}

/** Makes a team, or leaves one with that name as it is. */
export async function createTeam(
  deps: AccountDeps,
  tenantId: string,
  team: { name: string; isDefault: boolean },
): Promise<void> {
  const id = newId(deps.clock.nowMs());
  await deps.db.tenant(tenantId, insertTeamStatement, [id, team.name, team.isDefault, deps.clock.now()]);
}

/** The teams of a tenant, the default first. At most 500. */
export async function listTeams(
  deps: { readonly db: Pick<Scope, 'tenant'> },
  tenantId: string,
): Promise<{ id: string; name: string; isDefault: boolean }[]> {
  return deps.db.tenant(tenantId, listTeamsStatement);
}

/**
 * Makes an API token and answers it: the only time it can be seen, since a hash is stored. `scopes` undefined makes a
 * legacy token with full rights. `token` gives a fixed one (demo workspace).
 */
export async function createToken(
  deps: AccountDeps,
  tenantId: string,
  input: { name: string; operatorId?: string; scopes?: readonly string[]; expiresAt?: Date; token?: string },
): Promise<{ id: string; token: string }> {
  const token = input.token ?? newTokenText();
  const id = newId(deps.clock.nowMs());
  const values = [
    id,
    input.operatorId ?? null,
    input.name,
    sha256Hex(token),
    input.scopes ?? null,
    input.expiresAt ?? null,
  ];
  await deps.db.tenant(tenantId, insertTokenStatement, [...values, deps.clock.now()]);
  return { id, token };
}

/** A token text that nobody can guess. */
export function newTokenText(): string {
  return `pk_${randomBytes(30).toString('base64url')}`;
}

export async function listTokens(deps: Pick<AccountDeps, 'db'>, tenantId: string): Promise<TokenSummary[]> {
  return deps.db.tenant(tenantId, listTokensStatement);
}

/** How a token is called; undefined when there is none of that id. */
export async function findTokenName(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  tokenId: string,
): Promise<string | undefined> {
  const [row] = await deps.db.tenant(tenantId, tokenNameStatement, [tokenId]);
  return row?.name;
}

/** Ends a token. Answers false when there is no such token or it was ended before. */
export async function revokeToken(deps: AccountDeps, tenantId: string, tokenId: string): Promise<boolean> {
  const rows = await deps.db.tenant(tenantId, revokeTokenStatement, [tokenId, deps.clock.now()]);
  return rows.length > 0;
}
