import type { Clock } from '../kernel/clock.ts';
import { type Scope, systemStatement } from './scope.ts';

const monthTables = ['messages', 'events'] as const;
const dayTables = ['webhook_delivery_log', 'webhook_attempts'] as const;
const monthsAhead = 2;
const daysAhead = 2;
const dayMs = 86_400_000;

const createStatement = systemStatement('partitions.create', 'select parley_create_month_partition($1, $2::date)');
const createDayStatement = systemStatement('partitions.create-day', 'select parley_create_day_partition($1, $2::date)');

/** Whether rows of the table lie in month partitions; others lie in those of their days, or in none. */
export function isPartitionedByMonth(table: string): boolean {
  return monthTables.some((name) => name === table);
}

/** Makes the partitions of this and the next months and days. A row beyond them lands in the default partition. */
export async function createPartitions(db: Scope, clock: Clock): Promise<void> {
  const now = clock.now();
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    for (const table of monthTables) {
      await db.system(createStatement, [table, month.toISOString().slice(0, 10)]);
    }
  }
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const day = new Date(now.getTime() + ahead * dayMs).toISOString().slice(0, 10);
    for (const table of dayTables) await db.system(createDayStatement, [table, day]);
  }
}
