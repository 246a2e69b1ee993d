import { setTimeout as delay } from 'node:timers/promises';
import type { TimelineMember } from '../../kernel/timeline.ts';
import { createWakeup } from '../../kernel/wakeup.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import { type ClaimedMedia, claimDueStatement, claimOneStatement, nextDueStatement } from './fetch-queries.ts';
import { claimMs, createFetchRunner, type FetcherDeps, type FetchRunner } from './fetch-runner.ts';

/** Brings the files that customers sent from WhatsApp to the disk. Any number of processes may run one. */
export interface MediaFetcher {
  start(): void;
  /** Cuts downloads off; they begin again with the next start. */
  stop(): Promise<void>;
  /** A hint that files were planned. */
  notify(): void;
  readonly timelineMember: TimelineMember;
  /**
   * Tries to fetch one pending file now, whenever it is due, and resolves when that try has ended; a try under way is
   * joined. Does nothing when the file is not pending or too many are being fetched. Rejects when the database fails.
   */
  fetchNow(tenantId: string, mediaId: string): Promise<void>;
}

/** Files fetched at once by schedule. A slow one holds up no other: each free place claims the next file. */
const concurrency = 4;
/** Files fetched at once in all, those that somebody opens included. */
const maxRunning = 32;
const pollMs = 1_000;
const stopGraceMs = 5_000;

export function createMediaFetcher(deps: FetcherDeps): MediaFetcher {
  const { db, clock, log } = deps;
  const stopping = new AbortController();
  const change = createWakeup();
  const runner = createFetchRunner(deps, stopping.signal);
  let scheduled = 0;

  const runScheduled = async (media: ClaimedMedia): Promise<void> => {
    scheduled += 1;
    try {
      await runner.run(media);
    } catch (error) {
      log.error({ err: error, tenantId: media.tenantId, mediaId: media.id }, 'a fetch could not be settled');
    } finally {
      scheduled -= 1;
      change.notify();
    }
  };

  const step = async (): Promise<boolean> => {
    const free = stopping.signal.aborted ? 0 : concurrency - scheduled;
    const now = clock.nowMs();
    const values = [new Date(now), new Date(now + claimMs), free, runner.ids()];
    const claimed = free > 0 ? await db.system(claimDueStatement, values) : [];
    for (const media of claimed) void runScheduled(media);
    if (claimed.length === 0 && scheduled > 0) await change.wait(pollMs, stopping.signal);
    return claimed.length > 0 || scheduled > 0;
  };

  const loop = createWorkLoop({ name: 'media fetch', step, pollMs, clock, log });
  return {
    start: () => loop.start(),
    notify() {
      loop.notify();
      change.notify();
    },
    async stop() {
      stopping.abort();
      await loop.stop();
      await Promise.race([runner.settled(), delay(stopGraceMs, undefined, { ref: false })]);
    },
    timelineMember: {
      name: 'media fetch',
      async nextDueMs() {
        const [row] = await db.system(nextDueStatement);
        return row?.dueAt?.getTime();
      },
      async drain() {
        await loop.drain();
        await runner.settled();
      },
      isIdle: () => loop.isIdle() && runner.ids().length === 0,
    },
    async fetchNow(tenantId, mediaId) {
      if (!stopping.signal.aborted) await fetchOne(deps, runner, tenantId, mediaId);
    },
  };
}

async function fetchOne(deps: FetcherDeps, runner: FetchRunner, tenantId: string, mediaId: string): Promise<void> {
  const underWay = runner.find(tenantId, mediaId);
  if (underWay) return underWay;
  if (runner.ids().length >= maxRunning) return;
  const claimedUntil = new Date(deps.clock.nowMs() + claimMs);
  const [media] = await deps.db.tenant(tenantId, claimOneStatement, [mediaId, claimedUntil]);
  if (media) await runner.run(media);
}
