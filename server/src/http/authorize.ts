import { AppError } from '../kernel/errors.ts';
import type { Session } from '../modules/accounts/index.ts';
import type { Credential } from './authenticate.ts';
import type { Operation } from './contract/operations.ts';

/**
 * Any one of the scopes of an operation suffices; an operation without scopes takes every valid token, and a legacy
 * token is never checked. Routes of the web app ask for permissions instead, any one of them; of a person who calls the API some
 * operations ask for both. Throws
 * auth.tenant_mismatch, auth.scope_missing and auth.permission_missing.
 */
export function authorize(
  operation: Pick<Operation, 'scopes' | 'permissions' | 'notes'>,
  credential: Credential,
  tenantSegment: string | undefined,
): void {
  if (tenantSegment !== undefined && tenantSegment !== credential.tenantId) {
    throw new AppError('auth.tenant_mismatch', 'The access token does not belong to the tenant of this address.');
  }
  const { permissions } = operation;
  if (permissions.length > 0) {
    requireAny(credential.session, permissions);
    return;
  }
  const { session } = credential;
  if (session && operation.notes.permissions) requireAny(session, operation.notes.permissions);
  if (credential.scopes === 'all' || operation.scopes.length === 0) return;
  const held = credential.scopes;
  if (operation.scopes.some((scope) => held.includes(scope))) return;
  throw new AppError('auth.scope_missing', `This call needs one of the scopes ${operation.scopes.join(', ')}.`);
}

function requireAny(session: Session | undefined, permissions: readonly string[]): void {
  if (session?.permissions.some((held) => permissions.includes(held))) return;
  throw new AppError('auth.permission_missing', `This takes the permission ${permissions.join(' or ')}.`);
}
