import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { createCallBudget } from './call-budget.ts';
import { insertCallsStatement } from './queries.ts';
import { createSwitchMemory } from './switch-memory.ts';

/** A call as it is kept: what is secret was taken out before. */
export interface LoggedCall {
  readonly tenantId: string;
  readonly version: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly operation: string;
  readonly status: number;
  /** By its status, or by what a body of status 200 says. */
  readonly failed: boolean;
  readonly reason: string | undefined;
  readonly durationMs: number;
  readonly tokenId: string | undefined;
  /** The person who tried it in the web app. */
  readonly operatorId: string | undefined;
  readonly address: string;
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | undefined;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly answerBody: string | undefined;
}

export interface RequestLog {
  /** Whether a call of that tenant is kept now. Takes it from the budget, and counts it where there is none left. */
  wants(tenantId: string, failed: boolean): boolean;
  /** Takes a call into memory and never waits; what is too much is dropped and counted. */
  add(call: LoggedCall): void;
  /** Calls of the tenant that this process did not keep since it started. */
  skipped(tenantId: string): number;
  /** Told by whoever switched the log of a tenant on or off. */
  switched(tenantId: string, enabled: boolean): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface WaitingCall extends LoggedCall {
  readonly id: string;
  readonly at: Date;
}

/** Calls in memory: some 40 MB at most, since bodies are cut before. */
const maxWaiting = 2_000;
const maxBatch = 500;
const flushEveryMs = 500;
/** At most one line in this time says that rows can't be written. */
const complainEveryMs = 60_000;

/**
 * Gathers calls in memory and writes them in batches, one statement for many tenants. It stands beside the work: no answer
 * waits for it, a batch that can't be written is given up, and a busy tenant keeps a sample of its calls.
 */
export function createRequestLog(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}): RequestLog {
  const budget = createCallBudget();
  const switches = createSwitchMemory(deps.db);
  let waiting: WaitingCall[] = [];
  let running: Promise<void> | undefined;
  let complainedAt = Number.NEGATIVE_INFINITY;

  const giveUp = (batch: readonly WaitingCall[], error: unknown): void => {
    for (const { tenantId } of batch) budget.count(tenantId);
    if (performance.now() - complainedAt < complainEveryMs) return;
    complainedAt = performance.now();
    deps.log.warn({ err: error }, 'calls could not be written to the request log');
  };
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(batch.length);
      try {
        await switches.refresh();
        const kept = batch.filter(({ tenantId }) => !switches.isOff(tenantId));
        if (kept.length > 0) await deps.db.relaxed.system(insertCallsStatement, toColumns(kept));
      } catch (error) {
        giveUp(batch, error);
      }
    }
  };
  const flush = (): Promise<void> => {
    running ??= writeAll().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void flush(), flushEveryMs);
  timer.unref();
  return {
    wants: (tenantId, failed) => !switches.isOff(tenantId) && budget.take(tenantId, failed),
    add(call) {
      if (waiting.length >= maxWaiting) budget.count(call.tenantId);
      else waiting.push({ ...call, id: newId(deps.clock.nowMs()), at: deps.clock.now() });
    },
    skipped: (tenantId) => budget.refused(tenantId),
    switched: (tenantId, enabled) => switches.set(tenantId, enabled),
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** In the order of the statement. */
function toColumns(calls: readonly WaitingCall[]): unknown[] {
  return [
    calls.map((call) => call.tenantId),
    calls.map((call) => call.id),
    calls.map((call) => call.at),
    calls.map((call) => call.version),
    calls.map((call) => call.method),
    calls.map((call) => call.path),
    calls.map((call) => call.operation),
    calls.map((call) => call.status),
    calls.map((call) => call.failed),
    calls.map((call) => call.reason ?? null),
    calls.map((call) => call.durationMs),
    calls.map((call) => call.tokenId ?? null),
    calls.map((call) => call.operatorId ?? null),
    calls.map((call) => call.address),
    calls.map((call) => call.requestId),
    calls.map((call) => call.idempotencyKey ?? null),
    calls.map((call) => JSON.stringify(call.requestHeaders)),
    calls.map((call) => call.requestBody ?? null),
    calls.map((call) => JSON.stringify(call.answerHeaders)),
    calls.map((call) => call.answerBody ?? null),
  ];
}
