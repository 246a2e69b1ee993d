import type { Log } from '../../kernel/log.ts';
import type { PostgresConnection } from './ask-server.ts';
import { bringUp, embeddedNames, type RunningServer } from './bring-up.ts';
import { readPassword } from './cluster-password.ts';
import { findClusterPlace, settleClusterPlace } from './cluster-place.ts';
import { type EmbeddedLimits, embeddedLimits } from './embedded-limits.ts';
import { findLeftover } from './leftover-server.ts';
import { claimCluster, type OwnerClaim } from './owner-claim.ts';
import type { Durability } from './server-settings.ts';
import { removeSocketDirectory } from './socket-directory.ts';
import { stopServer } from './stop-server.ts';
import { watchServer } from './watch-server.ts';

export type { PostgresConnection } from './ask-server.ts';

export interface EmbeddedPostgres {
  readonly connection: PostgresConnection;
  /** True when the server was left running by a Parley that was killed. */
  readonly adopted: boolean;
  readonly pid: number;
  /** Ends the server, at the latest by force; connections still open are cut. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Parley's data directory; made when missing. Holds the password and the server's log, and usually the cluster. */
  dataDir: string;
  log: Log;
  /**
   * `full` (default) loses no acknowledged commit in a power cut; `none` is for tests and may lose the whole cluster.
   */
  durability?: Durability;
  /** Where to listen; a free port unless said. One left running keeps its own. */
  port?: number | undefined;
  /** Told, in a sentence, when the server ends by itself. */
  onExit?: (sentence: string) => void;
  limits?: Partial<EmbeddedLimits>;
}

/**
 * Starts Postgres over the data directory, or takes over the one that a killed Parley left running there.
 * @throws in a sentence when another live Parley uses the directory, when there is no build for this platform, or with
 * the last lines of the server's log when it does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const limits = { ...embeddedLimits, ...options.limits };
  const place = await settleClusterPlace(options.dataDir);
  const claim = await claimCluster(place.cluster);
  try {
    const server = await bringUp(place, {
      durability: options.durability ?? 'full',
      limits,
      log: options.log,
      port: options.port,
    });
    return createHandle(server, { cluster: place.cluster, claim, limits, log: options.log, onExit: options.onExit });
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/**
 * The server that a running Parley keeps over the data directory, for commands beside it. Only connects: starts,
 * changes and stops nothing. Undefined when none runs.
 */
export async function findRunningPostgres(options: {
  dataDir: string;
  log: Log;
}): Promise<EmbeddedPostgres | undefined> {
  const place = await findClusterPlace(options.dataDir);
  const password = place && (await readPassword(place.dataDir));
  if (!place || password === undefined) return undefined;
  const leftover = await findLeftover({
    cluster: place.cluster,
    credentials: { ...embeddedNames, password },
    limits: embeddedLimits,
  });
  if (leftover.kind === 'none' || leftover.kind === 'stale-file') return undefined;
  if (leftover.kind === 'useless') {
    throw new Error(`Postgres runs over ${place.cluster}, but cannot be used: ${leftover.reason}.`);
  }
  const { connection, identity } = leftover;
  options.log.debug({ pid: identity.pid, cluster: place.cluster }, 'The running Postgres was found.');
  return { connection, adopted: true, pid: identity.pid, stop: async () => {} };
}

function createHandle(
  server: RunningServer,
  deps: {
    cluster: string;
    claim: OwnerClaim;
    limits: EmbeddedLimits;
    log: Log;
    onExit: ((sentence: string) => void) | undefined;
  },
): EmbeddedPostgres {
  const { connection, adopted, identity, binaries } = server;
  const watch = watchServer(server, { log: deps.log, everyMs: deps.limits.watchMs, onExit: deps.onExit });
  const end = async () => {
    watch.end();
    try {
      await stopServer(identity, { ...deps, binaries });
      await removeSocketDirectory(connection.host, deps.cluster);
    } finally {
      await deps.claim.release();
    }
  };
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= end();
    return stopping;
  };
  return { connection, adopted, pid: identity.pid, stop };
}
