import type { Database } from '../../db/database.ts';
import type { Batcher } from '../../kernel/batcher.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { RightOfWay } from '../../kernel/right-of-way.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { OutboundHttp, PostOutcome } from '../../outbound-http/outbound-http.ts';
import type { FailureLog } from '../../queue/failure-log.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import { isDelivered, toAttemptFacts } from './attempt.ts';
import {
  allowedInFlight,
  defectiveAfter,
  type EndpointHealth,
  healthy,
  noteFailure,
  retryDelayMs,
} from './endpoint-health.ts';
import { openSecrets, unsigned } from './endpoint-secrets.ts';
import { type DeliveryRow, type Endpoint, noteHealthStatement, readDeliveriesStatement } from './queries.ts';
import type { SettledDelivery } from './settle-deliveries.ts';
import { toDeliveryHeaders } from './signature.ts';

export interface RunnerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbound: OutboundHttp;
  readonly settler: Batcher<SettledDelivery, void>;
  /** Held by accepts: reading more to deliver waits for them a moment. */
  readonly rightOfWay: RightOfWay;
  readonly secrets: SecretBox;
  /** Tells of what becomes of this endpoint. */
  readonly failures: FailureLog;
  /** For the whole exchange with an endpoint. */
  readonly timeoutMs: number;
  observeDelivery(outcome: 'delivered' | 'failed', durationMs: number): void;
}

/** Delivers to one endpoint, apart from all others: many conversations at once, each in order. */
export interface EndpointRunner {
  start(): void;
  notify(): void;
  /** Resolves when nothing that is due is left or under way. */
  drain(): Promise<void>;
  /** No step and no delivery is under way, and no hint waits. */
  isIdle(): boolean;
  stop(): Promise<void>;
}

const maxInFlight = 64;
/** Tries under way at first: each success allows one more, so that one that hangs from the start holds few connections. */
const firstInFlight = 8;
/**
 * Deliveries read at once for each try that is allowed: up to 512 for an endpoint that takes them, 64 for one that does not. As
 * many as are tried within the time of a settlement, or the reads would set the pace.
 */
const readPerTry = 8;
const readGapMs = 25;
const defective = 'an endpoint is Defective: nothing is sent to it until it is enabled again';
/** Longest that a read gives way to accepts. */
const yieldMs = 200;
const pollMs = 1_000;
/** A delivery that could not be made within this time of its event is given up (24 h: the documented policy). */
const giveUpAfterMs = 24 * 60 * 60 * 1000;

