import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type Figures, readFigures } from './alert-figures.ts';
import type { Database } from './db/database.ts';
import type { Clock } from './kernel/clock.ts';
import type { Log } from './kernel/log.ts';
import type { SendOutcome } from './meta/send-outcome.ts';
import { createFailureLog, type FailureLog } from './queue/failure-log.ts';

export interface Metrics {
  readonly registry: Registry;
  observeAttempt(outcome: SendOutcome['kind']): void;
  observeDelivery(outcome: 'delivered' | 'failed', durationMs: number): void;
  /** The chores whose failures are counted, from 0: a count that begins with its first failure shows no rise. */
  nameChores(names: readonly string[]): void;
  /** A chore failed; there are few of them. */
  observeFailure(chore: string): void;
}

const sendOutcomes = ['accepted', 'rejected', 'unknown', 'not_sent'] as const satisfies readonly SendOutcome['kind'][];
const deliveryBuckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface MetricsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** The figures at `/metrics`. What is in the database is counted when it is asked for, and missing while that is down. */
export function createMetrics({ db, clock, log }: MetricsDeps): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const attempts = new Counter({
    name: 'parley_send_attempts_total',
    help: 'Sends to the Cloud API by outcome',
    labelNames: ['outcome'] as const,
    registers,
  });
  for (const outcome of sendOutcomes) attempts.inc({ outcome }, 0);
  const deliveries = new Histogram({
    name: 'parley_webhook_delivery_seconds',
    help: 'Webhook delivery attempts by outcome',
    labelNames: ['outcome'] as const,
    buckets: deliveryBuckets,
    registers,
  });
  const deliveriesOf = { delivered: deliveries.labels('delivered'), failed: deliveries.labels('failed') };
  const failures = new Counter({
    name: 'parley_chore_failures_total',
    help: 'Chores that failed, to be tried at their next turn',
    labelNames: ['chore'] as const,
    registers,
  });
  registerStored(registry, { db, clock, log });
  return {
    registry,
    observeAttempt: (outcome) => attempts.inc({ outcome }),
    observeDelivery: (outcome, durationMs) => deliveriesOf[outcome].observe(durationMs / 1000),
    nameChores(names) {
      for (const chore of names) failures.inc({ chore }, 0);
    },
    observeFailure: (chore) => failures.inc({ chore }),
  };
}

function createFigureFailures(log: Log): FailureLog {
  return createFailureLog({
    log,
    fields: { job: 'metrics' },
    words: {
      level: 'error',
      failed: 'the figures could not be counted',
      succeeded: 'the figures are counted again',
    },
    sameReasonEveryMs: 60_000,
    leastGapMs: 0,
    elapsedMs: () => performance.now(),
  });
}

/** Gauges of what is in the database: one look at it for all of them. */
function registerStored(registry: Registry, { db, clock, log }: MetricsDeps): void {
  const failures = createFigureFailures(log);
  let reading: Promise<Figures | undefined> | undefined;
  const read = (): Promise<Figures | undefined> => {
    reading ??= readFigures({ db, clock, failures }).finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const gauge = (
    name: string,
    help: string,
    label: string,
    pick: (figures: Figures) => Record<string, number>,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      async collect() {
        const figures = await read();
        // An old count would look like a present one.
        this.reset();
        for (const [value, figure] of Object.entries(figures ? pick(figures) : {}))
          this.set({ [label]: value }, figure);
      },
    });
  };
  gauge('parley_queue_rows', 'Rows waiting in the queues', 'queue', ({ rows }) => rows);
  const age = 'Seconds that the oldest row has waited beyond its moment';
  gauge('parley_queue_oldest_seconds', age, 'queue', ({ oldestSeconds }) => oldestSeconds);
  gauge('parley_channels', 'WhatsApp numbers by whether their sends are paused', 'state', ({ channels }) => channels);
  gauge('parley_webhook_endpoints', 'Webhook endpoints by status', 'status', ({ endpoints }) => endpoints);
  new Gauge({
    name: 'parley_database_up',
    help: 'Whether the database answered this scrape',
    registers: [registry],
    async collect() {
      this.set((await read()) ? 1 : 0);
    },
  });
  new Gauge({
    name: 'parley_database_connections',
    help: 'Connections of this process, and callers that wait for one',
    labelNames: ['state'] as const,
    registers: [registry],
    async collect() {
      // Afterwards: the statements of the scrape itself would be counted as callers that wait.
      await read();
      for (const [state, count] of Object.entries(db.connections())) this.set({ state }, count);
    },
  });
}
