import { AppError } from '../kernel/errors.ts';
import type { Credential } from './authenticate.ts';

/**
 * Any one of the scopes of an operation suffices; an operation without scopes takes every valid token, and a legacy
 * token is never checked. Throws auth.tenant_mismatch and auth.scope_missing.
 */
export function authorize(
  operation: { readonly scopes: readonly string[] },
  credential: Credential,
  tenantSegment: string | undefined,
): void {
  if (tenantSegment !== undefined && tenantSegment !== credential.tenantId) {
    throw new AppError('auth.tenant_mismatch', 'The access token does not belong to the tenant of this address.');
  }
  if (credential.scopes === 'all' || operation.scopes.length === 0) return;
  const held = credential.scopes;
  if (operation.scopes.some((scope) => held.includes(scope))) return;
  throw new AppError('auth.scope_missing', `This call needs one of the scopes ${operation.scopes.join(', ')}.`);
}
