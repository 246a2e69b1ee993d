import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AccountChange } from './account-change.ts';
import { keepNumberFactsStatement, raiseThroughputStatement } from './account-queries.ts';
import type { ChannelRef } from './types.ts';

/** Messages a second after Meta raised a number (cloud-api-behaviour section 4). */
const raisedThroughput = 1000;

interface NumberFacts {
  readonly limit?: string | null;
  readonly throughput?: string | null;
  readonly status?: string | null;
  readonly nameStatus?: string | null;
  readonly verifiedName?: string | null;
}

/** Keeps what a change says of numbers, so that lists show it before Meta is asked again. */
export async function keepNumberFacts(
  { clock }: { readonly clock: Clock },
  tx: Transaction,
  tenantId: string,
  channels: readonly ChannelRef[],
  change: AccountChange,
): Promise<void> {
  const facts = toFacts(change);
  if (!facts || ('phoneNumber' in change && channels[0]?.phoneNumber !== change.phoneNumber)) return;
  const ids = channels.map((channel) => channel.id);
  const { limit = null, throughput = null, status = null, nameStatus = null, verifiedName = null } = facts;
  const values = [ids, limit, throughput, status, nameStatus, verifiedName, clock.now()];
  await tx.tenant(tenantId, keepNumberFactsStatement, values);
  if (throughput === null) return;
  for (const id of ids) await tx.tenant(tenantId, raiseThroughputStatement, [id, raisedThroughput, clock.now()]);
}

const statusAfter: Readonly<Record<string, string>> = { FLAGGED: 'FLAGGED', UNFLAGGED: 'CONNECTED' };

function toFacts(change: AccountChange): NumberFacts | undefined {
  switch (change.kind) {
    case 'numberQualityChanged':
      return {
        limit: change.currentLimit,
        throughput: change.event === 'THROUGHPUT_UPGRADE' ? 'HIGH' : null,
        status: statusAfter[change.event] ?? null,
      };
    case 'numberNameReviewed':
      return {
        nameStatus: change.decision,
        verifiedName: change.decision === 'APPROVED' ? change.name : null,
      };
    // Since the limit moved from numbers to the portfolio it is that of each of its numbers.
    case 'limitsChanged':
      return change.dailyLimit === null ? undefined : { limit: change.dailyLimit };
    case 'numberRemoved':
      return { status: 'DELETED' };
    case 'numberReconnected':
      return { status: 'CONNECTED' };
    default:
      return undefined;
  }
}
