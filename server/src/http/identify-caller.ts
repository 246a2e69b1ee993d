import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../kernel/errors.ts';
import { type Session, scopesOf } from '../modules/accounts/index.ts';
import type { Authenticate, Credential } from './authenticate.ts';
import type { Operation } from './contract/operations.ts';

export const sessionCookieName = 'parley_session';
const csrfHeader = 'x-parley-csrf';

export interface CallerDeps {
  readonly authenticate: Authenticate;
  readonly findSession: (cookie: string) => Promise<Session | undefined>;
  /** Base of our own address, as people type it. */
  readonly publicUrl: () => string;
}

/** Says who calls an operation. Throws the refusals of `Authenticate`, auth.session_missing and auth.forgery_suspected. */
export type IdentifyCaller = (operation: Operation, headers: IncomingHttpHeaders) => Promise<Credential>;

/** Nobody: what operations without security are called with. It opens no workspace. */
const nobody: Credential = { tokenId: '', tenantId: '', scopes: [] };

/**
 * A token opens the public API; the cookie of a session opens that too, and the routes of the web app. A browser sends
 * cookies for other sites' pages as well: a write by session must bring its csrfToken in a header, which no other site
 * can know, and an Origin, where it has one, of our own.
 */
export function createCallerIdentifier(deps: CallerDeps): IdentifyCaller {
  return async (operation, headers) => {
    const isOfWebApp = operation.version === 'internal';
    const cookie = isOfWebApp || headers.authorization === undefined ? sessionCookieOf(headers.cookie) : undefined;
    if (operation.isPublic) {
      if (operation.method !== 'GET') refuseForeignOrigin(headers, deps.publicUrl());
      return nobody;
    }
    if (cookie === undefined && !isOfWebApp) return deps.authenticate(headers.authorization);
    const session = cookie === undefined ? undefined : await deps.findSession(cookie);
    if (session === undefined)
      throw new AppError('auth.session_missing', 'Nobody is signed in, or the session has ended.');
    if (operation.method !== 'GET') refuseForgery(session, headers, deps.publicUrl());
    const { id: tokenId, tenant, operator } = session;
    return { tokenId, tenantId: tenant.id, operatorId: operator.id, scopes: scopesOf(session.permissions), session };
  };
}

/** The session cookie of a Cookie header. */
function sessionCookieOf(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.split('=', 2);
    if (name?.trim() === sessionCookieName && value?.trim()) return value.trim();
  }
  return undefined;
}

function refuseForgery(session: Session, headers: IncomingHttpHeaders, publicUrl: string): void {
  refuseForeignOrigin(headers, publicUrl);
  if (headers[csrfHeader] === session.csrfToken) return;
  throw new AppError(
    'auth.forgery_suspected',
    `A write needs the csrfToken of the session in the header ${csrfHeader}.`,
  );
}

function refuseForeignOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  const { origin } = headers;
  if (origin === undefined || isOwnOrigin(origin, headers.host, publicUrl)) return;
  throw new AppError('auth.forgery_suspected', 'The page that made this call belongs to another site.');
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  try {
    const given = new URL(origin);
    return given.origin === new URL(publicUrl).origin || given.host === host;
  } catch {
    return false;
  }
}
