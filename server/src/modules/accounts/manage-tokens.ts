import { setTimeout as delay } from 'node:timers/promises';
import type { Database, Transaction } from '../../db/database.ts';
import type { Scope } from '../../db/scope.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId, sha256Hex } from '../../kernel/ids.ts';
import { type AccountDeps, newTokenText } from './account-verbs.ts';
import { credentialFreshMs } from './find-credential.ts';
import { revokeTokenStatement } from './queries.ts';
import {
  changeTokenStatement,
  insertOwnedTokenStatement,
  lockTokenStatement,
  pageOfTokensStatement,
  replaceTokenStatement,
  type TokenRow,
  tokenByIdStatement,
  tokenNamesStatement,
} from './token-queries.ts';
import { readScopes, requireReach, requireWithin, type TokenHolder, type TokenRights } from './token-rights.ts';

/** Tokens of a workspace that are taken at a time. */
const liveTokenLimit = 100;
/** A successor may come on top while the old ones are still taken. */
const rotationLimit = 2 * liveTokenLimit;
const nameLimit = 100;
/** A timer may end a moment early. */
const marginMs = 50;

/** A token as people see it: never its text. */
export type TokenDetail = Omit<TokenRow, 'operatorId'> & { readonly state: TokenState };
export type TokenState = 'live' | 'expired' | 'revoked';

export interface TokenMade {
  readonly token: TokenDetail;
  /** The only time it can be seen: a hash is stored. */
  readonly text: string;
}

export interface TokenInput {
  readonly name: string;
  /** Null: full rights. */
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
}

/**
 * Makes a token for a program. Throws request.invalid, token.scope_unknown, token.exceeds_caller and, with 100 live tokens,
 * token.limit_reached.
 */
export async function makeToken(
  deps: AccountDeps,
  ctx: Context,
  holder: TokenHolder,
  input: TokenInput,
): Promise<TokenMade> {
  const name = readName(input.name);
  const rights = { scopes: readScopes(input.scopes), expiresAt: readExpiry(deps, input.expiresAt) };
  return deps.db.transaction(async (tx) => {
    await requireWithin(tx, ctx.tenantId, holder, rights);
    const operatorId = holder.operatorId ?? null;
    const id = newId(deps.clock.nowMs());
    return insertToken(deps, tx, ctx, holder, { id, name, operatorId, ...rights, liveLimit: liveTokenLimit });
  });
}

/** A page of tokens, the newest first. */
export async function listTokenPage(
  deps: AccountDeps,
  ctx: Context,
  filter: { readonly state?: TokenState | undefined },
  page: { readonly limit: number; readonly after: { readonly at: Date; readonly id: string } | undefined },
): Promise<{ readonly tokens: readonly TokenDetail[]; readonly end: { at: Date; id: string } | undefined }> {
  const now = deps.clock.now();
  const { after, limit } = page;
  const values = [after?.at ?? null, after?.id ?? null, filter.state ?? null, now, limit + 1];
  const rows = await deps.db.tenant(ctx.tenantId, pageOfTokensStatement, values);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { tokens: shown.map((row) => toDetail(row, now)), end: last && { at: last.createdAt, id: last.id } };
}

/** Throws token.not_found. */
export async function getToken(deps: AccountDeps, ctx: Context, tokenId: string): Promise<TokenDetail> {
  return toDetail(await loadToken(deps.db, ctx, tokenId), deps.clock.now());
}

