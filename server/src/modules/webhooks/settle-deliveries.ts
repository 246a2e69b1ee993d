import type { Database } from '../../db/database.ts';
import { type Batcher, createBatcher } from '../../kernel/batcher.ts';
import type { AttemptFacts } from './attempt.ts';
import { finishDeliveriesStatement, postponeDeliveriesStatement } from './settle-queries.ts';

/** What an attempt came to: delivered, to be tried again at a moment, or given up. */
export interface SettledDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly id: string;
  readonly attempt: AttemptFacts;
  readonly result: { readonly kind: 'delivered' | 'failed' } | { readonly kind: 'again'; readonly dueAt: Date };
}

const maxBatch = 1_000;
const maxConcurrent = 1;
const maxWaiting = 50_000;
/** The next delivery of the same conversation waits for it. */
const gapMs = 40;

/**
 * Group commit of delivery attempts: a statement for those that ended, which go into the log, and one for those to be
 * tried again. Resolves an attempt when its rows are changed. Relaxed: what a crash of Postgres takes back is delivered
 * once more.
 */
export function createDeliverySettler(deps: { db: Database }): Batcher<SettledDelivery, void> {
  return createBatcher<SettledDelivery, void>({
    maxBatch,
    maxConcurrent,
    maxWaiting,
    gapMs,
    async flush(items) {
      const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
      await finish(
        deps.db.relaxed,
        sorted.filter((item) => item.result.kind !== 'again'),
      );
      await postpone(
        deps.db.relaxed,
        sorted.filter((item) => item.result.kind === 'again'),
      );
      return items.map(() => undefined);
    },
  });
}

async function finish(db: Database['relaxed'], items: readonly SettledDelivery[]): Promise<void> {
  if (items.length === 0) return;
  await db.system(finishDeliveriesStatement, [
    [...new Set(items.map((item) => item.tenantId))],
    [...new Set(items.map((item) => item.endpointId))],
    items.map((item) => item.id),
    items.map((item) => item.result.kind),
    ...attemptsOf(items),
  ]);
}

async function postpone(db: Database['relaxed'], items: readonly SettledDelivery[]): Promise<void> {
  if (items.length === 0) return;
  const dueAt = items.flatMap(({ result }) => (result.kind === 'again' ? [result.dueAt.toISOString()] : []));
  await db.system(postponeDeliveriesStatement, [...keysOf(items), dueAt, ...attemptsOf(items)]);
}

function keysOf(items: readonly SettledDelivery[]): unknown[] {
  return [items.map((item) => item.tenantId), items.map((item) => item.endpointId), items.map((item) => item.id)];
}

function attemptsOf(items: readonly SettledDelivery[]): unknown[] {
  return [
    items.map(({ attempt }) => attempt.status),
    items.map(({ attempt }) => attempt.errorClass),
    items.map(({ attempt }) => attempt.error),
    items.map(({ attempt }) => attempt.durationMs),
    items.map(({ attempt }) => attempt.answer),
    items.map(({ attempt }) => attempt.at),
  ];
}
