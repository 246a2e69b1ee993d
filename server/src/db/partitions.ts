import type { Clock } from '../kernel/clock.ts';
import { type Scope, systemStatement } from './scope.ts';

const partitionedTables = ['messages', 'events'] as const;
const monthsAhead = 2;

const createStatement = systemStatement('partitions.create', 'select parley_create_month_partition($1, $2::date)');

/** Makes the month partitions of this and the next months. A row beyond them lands in the default partition. */
export async function createPartitions(db: Scope, clock: Clock): Promise<void> {
  const now = clock.now();
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    for (const table of partitionedTables) {
      await db.system(createStatement, [table, month.toISOString().slice(0, 10)]);
    }
  }
}
