import type { Scope } from '../../db/scope.ts';
import { AppError } from '../../kernel/errors.ts';
import { tokenByIdStatement } from './token-queries.ts';
import { everyScope, type HeldScopes, isWithin, tokenScopes } from './token-scopes.ts';

/** Who makes or changes a token, and what they may do themselves. */
export interface TokenHolder {
  readonly scopes: HeldScopes;
  readonly operatorId: string | undefined;
  /** Where it is a token and no person. */
  readonly tokenId: string | undefined;
}

export interface TokenRights {
  /** Null: full rights. */
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
}

const known = new Set(tokenScopes.map(({ scope }) => scope));

/**
 * The scopes without repeats, in the order of the catalogue. Throws request.invalid for none at all and
 * token.scope_unknown for one that no operation asks for.
 */
export function readScopes(scopes: readonly string[] | null): string[] | null {
  if (scopes === null) return null;
  const wanted = new Set(scopes.map((scope) => scope.trim()));
  const unknown = [...wanted].find((scope) => !known.has(scope));
  if (unknown !== undefined) throw new AppError('token.scope_unknown', `There is no scope "${unknown}".`);
  if (wanted.size === 0) {
    throw new AppError('request.invalid', 'scopes must name at least one scope, or be null for full rights.', {
      details: { field: 'scopes' },
    });
  }
  return tokenScopes.map(({ scope }) => scope).filter((scope) => wanted.has(scope));
}

/**
 * Nobody hands out more than they have: scopes within their own, and from a token that expires nothing that outlives it.
 * Throws token.exceeds_caller.
 */
export async function requireWithin(
  scope: Scope,
  tenantId: string,
  holder: TokenHolder,
  rights: TokenRights,
): Promise<void> {
  refuseWiderScopes(rights.scopes, holder.scopes);
  if (holder.tokenId === undefined) return;
  const [own] = await scope.tenant(tenantId, tokenByIdStatement, [holder.tokenId]);
  const until = own?.expiresAt ?? null;
  if (until === null || (rights.expiresAt !== null && rights.expiresAt <= until)) return;
  throw new AppError(
    'token.exceeds_caller',
    `The token of this call expires at ${until.toISOString()}: it can't make one that lives longer.`,
  );
}

/** Nobody changes or ends a token that may do more than he: throws token.exceeds_caller. */
export function requireReach(scopes: readonly string[] | null, held: HeldScopes): void {
  const beyond = scopes === null ? [everyScope] : scopes.filter((scope) => !isWithin(scope, held));
  if (held === 'all' || beyond.length === 0) return;
  const what = scopes === null ? 'has full rights' : `has ${beyond.join(', ')}`;
  throw new AppError(
    'token.exceeds_caller',
    `The token ${what}, which the caller has not: it is for others to change.`,
  );
}

function refuseWiderScopes(scopes: readonly string[] | null, held: HeldScopes): void {
  if (scopes === null) {
    if (held === 'all') return;
    throw new AppError('token.exceeds_caller', 'Only a caller with full rights can give full rights.');
  }
  const wider = scopes.filter((scope) => !isWithin(scope, held));
  if (wider.length === 0) return;
  const what = wider.includes(everyScope) ? everyScope : wider.join(', ');
  throw new AppError('token.exceeds_caller', `The caller does not have ${what} and can't give it.`);
}
