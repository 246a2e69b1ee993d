import type { Database } from '../../db/database.ts';
import { hashEntry } from './hash-entry.ts';
import { chainSliceStatement, headStatement } from './queries.ts';

export interface AuditVerdict {
  /** Entries that stand as they were written. */
  readonly entries: number;
  /** The hash of the last of them: noted elsewhere, it proves later that nothing before it was changed. */
  readonly hash: string;
  /** The first position that is not as it was written; undefined when all are. */
  readonly brokenAt: number | undefined;
}

const sliceSize = 500;

/** Computes the chain of a workspace anew and compares it with what is stored. */
export async function verifyAudit(deps: { readonly db: Database }, tenantId: string): Promise<AuditVerdict> {
  const [head] = await deps.db.tenant(tenantId, headStatement);
  const end = head?.position ?? 0;
  let position = 0;
  let hash = '';
  while (position < end) {
    const slice = await deps.db.tenant(tenantId, chainSliceStatement, [position, sliceSize]);
    if (slice.length === 0) return { entries: position, hash, brokenAt: position + 1 };
    for (const entry of slice) {
      const expected = hashEntry(tenantId, hash, entry);
      const isWhole = entry.position === position + 1 && entry.hash === expected;
      if (!isWhole) return { entries: position, hash, brokenAt: position + 1 };
      position = entry.position;
      hash = expected;
      if (position === end) break;
    }
  }
  return { entries: position, hash, brokenAt: hash === (head?.hash ?? '') ? undefined : position };
}
