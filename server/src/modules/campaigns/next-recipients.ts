import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { CampaignHead } from './queries.ts';
import {
  deferRecipientsStatement,
  nextDueRecipientsStatement,
  nextPendingStatement,
  nextRecipientDueStatement,
  type PendingRow,
} from './recipient-queries.ts';
import type { WaitingFor } from './types.ts';
import { createZoneClock } from './zone-clock.ts';

/** The next recipients, how many wait for an hour of their own, and when there are more. */
interface NextRows {
  readonly rows: readonly PendingRow[];
  readonly deferred: number;
  readonly lookAgain: { readonly at: Date; readonly feeds: boolean; readonly waitingFor: WaitingFor | null };
}

/** The next pending recipients of a campaign that is locked by the caller, at most `count`. */
export function findNextRecipients(
  deps: { readonly clock: Clock },
  tx: Transaction,
  tenantId: string,
  head: CampaignHead,
  count: number,
): Promise<NextRows> {
  return head.timed ? nextDueRows(deps, tx, tenantId, head, count) : nextRows(deps, tx, tenantId, head.id, count);
}

async function nextRows(
  deps: { readonly clock: Clock },
  tx: Transaction,
  tenantId: string,
  id: string,
  count: number,
): Promise<NextRows> {
  const rows = await tx.tenant(tenantId, nextPendingStatement, [id, count]);
  const lookAgain = { at: deps.clock.now(), feeds: rows.length === count, waitingFor: null };
  return { rows, deferred: 0, lookAgain };
}

/** Those whose moment has come, without those in their quiet hours, who wait until these end: one statement puts them off. */
async function nextDueRows(
  deps: { readonly clock: Clock },
  tx: Transaction,
  tenantId: string,
  { id, quietFrom, quietTo }: CampaignHead,
  count: number,
): Promise<NextRows> {
  const at = deps.clock.now();
  const due = await tx.tenant(tenantId, nextDueRecipientsStatement, [id, at, count]);
  const quiet = quietFrom === null || quietTo === null ? undefined : { from: quietFrom, to: quietTo };
  const zones = createZoneClock();
  const ends = new Map<string, number>();
  for (const zone of new Set(due.map((row) => row.timeZone ?? 'UTC'))) {
    ends.set(zone, zones.afterQuiet(at.getTime(), zone, quiet));
  }
  const endOf = ({ timeZone }: { timeZone: string | null }): number => ends.get(timeZone ?? 'UTC') ?? at.getTime();
  const resting = due.filter((row) => endOf(row) > at.getTime());
  if (resting.length > 0) {
    const values = [resting.map((row) => row.messageId), resting.map((row) => new Date(endOf(row)))];
    await tx.tenant(tenantId, deferRecipientsStatement, [id, ...values]);
  }
  const rows = due.filter((row) => endOf(row) <= at.getTime());
  if (due.length === count) return { rows, deferred: resting.length, lookAgain: { at, feeds: true, waitingFor: null } };
  const [next] = await tx.tenant(tenantId, nextRecipientDueStatement, [id]);
  // The rows of this slice are pending still.
  const later = next?.due && next.due > at ? next.due : at;
  const waitingFor = rows.length === 0 && later > at ? 'recipient_hours' : null;
  return { rows, deferred: resting.length, lookAgain: { at: later, feeds: Boolean(next?.due), waitingFor } };
}
