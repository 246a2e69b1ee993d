import { readConfig } from '../config.ts';
import { createPartitions } from '../db/partitions.ts';
import { createClock } from '../kernel/clock.ts';
import { type CommandContext, createCommandLog, takeNoArguments } from './command-context.ts';
import { openDatabase } from './open-database.ts';

const usage = `parley migrate

Brings the database up to this version, all or nothing, and says what was applied. start and every other command do it too.`;

/** Brings the schema up to this version and says what was applied. */
export async function runMigrate(context: CommandContext): Promise<number> {
  takeNoArguments(context, usage);
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
