import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Lease } from '../../queue/lease.ts';
import { type ClaimedMessage, recoverStatement } from './dispatch-queries.ts';
import { unknownGraceMs } from './retry-policy.ts';

/** Finds the claims of a channel that nobody works on: of earlier holders of its lease, and those whose answer was lost. */
export interface ClaimRecovery {
  /** An attempt of a message that was claimed begins. */
  begin(message: ClaimedMessage): void;
  /** It is settled, or, where the database could not be told, as good as unknown. */
  end(message: ClaimedMessage, isSettled: boolean): void;
  /** A claim failed, which may have been committed all the same: the next look is due. */
  doubt(): void;
  /**
   * Looks, when that is due, and says whether attempts became unknown. Call it while no claim is under way. What was
   * claimed under this lease and never begun waits again; the other attempts become unknown.
   */
  look(): Promise<boolean>;
}

/** A statement whose connection broke may be committed later than it seemed to fail. */
const everyMs = 60_000;

export function createClaimRecovery(
  deps: { readonly db: Database; readonly clock: Clock; readonly log: Log },
  { tenantId, channelId }: { readonly tenantId: string; readonly channelId: string },
  lease: Lease,
): ClaimRecovery {
  const begun = new Map<string, ClaimedMessage>();
  const unsettled = new Set<string>();
  let dueAt = Number.NEGATIVE_INFINITY;

  return {
    begin(message) {
      begun.set(message.id, message);
    },
    end(message, isSettled) {
      // One that is tried again may have begun again already.
      if (begun.get(message.id) !== message) return;
      begun.delete(message.id);
      if (!isSettled) unsettled.add(message.id);
    },
    doubt() {
      dueAt = Number.NEGATIVE_INFINITY;
    },
    async look() {
      if (performance.now() < dueAt) return false;
      const now = deps.clock.nowMs();
      const given = [...unsettled];
      const times = [new Date(now), new Date(now + unknownGraceMs)];
      const values = [channelId, lease.fence, ...times, [...begun.keys()], given];
      const rows = await deps.db.tenant(tenantId, recoverStatement, values);
      dueAt = performance.now() + everyMs;
      for (const id of given) unsettled.delete(id);
      if (rows.length === 0) return false;
      const unknown = rows.filter((row) => row.isUnknown).length;
      const counts = { unknown, claimedAgain: rows.length - unknown };
      deps.log.warn({ tenantId, channelId, ...counts }, 'claims that nobody worked on');
      return unknown > 0;
    },
  };
}
