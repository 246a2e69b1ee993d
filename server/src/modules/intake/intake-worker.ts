import type { Log } from '../../kernel/log.ts';
import type { TimelineMember } from '../../kernel/timeline.ts';
import type { Lease, LeaseKeeper } from '../../queue/lease.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import { applyPayloads, type IntakeDeps, rejectPayload } from './apply-payloads.ts';
import { appsWithPayloadsStatement, type PayloadRow, readPayloadsStatement } from './queries.ts';

export interface IntakeWorker {
  start(): void;
  notify(): void;
  stop(): Promise<void>;
  readonly timelineMember: TimelineMember;
}

const batchSize = 500;
const pollMs = 1_000;
/** Failures of the database, not of the payload: these are tried again, never rejected. */
const databaseTrouble = /^(08|53|55|57|58|40|XX)/;

/**
 * Applies stored payloads, those of one Meta app by one process at a time and in the order they came. A batch that
 * fails is split until the payload that can't be applied stands alone; that one is rejected, the others are applied.
 */
export function createIntakeWorker(
  deps: IntakeDeps & { leases: LeaseKeeper; log: Log; mediaPlanned: () => void },
): IntakeWorker {
  const apply = async (metaAppId: string, rows: readonly PayloadRow[]): Promise<void> => {
    try {
      const startedAt = performance.now();
      const events = await applyPayloads(deps, metaAppId, rows);
      deps.events.committed(events);
      if (events.some((event) => event.type === 'message.received')) deps.mediaPlanned();
      const ms = Math.round(performance.now() - startedAt);
      deps.log.debug(
        { job: 'intake.apply', metaAppId, payloads: rows.length, events: events.length, ms },
        'payloads applied',
      );
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      await applyHalves(metaAppId, rows, error);
    }
  };

  const applyHalves = async (metaAppId: string, rows: readonly PayloadRow[], error: unknown): Promise<void> => {
    const [only] = rows;
    if (rows.length === 1 && only) {
      deps.log.error({ err: error, metaAppId, payloadId: only.id }, 'a payload could not be applied and was set aside');
      return rejectPayload(deps, metaAppId, only, error instanceof Error ? error.message : String(error));
    }
    const middle = Math.ceil(rows.length / 2);
    await apply(metaAppId, rows.slice(0, middle));
    await apply(metaAppId, rows.slice(middle));
  };

  const workOff = async (lease: Lease, metaAppId: string): Promise<boolean> => {
    if (!lease.held()) return false;
    const rows = await deps.db.system(readPayloadsStatement, [metaAppId, batchSize]);
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

  const loop = createWorkLoop({ name: 'intake', step, pollMs, clock: deps.clock, log: deps.log });
  return {
    start: () => loop.start(),
    notify: () => loop.notify(),
    stop: () => loop.stop(),
    timelineMember: {
      name: 'intake',
      nextDueMs: async () => {
        const rows = await deps.db.system(appsWithPayloadsStatement);
        return rows.length > 0 ? deps.clock.nowMs() : undefined;
      },
      drain: () => loop.drain(),
    },
  };
}

// Postgres tells trouble of its own by class; a broken connection comes as an error of the system or of the driver.
function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (/^[0-9A-Z]{5}$/.test(code)) return databaseTrouble.test(code);
  return /^E(?!RR_)/.test(code) || /connection|terminated|timeout/i.test(error.message);
}
