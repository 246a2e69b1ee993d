import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../../kernel/context.ts';
import { newId, sha256Hex } from '../../kernel/ids.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import { type AccountDeps, newTokenText } from './account-verbs.ts';
import { credentialFreshMs } from './find-credential.ts';
import { blockTokenStatement, insertSuccessorStatement } from './queries.ts';

/** A timer may end a moment early. */
const marginMs = 50;

export interface TokenBlocked {
  readonly tokenId: string;
  /** The legacy token that took the place of a blocked one; undefined for tokens with scopes and for repeats. */
  readonly successorId: string | undefined;
}

/**
 * Blocks the token with that text for good. In the place of a legacy token a new one of the same person is made, which an
 * administrator can look up (platform-behaviour section 2, Rotation). When this resolves no process takes the token any
 * more: it waits until what any of them remembers has gone stale. Undefined when the tenant has no such token; a token
 * that was blocked before stays blocked.
 */
export async function blockToken(
  deps: AccountDeps & { readonly secrets: SecretBox },
  ctx: Context,
  token: string,
): Promise<TokenBlocked | undefined> {
  const at = deps.clock.now();
  const blocked = await deps.db.transaction(async (tx): Promise<TokenBlocked | undefined> => {
    const [row] = await tx.tenant(ctx.tenantId, blockTokenStatement, [sha256Hex(token), at]);
    if (!row) return undefined;
    if (!row.wasInUse || row.scopes !== null) return { tokenId: row.id, successorId: undefined };
    const text = newTokenText();
    const successorId = newId(at.getTime());
    const values = [successorId, row.operatorId, row.name, sha256Hex(text), deps.secrets.seal(text), at];
    await tx.tenant(ctx.tenantId, insertSuccessorStatement, values);
    return { tokenId: row.id, successorId };
  });
  if (blocked) await delay(credentialFreshMs + marginMs);
  return blocked;
}
