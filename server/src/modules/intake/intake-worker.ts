import type { RightOfWay } from '../../kernel/right-of-way.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import type { Lease, LeaseKeeper } from '../../queue/lease.ts';
import { applyPayloads, type IntakeDeps } from './apply-payloads.ts';
import { createWebhookNotes } from './note-webhooks.ts';
import { anyPayloadStatement, appsWithPayloadsStatement, type PayloadRow, readPayloadsStatement } from './queries.ts';

const batchSize = 500;
/** Longest that a batch gives way to accepts. */
const yieldMs = 200;
/** Bodies of Meta have up to 3 MB: so much text is taken into memory at once, and one body more. */
const batchBytes = 16 * 1024 * 1024;
const pollMs = 1_000;

/** Applies stored payloads, those of one Meta app by one process at a time and in the order they came. */
export function createIntakeWorker(
  deps: IntakeDeps & { leases: LeaseKeeper; rightOfWay: RightOfWay; mediaPlanned: () => void },
): DueWorker {
  const notes = createWebhookNotes();
  const apply = async (metaAppId: string, rows: readonly PayloadRow[]): Promise<void> => {
    const startedAt = performance.now();
    const events = await applyPayloads({ ...deps, notes }, metaAppId, rows);
    deps.events.committed(events);
    if (events.some((event) => event.type === 'message.received')) deps.mediaPlanned();
    const ms = Math.round(performance.now() - startedAt);
    deps.log.info(
      { job: 'intake.apply', metaAppId, payloads: rows.length, events: events.length, ms },
      'payloads applied',
    );
  };

  const workOff = async (lease: Lease, metaAppId: string): Promise<boolean> => {
    await deps.rightOfWay.clear(yieldMs);
    if (!lease.held()) return false;
    const rows = await deps.db.system(readPayloadsStatement, [metaAppId, batchSize, batchBytes]);
    if (rows.length === 0) return false;
    await apply(metaAppId, rows);
    return true;
  };

  const step = async (): Promise<boolean> => {
    const apps = await deps.db.system(appsWithPayloadsStatement);
    const leases = await deps.leases.acquire(apps.map((app) => `intake:${app.metaAppId}`));
    const worked = await Promise.all(leases.map((lease) => workOff(lease, lease.name.slice('intake:'.length))));
    return worked.includes(true);
  };

  const nextDueMs = async (): Promise<number | undefined> => {
    const [row] = await deps.db.system(anyPayloadStatement);
    return row?.waits ? deps.clock.nowMs() : undefined;
  };

  return createDueWorker({ name: 'intake', step, nextDueMs, pollMs, clock: deps.clock, log: deps.log });
}
