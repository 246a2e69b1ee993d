import type { Transaction } from '../../db/database.ts';
import { deleteQueuedStatement } from './outcome-queries.ts';

/** A queue row to be removed. With a retry, only that try; with a fence too, only an attempt made under it. */
export interface QueuedTry {
  readonly tenantId: string;
  readonly messageId: string;
  readonly retry: number | null;
  readonly fence: number | null;
}

/**
 * Removes queue rows and answers which: one that is not among them was decided by somebody else. Locks in the order of
 * tenants and ids, so that two batches never deadlock.
 */
export async function removeQueued(
  tx: Transaction,
  tries: readonly QueuedTry[],
): Promise<{ tenantId: string; messageId: string }[]> {
  if (tries.length === 0) return [];
  const rows = await tx.system(deleteQueuedStatement, [
    [...new Set(tries.map((entry) => entry.tenantId))],
    [...new Set(tries.map((entry) => entry.messageId))].sort(),
    [...new Set(tries.map(toMark))],
  ]);
  return rows.map((row) => ({ tenantId: row.tenant_id, messageId: row.id }));
}

// Names tenant and message together, so that no tenant's row is removed by another's.
function toMark({ tenantId, messageId, retry, fence }: QueuedTry): string {
  const mark = `${tenantId}/${messageId}`;
  if (retry === null) return mark;
  return fence === null ? `${mark}.${retry}` : `${mark}.${retry}@${fence}`;
}
