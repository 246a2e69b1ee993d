import type { Database } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { createWakeup, type Wakeup } from '../../kernel/wakeup.ts';
import { streamStateStatement } from './queries.ts';
import { type ScannedPage, type StreamEvent, type StreamFilter, scanEvents } from './scan-events.ts';
import { createSeats } from './seats.ts';
import { fromCursor, fromStart, type StreamPosition } from './stream-position.ts';

export interface StreamPage {
  readonly events: readonly StreamEvent[];
  /** Where the next page begins; moves on past events that the filter leaves out. */
  readonly position: StreamPosition;
}

export interface NextOptions {
  /** Events of a page, at most 500. */
  readonly limit: number;
  /** How long to wait for the first event. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** Reads the events of a tenant in an order that never lets a late commit be missed, and wakes who waits for the next. */
export interface EventStream {
  /** To be told of commits: a hint, without which a waiting reader polls. Writes nothing. */
  readonly consumer: EventConsumer;
  readonly isClosed: boolean;
  /**
   * The place of a cursor; `start` is the oldest stored event, undefined the present.
   * Throws stream.cursor_invalid, stream.cursor_expired.
   */
  locate(cursor: string | undefined): Promise<StreamPosition>;
  /** The events after a place, waiting for the first; without any when the time is over, the signal aborted, or all is closed. */
  next(ctx: Context, position: StreamPosition, filter: StreamFilter, options: NextOptions): Promise<StreamPage>;
  /** Takes one of the places for waiting readers; call what it answers to give it back. Throws stream.limit_reached. */
  enter(tenantId: string): () => void;
  /** Ends all waiting. */
  close(): void;
}

export interface StreamLimits {
  /** Readers that wait at the same time, of one tenant and of the process. */
  readonly perTenant: number;
  readonly perProcess: number;
}

export const streamLimits: StreamLimits = { perTenant: 20, perProcess: 500 };
export const streamPageLimit = 500;
/** What other processes commit is found by asking. */
const pollMs = 2_000;
/** An older transaction that still runs hides what is committed above it. */
const pendingMs = 20;
/** Who does not want to wait is still given what was committed before the call, if those others end soon. */
const pendingGraceMs = 200;
const retryAfterSeconds = 5;

export function createEventStream(
  deps: { readonly db: Database; readonly clock: Clock },
  limits: StreamLimits = streamLimits,
): EventStream {
  const hints = createHints();
  const seats = createSeats({ perKey: limits.perTenant, perProcess: limits.perProcess }, (isTenantFull) =>
    refusal(limits, isTenantFull),
  );
  let isClosed = false;
  const rest = async (waiter: Wakeup, ms: number, signal: AbortSignal): Promise<void> => {
    if (!isClosed) await waiter.wait(ms, signal);
  };
  return {
    consumer: { name: 'inbox', consume: async () => undefined, committed: hints.committed },
    get isClosed() {
      return isClosed;
    },
    enter: seats.take,
    close() {
      isClosed = true;
      hints.wakeAll();
    },
    async locate(cursor) {
      const given = cursor === undefined || cursor === fromStart ? undefined : fromCursor(cursor);
      const [state] = await deps.db.system(streamStateStatement);
      if (!state) throw new Error('The table event_stream lost its row.');
      const { epoch, xmin, oldestMonth } = state;
      if (cursor === undefined) return { epoch, txid: xmin, id: '', ms: deps.clock.nowMs() };
      if (given === undefined) return { epoch, txid: '0', id: '', ms: deps.clock.nowMs() };
      if (given.epoch !== epoch || given.ms < startOfMonthMs(oldestMonth)) {
        throw new AppError(
          'stream.cursor_expired',
          'What follows this cursor is no longer stored. Read from the start or from now, and fetch what may be missing.',
        );
      }
      return given;
    },
    async next(ctx, from, filter, { limit, waitMs, signal }) {
      const until = performance.now() + waitMs;
      const untilShown = performance.now() + Math.max(waitMs, pendingGraceMs);
      const { waiter, leave } = hints.join(ctx.tenantId);
      try {
        for (let position = from; ; ) {
          const page = await scanEvents(deps.db, ctx, position, filter, Math.min(limit, streamPageLimit));
          position = page.position;
          const leftMs = (page.pending ? untilShown : until) - performance.now();
          if (page.events.length > 0 || signal.aborted || isClosed || leftMs <= 0) return toPage(page, deps.clock);
          if (page.isEnd) await rest(waiter, Math.min(leftMs, page.pending ? pendingMs : pollMs), signal);
        }
      } finally {
        leave();
      }
    },
  };
}

/** What was read to its end is whole up to now: its cursor does not grow old with the last event. */
function toPage({ events, position, isEnd, pending }: ScannedPage, clock: Clock): StreamPage {
  return { events, position: isEnd && !pending ? { ...position, ms: clock.nowMs() } : position };
}

interface Hints {
  join(tenantId: string): { readonly waiter: Wakeup; leave(): void };
  committed(events: readonly PlatformEvent[]): void;
  wakeAll(): void;
}

/** Who waits, by tenant. Costs nothing where nobody does. */
function createHints(): Hints {
  const waiting = new Map<string, Set<Wakeup>>();
  const wake = (waiters: ReadonlySet<Wakeup> | undefined): void => {
    for (const waiter of waiters ?? []) waiter.notify();
  };
  return {
    join(tenantId) {
      const waiter = createWakeup();
      const waiters = waiting.get(tenantId) ?? new Set();
      waiting.set(tenantId, waiters.add(waiter));
      const leave = (): void => {
        waiters.delete(waiter);
        if (waiters.size === 0 && waiting.get(tenantId) === waiters) waiting.delete(tenantId);
      };
      return { waiter, leave };
    },
    committed(events) {
      if (waiting.size === 0) return;
      for (const tenantId of new Set(events.map((event) => event.tenantId))) wake(waiting.get(tenantId));
    },
    wakeAll() {
      for (const waiters of waiting.values()) wake(waiters);
    },
  };
}

function refusal({ perTenant }: StreamLimits, isTenantFull: boolean): AppError {
  const whose = isTenantFull ? `This workspace has ${perTenant}` : 'This server has its most';
  return new AppError('stream.limit_reached', `${whose} waiting readers of the event stream at once.`, {
    details: { retryAfterSeconds },
  });
}

/** `YYYYMM` in UTC; nothing is too old where no month has a partition of its own. */
function startOfMonthMs(month: string | null): number {
  return month === null ? 0 : Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1, 1);
}
