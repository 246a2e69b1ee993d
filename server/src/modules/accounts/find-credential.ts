import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { sha256Hex } from '../../kernel/ids.ts';
import { findTokenStatement, noteUseStatement } from './queries.ts';

/** What a token proves: whose data it opens, and for which operations. */
export interface Credential {
  readonly tokenId: string;
  readonly tenantId: string;
  readonly operatorId?: string;
  readonly scopes: readonly string[] | 'all';
}

interface CachedToken {
  readonly readAt: number;
  readonly credential: Credential | undefined;
  readonly expiresAtMs: number | undefined;
}

/** How long a revoked token may still be honoured by a process that has just used it, in time of the machine. */
export const credentialFreshMs = 1_000;
/** The last use of a token is written once in this time. */
const useNotedMs = 60_000;
const maxCached = 10_000;

/**
 * Answers what a token proves, `expired`, or undefined for an unknown or revoked one. Tokens are compared by hash. A
 * found one is remembered for a second, so a busy client costs one query a second; a miss is never remembered.
 */
export function createCredentialFinder(deps: {
  db: Database;
  clock: Clock;
}): (token: string) => Promise<Credential | 'expired' | undefined> {
  const cache = new Map<string, CachedToken>();

  const read = async (tokenHash: string): Promise<CachedToken> => {
    // Taken before the question: what is revoked after this moment is honoured for no longer than the entry is fresh.
    const readAt = performance.now();
    const [row] = await deps.db.system(findTokenStatement, [tokenHash]);
    const isValid = row !== undefined && row.revokedAt === null;
    if (isValid) await noteUse(deps, row);
    return {
      readAt,
      credential: isValid ? toCredential(row) : undefined,
      expiresAtMs: row?.expiresAt?.getTime(),
    };
  };

  return async (token) => {
    const tokenHash = sha256Hex(token);
    let entry = cache.get(tokenHash);
    if (!entry || performance.now() - entry.readAt > credentialFreshMs) {
      entry = await read(tokenHash);
      if (cache.size >= maxCached) cache.clear();
      if (entry.credential) cache.set(tokenHash, entry);
      else cache.delete(tokenHash);
    }
    if (!entry.credential) return undefined;
    return entry.expiresAtMs !== undefined && entry.expiresAtMs <= deps.clock.nowMs() ? 'expired' : entry.credential;
  };
}

async function noteUse(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  row: { readonly tenantId: string; readonly id: string; readonly lastUsedAt: Date | null },
): Promise<void> {
  const before = new Date(clock.nowMs() - useNotedMs);
  if (row.lastUsedAt !== null && row.lastUsedAt >= before) return;
  await db.tenant(row.tenantId, noteUseStatement, [row.id, clock.now(), before]);
}

function toCredential(row: {
  id: string;
  tenantId: string;
  operatorId: string | null;
  scopes: string[] | null;
}): Credential {
  const { id: tokenId, tenantId, operatorId } = row;
  return { tokenId, tenantId, scopes: row.scopes ?? 'all', ...(operatorId === null ? {} : { operatorId }) };
}
