import { AppError } from '../kernel/errors.ts';
import type { Session } from '../modules/accounts/index.ts';

/** Who calls, as far as the HTTP layer needs to know. */
export interface Credential {
  readonly tokenId: string;
  readonly tenantId: string;
  /** The person the token belongs to, where it belongs to one. */
  readonly operatorId?: string | undefined;
  /** A legacy token has all: its scopes are not checked. */
  readonly scopes: readonly string[] | 'all';
  /** Where a person is signed in: `tokenId` is the session's id then. */
  readonly session?: Session | undefined;
}

/** Looks a token up; undefined for one that was never issued or was revoked. */
export type FindCredential = (token: string) => Promise<Credential | 'expired' | undefined>;

/** Reads the Authorization header and throws auth.token_missing, auth.token_unknown or auth.token_expired. */
export type Authenticate = (authorization: string | undefined) => Promise<Credential>;

/** Characters; the longest tokens in use are JWTs of some 1,500. */
const tokenLengthLimit = 4_096;

export function createAuthenticate(deps: { readonly findCredential: FindCredential }): Authenticate {
  return async (authorization) => {
    const token = tokenOf(authorization);
    if (token === '') throw new AppError('auth.token_missing', 'No Access Token provided');
    const found = isPossible(token) ? await deps.findCredential(token) : undefined;
    if (found === undefined) throw new AppError('auth.token_unknown', 'The access token is not valid.');
    if (found === 'expired') throw new AppError('auth.token_expired', 'The access token has expired.');
    return found;
  };
}

/**
 * The token of an Authorization header. WATI's dashboard shows tokens with the word Bearer before them, so clients send
 * it twice, in any case, or not at all (wati-v1-v2-behaviour.md, section 2).
 */
export function tokenOf(authorization: string | undefined): string {
  let rest = (authorization ?? '').trim();
  while (/^bearer(\s|$)/i.test(rest)) rest = rest.slice('bearer'.length).trimStart();
  return rest;
}

function isPossible(token: string): boolean {
  return token.length <= tokenLengthLimit && !/\s/.test(token);
}
