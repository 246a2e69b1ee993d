import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { createFailureLog } from '../../queue/failure-log.ts';
import type { EventStream } from './event-stream.ts';
import { type LiveBatch, liveTypes, loadLiveBatch } from './live-batch.ts';
import { findPresenceChanges, type PresencePlace, presenceStart } from './presence.ts';
import type { StreamEvent } from './scan-events.ts';
import { createSeats } from './seats.ts';
import type { StreamPosition } from './stream-position.ts';

/** What happened up to a place in the stream of events. */
export interface LivePage {
  readonly batch: LiveBatch;
  readonly position: StreamPosition;
}

/** One who follows a workspace. */
export interface LiveSubscription {
  /** Where the pages begin. */
  readonly start: StreamPosition;
  /** What happened between a place and now, so that a reader who comes back misses nothing. Undefined: too much. */
  catchUp(from: StreamPosition, signal: AbortSignal): Promise<LivePage | undefined>;
  leave(): void;
}

/** Reads what happens in a workspace once for all who follow it in this process. */
export interface LiveFeed {
  /** `receive` is called for each page from now on, and without one at the end of all. Throws stream.limit_reached. */
  join(tenantId: string, operatorId: string, receive: (page: LivePage | undefined) => void): Promise<LiveSubscription>;
  /** A hint that somebody came or went in a chat of this workspace. */
  presenceChanged(tenantId: string): void;
}

/** Streams of one operator and of all in a process. */
const liveLimits = { perOperator: 10, perProcess: 2_000 };
const pageLimit = 500;
/** Events that one who comes back is told of. */
const catchUpLimit = 2_000;
/** People who close their browser, and those of other processes, are found by asking. */
const presencePollMs = 2_000;
/** A busy workspace is told in larger steps. */
const busyPauseMs = 200;
const busyEvents = 100;
const errorPauseMs = 1_000;
const sameReasonEveryMs = 60_000;
const words = {
  level: 'warn',
  failed: 'the live view could not be read',
  succeeded: 'the live view is read again',
} as const;
const retryAfterSeconds = 10;
const filter = { types: liveTypes, conversationId: undefined };

interface FeedDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly stream: EventStream;
}

export function createLiveFeed(deps: FeedDeps): LiveFeed {
  const tenants = new Map<string, TenantFeed>();
  const seats = createSeats(
    { perKey: liveLimits.perOperator, perProcess: liveLimits.perProcess },
    () =>
      new AppError('stream.limit_reached', 'Too many live views are open at once.', { details: { retryAfterSeconds } }),
  );
  return {
    async join(tenantId, operatorId, receive) {
      const giveBack = seats.take(`${tenantId}/${operatorId}`);
      const feed = tenants.get(tenantId) ?? createTenantFeed(deps, tenantId, () => tenants.delete(tenantId));
      tenants.set(tenantId, feed);
      feed.listeners.add(receive);
      const leave = (): void => {
        giveBack();
        feed.listeners.delete(receive);
        if (feed.listeners.size === 0) feed.stop();
      };
      try {
        const start = await feed.started;
        return { start, leave, catchUp: (from, signal) => catchUp(deps, contextOf(tenantId), from, signal) };
      } catch (error) {
        leave();
        throw error;
      }
    },
    presenceChanged: (tenantId) => tenants.get(tenantId)?.wake(),
  };
}

interface TenantFeed {
  readonly listeners: Set<(page: LivePage | undefined) => void>;
  readonly started: Promise<StreamPosition>;
  wake(): void;
  stop(): void;
}

function createTenantFeed(deps: FeedDeps, tenantId: string, ended: () => void): TenantFeed {
  const ctx = contextOf(tenantId);
  const listeners = new Set<(page: LivePage | undefined) => void>();
  let isStopped = false;
  let waiting = new AbortController();
  // A hint that comes between two waits must not wait for the next.
  let isHinted = false;
  const started = deps.stream.locate(undefined);
  const failures = createFailureLog({
    log: deps.log,
    fields: { tenantId },
    words,
    sameReasonEveryMs,
    leastGapMs: 0,
    elapsedMs: () => performance.now(),
  });
  const stop = (): void => {
    if (isStopped) return;
    isStopped = true;
    waiting.abort();
    ended();
  };
  const wake = (): void => {
    isHinted = true;
    waiting.abort();
  };
  const step = async (from: Place): Promise<Place> => {
    waiting = new AbortController();
    if (isStopped) return from;
    const waitMs = isHinted ? 0 : presencePollMs;
    const page = await deps.stream.next(ctx, from.position, filter, {
      limit: pageLimit,
      waitMs,
      signal: waiting.signal,
    });
    // What happened is told before it is looked who came and went: that is asked for in its time, or when somebody says so.
    const isAsked = isHinted || page.events.length === 0 || performance.now() - from.askedAt >= presencePollMs;
    isHinted = false;
    const present = isAsked
      ? await findPresenceChanges(deps.db, ctx, from.presentAt)
      : { conversationIds: [], place: from.presentAt };
    const askedAt = isAsked ? performance.now() : from.askedAt;
    const place = { position: page.position, presentAt: present.place, askedAt };
    if (page.events.length === 0 && present.conversationIds.length === 0) return place;
    const batch = await loadLiveBatch(deps.db, ctx, page.events, present.conversationIds);
    for (const receive of listeners) receive({ batch, position: page.position });
    if (page.events.length >= busyEvents) await delay(busyPauseMs);
    return place;
  };
  const run = async (): Promise<void> => {
    // Who is there when the feed begins is told by the chats themselves.
    let place: Place = { position: await started, presentAt: presenceStart, askedAt: 0 };
    while (!isStopped && !deps.stream.isClosed) {
      try {
        place = await step(place);
        failures.succeeded();
      } catch (error) {
        failures.failed(error);
        await delay(errorPauseMs);
      }
    }
    for (const receive of listeners) receive(undefined);
  };
  run().catch(() => stop());
  return { listeners, started, wake, stop };
}

interface Place {
  readonly position: StreamPosition;
  readonly presentAt: PresencePlace;
  /** By the clock of this process: when it was last looked who came and went. */
  readonly askedAt: number;
}

async function catchUp(
  deps: FeedDeps,
  ctx: Context,
  from: StreamPosition,
  signal: AbortSignal,
): Promise<LivePage | undefined> {
  const events: StreamEvent[] = [];
  let position = from;
  while (events.length < catchUpLimit) {
    const page = await deps.stream.next(ctx, position, filter, { limit: pageLimit, waitMs: 0, signal });
    events.push(...page.events);
    position = page.position;
    if (page.events.length === 0) return { batch: await loadLiveBatch(deps.db, ctx, events, []), position };
  }
  return undefined;
}

function contextOf(tenantId: string): Context {
  return { tenantId, actor: { kind: 'system' }, requestId: 'live view' };
}