export function createEndpointRunner(deps: RunnerDeps, endpoint: Endpoint, held: () => boolean): EndpointRunner {
  const { tenantId, id: endpointId } = endpoint;
  const { timeoutMs } = deps;
  const secretsAt = openSecrets(deps.secrets, endpoint);
  // Deliveries known here, by conversation: the head of each line is under way or next.
  const lines = new Map<string, DeliveryRow[]>();
  const ready: string[] = [];
  const known = new Set<string>();
  // Conversations that had to wait since the read under way began: what it finds of them would overtake.
  const halted = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  // Those in flight that have a connection.
  let connected = 0;
  let health: EndpointHealth = {
    ...healthy,
    failuresInRow: endpoint.failuresInRow,
    openUntilMs: endpoint.openUntil?.getTime(),
  };
  let allowed = firstInFlight;
  let readAt = Number.NEGATIVE_INFINITY;
  let readTimer: NodeJS.Timeout | undefined;
  let stopped = false;

  // Half of what is read at once is left when the next are read.
  const isLow = (): boolean => known.size < (allowed * readPerTry) / 2;

  const read = async (): Promise<number> => {
    await deps.rightOfWay.clear(yieldMs);
    halted.clear();
    readAt = performance.now();
    const values = [endpointId, deps.clock.now(), [...known], allowed * readPerTry];
    const found = await deps.db.tenant(tenantId, readDeliveriesStatement, values);
    const rows = found.filter((row) => !halted.has(row.orderKey));
    for (const row of rows) {
      known.add(row.id);
      const line = lines.get(row.orderKey);
      if (line) line.push(row);
      else {
        lines.set(row.orderKey, [row]);
        ready.push(row.orderKey);
      }
    }
    return rows.length;
  };

  // While deliveries are under way a read waits until it is worth its statement.
  const tooSoon = (): boolean => {
    const waitMs = readGapMs - (performance.now() - readAt);
    if (waitMs <= 0 || inFlight.size === 0) return false;
    readTimer ??= setTimeout(() => {
      readTimer = undefined;
      loop.notify();
    }, waitMs).unref();
    return true;
  };

  const step = async (): Promise<boolean> => {
    if (stopped || !held()) return false;
    const now = deps.clock.nowMs();
    if (health.openUntilMs !== undefined && now < health.openUntilMs) return false;
    const found = isLow() && !tooSoon() ? await read() : 0;
    launch();
    return found > 0 && isLow();
  };

  const launch = (): void => {
    const limit = allowedInFlight(health, allowed);
    while (connected < limit && ready.length > 0 && !stopped && held()) {
      const orderKey = ready.shift();
      const line = orderKey === undefined ? undefined : lines.get(orderKey);
      const [row] = line ?? [];
      if (orderKey === undefined || !row) continue;
      connected += 1;
      const work = deliver(orderKey, row);
      inFlight.add(work);
      void work.finally(() => {
        inFlight.delete(work);
        if (isLow()) loop.notify();
      });
    }
  };

  const deliver = async (orderKey: string, row: DeliveryRow): Promise<void> => {
    const startedMs = deps.clock.nowMs();
    const begunWith = health;
    const { id: deliveryId, body } = row;
    const secrets = secretsAt(startedMs);
    const headers = secrets && toDeliveryHeaders({ deliveryId, secrets, body, atMs: startedMs });
    const outcome = headers ? await deps.outbound.post({ url: endpoint.url, headers, body, timeoutMs }) : unsigned;
    const attempt = toAttemptFacts(outcome, new Date(startedMs), timeoutMs);
    const delivered = isDelivered(outcome);
    deps.observeDelivery(delivered ? 'delivered' : 'failed', outcome.durationMs);
    if (delivered) await noteSuccess();
    else await noteFailed(begunWith, row, attempt.error);
    const result = delivered ? ({ kind: 'delivered' } as const) : toRetry(row, outcome);
    // What was taken needs no connection any more, and only waits to be written down.
    if (delivered) free();
    await settle({ tenantId, endpointId, id: row.id, attempt, result });
    if (delivered) nextInLine(orderKey, row);
    else forget(orderKey);
    if (delivered) launchUnlessOpen();
    else free();
  };

  const free = (): void => {
    connected -= 1;
    launchUnlessOpen();
  };

  const launchUnlessOpen = (): void => {
    const open = health.openUntilMs !== undefined && deps.clock.nowMs() < health.openUntilMs;
    if (!open) launch();
  };

  const settle = async (delivery: SettledDelivery): Promise<void> => {
    try {
      await deps.settler.add(delivery);
    } catch (error) {
      deps.log.error({ err: error, tenantId, endpointId, deliveryId: delivery.id }, 'a delivery could not be settled');
    }
  };

  const nextInLine = (orderKey: string, row: DeliveryRow): void => {
    known.delete(row.id);
    const line = lines.get(orderKey);
    line?.shift();
    if (line && line.length > 0) ready.push(orderKey);
    else lines.delete(orderKey);
  };

  // What follows a failed delivery waits in the database until that one is due again.
  const forget = (orderKey: string): void => {
    for (const row of lines.get(orderKey) ?? []) known.delete(row.id);
    lines.delete(orderKey);
    halted.add(orderKey);
  };

  const toRetry = (row: DeliveryRow, outcome: PostOutcome): SettledDelivery['result'] => {
    const nowMs = deps.clock.nowMs();
    const dueMs = nowMs + Math.max(retryDelayMs(row.attempts + 1), askedFor(outcome));
    if (dueMs > row.queuedAt.getTime() + giveUpAfterMs) return { kind: 'failed' };
    return { kind: 'again', dueAt: new Date(dueMs) };
  };

  const noteSuccess = async (): Promise<void> => {
    allowed = Math.min(maxInFlight, allowed + 1);
    deps.failures.succeeded();
    if (health.failuresInRow === 0) return;
    health = healthy;
    await saveHealth();
  };

  const noteFailed = async (begunWith: EndpointHealth, row: DeliveryRow, error: string | null): Promise<void> => {
    allowed = firstInFlight;
    const next = noteFailure(health, begunWith, deps.clock.nowMs());
    deps.failures.failed(error, { deliveryId: row.id, eventType: row.eventType, attempt: row.attempts + 1 });
    if (next === health) return;
    health = next;
    await saveHealth();
  };

  // One after the other: of two statements under way together the earlier word could be the last.
  let saving: Promise<void> = Promise.resolve();
  const saveHealth = (): Promise<void> => {
    saving = saving.then(storeHealth);
    return saving;
  };

  const storeHealth = async (): Promise<void> => {
    const openUntil = health.openUntilMs === undefined ? null : new Date(health.openUntilMs);
    const values = [endpointId, health.failuresInRow, openUntil, defectiveAfter, deps.clock.now(), endpoint.revision];
    try {
      const [row] = await deps.db.tenant(tenantId, noteHealthStatement, values);
      // Of a changed endpoint another runner takes care.
      if (row?.status !== 1) stopped = true;
      if (row?.status === 2) deps.log.warn({ tenantId, endpointId, failuresInRow: health.failuresInRow }, defective);
    } catch (error) {
      deps.log.error({ err: error, tenantId, endpointId }, 'the health of an endpoint could not be stored');
    }
  };

  const loop = createWorkLoop({ name: `deliver ${endpointId}`, step, pollMs, clock: deps.clock, log: deps.log });
  return {
    start: () => loop.start(),
    notify: () => loop.notify(),
    async drain() {
      do {
        await Promise.all(inFlight);
        await loop.drain();
      } while (inFlight.size > 0);
    },
    isIdle: () => inFlight.size === 0 && loop.isIdle(),
    async stop() {
      stopped = true;
      clearTimeout(readTimer);
      await loop.stop();
      await Promise.all(inFlight);
    },
  };
}

function askedFor(outcome: PostOutcome): number {
  const longestWaitMs = 600_000;
  return outcome.kind === 'answered' ? Math.min(outcome.retryAfterMs ?? 0, longestWaitMs) : 0;
}
