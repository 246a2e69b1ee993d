import type { Database } from '../../db/database.ts';
import { findLimitsStatement } from './limit-queries.ts';
import type { TenantLimits } from './tenant-limits.ts';

/** Answers the limits of a tenant, or undefined for one that may send what it likes. */
export type FindLimits = (tenantId: string) => Promise<TenantLimits | undefined>;

/** How long a changed limit may still be unknown to a process. */
const freshMs = 1_000;
const maxCached = 10_000;

/** Remembers what it reads for a second: a busy tenant costs one query a second, whatever it sends. */
export function createLimitsFinder(deps: { readonly db: Database }): FindLimits {
  const cache = new Map<string, { readonly readAt: number; readonly limits: Promise<TenantLimits | undefined> }>();

  const read = async (tenantId: string): Promise<TenantLimits | undefined> => {
    const [row] = await deps.db.tenant(tenantId, findLimitsStatement);
    if (!row) return undefined;
    const isOpen = !row.isOffline && row.marketingPerDay === null && row.trialMessages === null;
    return isOpen ? undefined : row;
  };

  return (tenantId) => {
    const known = cache.get(tenantId);
    if (known && performance.now() - known.readAt <= freshMs) return known.limits;
    if (cache.size >= maxCached) cache.clear();
    const limits = read(tenantId);
    cache.set(tenantId, { readAt: performance.now(), limits });
    // A failure is for those who wait for it; the next call asks again.
    limits.catch(() => cache.delete(tenantId));
    return limits;
  };
}
