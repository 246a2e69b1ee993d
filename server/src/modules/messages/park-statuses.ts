import type { Transaction } from '../../db/database.ts';
import type { MessageOutcome } from './apply-outcomes.ts';
import { takeParkedStatement } from './outcome-queries.ts';
import { type StatusReport, toOutcome } from './status-report.ts';

/** Takes the statuses that had come before their wamid was known, as outcomes of the messages that now bear it. */
export async function readParkedStatuses(
  tx: Transaction,
  accepted: readonly { tenantId: string; messageId: string; wamid: string }[],
): Promise<MessageOutcome[]> {
  const rows = await tx.system(takeParkedStatement, [
    accepted.map((entry) => entry.tenantId),
    accepted.map((entry) => entry.wamid),
  ]);
  if (rows.length === 0) return [];
  const byWamid = new Map(accepted.map((entry) => [entry.wamid, entry]));
  return rows.flatMap((row) => {
    const entry = byWamid.get(row.wamid);
    const outcome = toOutcome(row.status as StatusReport);
    return entry && outcome ? [{ tenantId: row.tenant_id, messageId: entry.messageId, outcome }] : [];
  });
}
