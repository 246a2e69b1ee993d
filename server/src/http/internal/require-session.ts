import { AppError } from '../../kernel/errors.ts';
import type { Permission, Session } from '../../modules/accounts/index.ts';
import type { Credential } from '../authenticate.ts';

/** The session of a call; every operation of the web app that is not public has one. */
export function requireSession(credential: Credential): Session {
  if (credential.session === undefined) throw new AppError('auth.session_missing', 'Nobody is signed in.');
  return credential.session;
}

/** Throws auth.permission_missing. */
export function requirePermission(session: Session, permission: Permission): void {
  if (session.permissions.includes(permission)) return;
  throw new AppError('auth.permission_missing', `This takes the permission ${permission}.`);
}
