import type { Database } from '../../db/database.ts';
import { type Batcher, createBatcher } from '../../kernel/batcher.ts';
import { deleteDeliveriesStatement, postponeDeliveriesStatement } from './queries.ts';

/** What an attempt came to: done, to be tried again at a moment, or given up (kept as dead). */
export interface SettledDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly id: string;
  readonly result:
    | { readonly kind: 'done' }
    | { readonly kind: 'again' | 'dead'; readonly dueAt: Date; readonly status: number | null; readonly error: string };
}

const maxBatch = 1_000;
const maxConcurrent = 1;
const maxWaiting = 50_000;

/**
 * Group commit of delivery attempts. Resolves an attempt when its rows are changed. Relaxed: what a crash of Postgres
 * takes back is delivered once more.
 */
export function createDeliverySettler(deps: { db: Database }): Batcher<SettledDelivery, void> {
  return createBatcher<SettledDelivery, void>({
    maxBatch,
    maxConcurrent,
    maxWaiting,
    async flush(items) {
      const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
      await removeDone(
        deps.db.relaxed,
        sorted.filter((item) => item.result.kind === 'done'),
      );
      await postpone(
        deps.db.relaxed,
        sorted.filter((item) => item.result.kind !== 'done'),
      );
      return items.map(() => undefined);
    },
  });
}

async function removeDone(db: Database['relaxed'], items: readonly SettledDelivery[]): Promise<void> {
  if (items.length === 0) return;
  await db.system(deleteDeliveriesStatement, [
    items.map((item) => item.tenantId),
    items.map((item) => item.endpointId),
    items.map((item) => item.id),
  ]);
}

async function postpone(db: Database['relaxed'], items: readonly SettledDelivery[]): Promise<void> {
  const rows = items.flatMap((item) => (item.result.kind === 'done' ? [] : [{ ...item, result: item.result }]));
  if (rows.length === 0) return;
  await db.system(postponeDeliveriesStatement, [
    rows.map((row) => row.tenantId),
    rows.map((row) => row.endpointId),
    rows.map((row) => row.id),
    rows.map((row) => row.result.dueAt.toISOString()),
    rows.map((row) => row.result.status),
    rows.map((row) => row.result.error),
    rows.map((row) => row.result.kind === 'dead'),
  ]);
}
