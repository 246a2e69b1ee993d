import type pg from 'pg';

// Every statement of ours goes through an index. A plan made and kept while a table is small picks any index, or reads the
// whole table, and stays while the table grows: measured 200 messages/s instead of more than 1,000. So each execution is
// planned with its own values (some 0.1 ms), and joins only look rows up.
const planning = {
  plan_cache_mode: 'force_custom_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
};

// What the server, the database or the role was set up with must not change what is read and kept: days and months are
// those of UTC, the driver reads moments in ISO form only, and statements are made for the usual isolation.
const meaning = {
  timezone: 'UTC',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  default_transaction_isolation: 'read committed',
};

/** Of all connections. */
export const sessionSettings: Readonly<Record<string, string>> = { ...meaning, ...planning };

// Few statements run on these connections, and each that joins rows it has just changed would compare all with all.
/** Of those that need not wait for the disk. */
export const relaxedSettings: Readonly<Record<string, string>> = {
  ...sessionSettings,
  synchronous_commit: 'off',
  enable_hashjoin: 'on',
};

/**
 * Gives a new connection its settings. Not as options of the start-up packet: poolers refuse or drop those, and options in
 * DATABASE_URL would take their place.
 */
export async function settleSession(client: pg.ClientBase, settings: Readonly<Record<string, string>>): Promise<void> {
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', false)`);
  await client.query(`select ${calls.join(', ')}`);
}
