import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { HeldScopes } from './token-scopes.ts';

const liveTokenStatement = tenantStatement<{ scopes: string[] | null }>(
  'accounts.live-token',
  `select scopes from api_tokens
   where tenant_id = $1 and id = $2 and revoked_at is null and (expires_at is null or expires_at > $3)`,
);

/** What a token that opened something long ago may do now; undefined when it is no longer taken. */
export async function findTokenRights(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  tokenId: string,
): Promise<HeldScopes | undefined> {
  const [row] = await deps.db.tenant(tenantId, liveTokenStatement, [tokenId, deps.clock.now()]);
  return row && (row.scopes ?? 'all');
}
