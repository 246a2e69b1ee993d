import type { Database } from '../../db/database.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import { sealedTokenStatement } from './queries.ts';

/**
 * The text of a legacy token that took the place of a blocked one, for an administrator to hand on. Undefined for every
 * other token: of those only a hash is kept.
 */
export async function revealToken(
  deps: { readonly db: Database; readonly secrets: SecretBox },
  tenantId: string,
  tokenId: string,
): Promise<string | undefined> {
  const [row] = await deps.db.tenant(tenantId, sealedTokenStatement, [tokenId]);
  return row === undefined ? undefined : deps.secrets.open(row.sealed);
}
