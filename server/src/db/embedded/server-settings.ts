import { createHash } from 'node:crypto';

export type Durability = 'full' | 'none';

/** Where a server listens; without a socket directory on TCP alone. */
export interface ListenAddress {
  port: number;
  socketDirectory: string | undefined;
}

/** Tuned for one small machine shared with Parley itself. The command line outranks the cluster's own files. */
const commonSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_permissions: '0700',
  password_encryption: 'scram-sha-256',
  max_connections: '60',
  shared_buffers: '64MB',
  huge_pages: 'off',
  // Worker processes for reading ahead cost memory when idle and gain nothing on data that fits the system's cache.
  io_method: 'sync',
  jit: 'off',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_worker_processes: '2',
  max_logical_replication_workers: '0',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '10min',
  checkpoint_completion_target: '0.9',
  // Queue tables live from being cleaned often.
  autovacuum_naptime: '10s',
  autovacuum_vacuum_cost_limit: '2000',
  // Every statement goes through an index whatever the statistics say, so coarse ones do: tables that grow fast were counted
  // anew at each tenth, 30,000 rows at a time, which took a fifth of the processor time of a bulk send.
  default_statistics_target: '25',
  autovacuum_analyze_scale_factor: '0.3',
  log_min_messages: 'warning',
  // A failed statement is told to Parley, which logs it; its text may hold what customers wrote.
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const durabilitySettings: Record<Durability, Record<string, string>> = {
  full: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
  // For tests and stories, where several platforms and their processes share a server.
  none: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
};

/**
 * A name for this version of Postgres with these settings. A server carries it as its cluster_name, so that one left
 * running by an older Parley, or with another durability, is told apart.
 */
export function nameSettings(version: string, durability: Durability): string {
  const text = JSON.stringify([version, commonSettings, durabilitySettings[durability]]);
  return `parley-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

/** The `-c` arguments of the server. */
export function settingArguments(options: {
  version: string;
  durability: Durability;
  listen: ListenAddress;
}): string[] {
  const settings = {
    ...commonSettings,
    ...durabilitySettings[options.durability],
    cluster_name: nameSettings(options.version, options.durability),
    port: String(options.listen.port),
    unix_socket_directories: quoteListItem(options.listen.socketDirectory),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The setting is a list, in which commas and spaces count unless quoted. */
function quoteListItem(directory: string | undefined): string {
  return directory === undefined ? '' : `"${directory.replaceAll('"', '""')}"`;
}
