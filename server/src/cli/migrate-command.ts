import { readConfig } from '../config.ts';
import { createPartitions } from '../db/partitions.ts';
import { createClock } from '../kernel/clock.ts';
import { type CommandContext, createCommandLog } from './command-context.ts';
import { openDatabase } from './open-database.ts';

/** Brings the schema up to this version and says what was applied. */
export async function runMigrate(context: CommandContext): Promise<number> {
  const config = readConfig(context.environment);
  const { db, applied, stop } = await openDatabase(config, createCommandLog(), { beside: true });
  try {
    await createPartitions(db, createClock());
    context.print(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
    return 0;
  } finally {
    await stop();
  }
}