/** The names of those tokens, by their ids. At most 500 ids. */
export async function findTokenNames(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await deps.db.tenant(tenantId, tokenNamesStatement, [ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * Changes what is given. When this resolves with new scopes, they hold in every process. Throws request.invalid,
 * token.scope_unknown, token.exceeds_caller, token.not_found and token.ended.
 */
export async function changeToken(
  deps: AccountDeps,
  ctx: Context,
  holder: TokenHolder,
  tokenId: string,
  change: Partial<TokenInput>,
): Promise<TokenDetail> {
  const name = change.name === undefined ? undefined : readName(change.name);
  const scopes = change.scopes === undefined ? undefined : readScopes(change.scopes);
  const expiresAt = change.expiresAt === undefined ? undefined : readExpiry(deps, change.expiresAt);
  const changed = await deps.db.transaction(async (tx) => {
    const row = await lockLiveToken(deps, tx, ctx, tokenId);
    requireReach(row.scopes, holder.scopes);
    const rights: TokenRights = {
      scopes: scopes === undefined ? row.scopes : scopes,
      expiresAt: expiresAt === undefined ? row.expiresAt : expiresAt,
    };
    await requireWithin(tx, ctx.tenantId, holder, rights);
    await tx.tenant(ctx.tenantId, changeTokenStatement, [tokenId, name ?? row.name, rights.scopes, rights.expiresAt]);
    return loadToken(tx, ctx, tokenId);
  });
  if (scopes !== undefined) await untilForgotten(deps.db);
  return toDetail(changed, deps.clock.now());
}

/**
 * Gives a token a successor with the same rights; the old one is taken for the overlap (milliseconds) and no longer. With
 * none it is revoked in every process when this resolves. Throws as `changeToken`, and token.limit_reached.
 */
export async function rotateToken(
  deps: AccountDeps,
  ctx: Context,
  holder: TokenHolder,
  tokenId: string,
  overlapMs: number,
): Promise<TokenMade> {
  const now = deps.clock.now();
  const made = await deps.db.transaction(async (tx) => {
    const row = await lockLiveToken(deps, tx, ctx, tokenId);
    if (row.successorId !== null) {
      throw new AppError('token.ended', `The token has a successor already: ${row.successorId}.`);
    }
    const { name, scopes, expiresAt, operatorId } = row;
    await requireWithin(tx, ctx.tenantId, holder, { scopes, expiresAt });
    const end = new Date(Math.min(now.getTime() + overlapMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY));
    const [revokedAt, until] = overlapMs === 0 ? [now, expiresAt] : [null, end];
    const id = newId(now.getTime());
    await tx.tenant(ctx.tenantId, replaceTokenStatement, [tokenId, id, revokedAt, until]);
    return insertToken(deps, tx, ctx, holder, { id, name, scopes, expiresAt, operatorId, liveLimit: rotationLimit });
  });
  if (overlapMs === 0) await untilForgotten(deps.db);
  return made;
}

/**
 * Ends a token and answers its name: when this resolves no process takes it any more. One that has ended stays so. Throws
 * token.not_found and token.exceeds_caller.
 */
export async function endToken(
  deps: AccountDeps,
  ctx: Context,
  holder: Pick<TokenHolder, 'scopes'>,
  tokenId: string,
): Promise<string> {
  const { name, scopes } = await loadToken(deps.db, ctx, tokenId);
  requireReach(scopes, holder.scopes);
  const ended = await deps.db.tenant(ctx.tenantId, revokeTokenStatement, [tokenId, deps.clock.now()]);
  if (ended.length > 0) await untilForgotten(deps.db);
  return name;
}

interface NewToken extends TokenRights {
  readonly id: string;
  readonly name: string;
  /** The person it acts as. */
  readonly operatorId: string | null;
  readonly liveLimit: number;
}

async function insertToken(
  deps: AccountDeps,
  tx: Transaction,
  ctx: Context,
  holder: TokenHolder,
  token: NewToken,
): Promise<TokenMade> {
  const text = newTokenText();
  const now = deps.clock.now();
  const { id, operatorId, name, scopes, expiresAt, liveLimit } = token;
  const maker = [holder.operatorId ?? null, holder.tokenId ?? null];
  const values = [id, operatorId, name, sha256Hex(text), scopes, expiresAt, now, ...maker, liveLimit];
  await takeTurn(tx, ctx.tenantId, 'tokens');
  const [made] = await tx.tenant(ctx.tenantId, insertOwnedTokenStatement, values);
  if (!made) throw new AppError('token.limit_reached', `A workspace has at most ${liveTokenLimit} live tokens.`);
  return { token: toDetail(await loadToken(tx, ctx, id), now), text };
}

async function lockLiveToken(deps: AccountDeps, tx: Scope, ctx: Context, tokenId: string): Promise<TokenRow> {
  await tx.tenant(ctx.tenantId, lockTokenStatement, [tokenId]);
  const row = await loadToken(tx, ctx, tokenId);
  const { state } = toDetail(row, deps.clock.now());
  if (state !== 'live') throw new AppError('token.ended', `The token is ${state}.`);
  return row;
}

async function loadToken(scope: Scope, ctx: Context, tokenId: string): Promise<TokenRow> {
  const [row] = await scope.tenant(ctx.tenantId, tokenByIdStatement, [tokenId]);
  if (!row) throw new AppError('token.not_found', 'There is no token with that id.');
  return row;
}

/** Waits until what any process remembers of a token has gone stale. */
async function untilForgotten(db: Database): Promise<void> {
  await db.checkpoint();
  await delay(credentialFreshMs + marginMs);
}

function toDetail({ operatorId: _operatorId, ...row }: TokenRow, now: Date): TokenDetail {
  const isOver = row.expiresAt !== null && row.expiresAt <= now;
  return { ...row, state: row.revokedAt !== null ? 'revoked' : isOver ? 'expired' : 'live' };
}

function readName(text: string): string {
  const name = text.trim();
  if (name.length >= 1 && name.length <= nameLimit) return name;
  throw new AppError('request.invalid', `name must have 1 to ${nameLimit} characters.`, { details: { field: 'name' } });
}

function readExpiry(deps: AccountDeps, at: Date | null): Date | null {
  if (at === null || at > deps.clock.now()) return at;
  throw new AppError('request.invalid', 'expiresAt must be in the future.', { details: { field: 'expiresAt' } });
}
