import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';

const liveTokenStatement = tenantStatement<{ id: string }>(
  'accounts.live-token',
  `select id from api_tokens
   where tenant_id = $1 and id = $2 and revoked_at is null and (expires_at is null or expires_at > $3)`,
);

/** Whether a token that opened something long ago would still open it. */
export async function isTokenLive(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  tokenId: string,
): Promise<boolean> {
  const rows = await deps.db.tenant(tenantId, liveTokenStatement, [tokenId, deps.clock.now()]);
  return rows.length > 0;
}
