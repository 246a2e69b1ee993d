import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../../kernel/log.ts';
import { askServer, type PostgresConnection } from './ask-server.ts';
import { type Binaries, provideBinaries } from './binaries.ts';
import { providePassword } from './cluster-password.ts';
import { type ClusterPlace, recordClusterPlace } from './cluster-place.ts';
import type { EmbeddedLimits } from './embedded-limits.ts';
import { statIfThere } from './file-facts.ts';
import { ensureCluster, moveAside } from './initialise-cluster.ts';
import type { LaunchedServer } from './launch-server.ts';
import { findLeftover } from './leftover-server.ts';
import { removeDeadPostmasterFile } from './postmaster-file.ts';
import { resetPassword } from './reset-password.ts';
import { type Durability, nameSettings } from './server-settings.ts';
import { startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';

export interface RunningServer extends LaunchedServer {
  connection: PostgresConnection;
  adopted: boolean;
  binaries: Binaries;
}

export interface BringUpOptions {
  durability: Durability;
  limits: EmbeddedLimits;
  log: Log;
  port: number | undefined;
}

interface Context extends BringUpOptions {
  place: ClusterPlace;
  cluster: string;
  account: ClusterPlace['account'];
  binaries: Binaries;
  credentials: { user: string; password: string; database: string };
}

/** Names of Parley's role and database in a cluster of its own. */
export const embeddedNames = { user: 'parley', database: 'parley' };

/** A server over the claimed place that answers: the one left running by a killed Parley, or a new one. */
export async function bringUp(place: ClusterPlace, options: BringUpOptions): Promise<RunningServer> {
  const { cluster, account } = place;
  const binaries = await provideBinaries({ account, place: dirname(cluster), log: options.log });
  const credentials = { ...embeddedNames, password: await providePassword(place.dataDir) };
  const context: Context = { ...options, place, cluster, account, binaries, credentials };
  const forgotten = isOutside(place) && !place.recorded && (await statIfThere(cluster)) !== undefined;
  const adopted = await adoptOrStopLeftover(context, { adopt: !forgotten });
  if (adopted) return adopted;
  await removeDeadPostmasterFile(cluster);
  // The data directory was deleted since; what it held may be wanted back, but is not what it holds now.
  if (forgotten) await moveAside(cluster, options.log);
  await ensureCluster({ ...context, ...credentials });
  await recordClusterPlace(place, options.log);
  return (await launchAndAsk(context)) ?? (await launchWithPasswordReset(context));
}

function isOutside(place: ClusterPlace): boolean {
  return dirname(place.cluster) !== place.dataDir;
}

async function adoptOrStopLeftover(context: Context, options: { adopt: boolean }): Promise<RunningServer | undefined> {
  const leftover = await findLeftover(context);
  if (leftover.kind === 'none') return undefined;
  if (leftover.kind === 'stale-file') {
    await rm(leftover.file, { force: true });
    context.log.warn({ pid: leftover.pid }, 'A Postgres was killed; another program has its process number now.');
    return undefined;
  }
  const { identity } = leftover;
  const settingsName = nameSettings(context.binaries.version, context.durability);
  if (leftover.kind === 'serving' && leftover.settingsName === settingsName && options.adopt) {
    return { identity, child: undefined, connection: leftover.connection, adopted: true, binaries: context.binaries };
  }
  const reason = leftover.kind === 'useless' ? leftover.reason : 'it runs with other settings';
  context.log.warn({ pid: identity.pid, reason }, 'A Postgres left running over the database is stopped.');
  await stopServer(identity, context);
  return undefined;
}

/** Undefined when the server refuses our password; it is stopped then. */
async function launchAndAsk(context: Context): Promise<RunningServer | undefined> {
  const { listen, identity, child } = await startServer(context.place.dataDir, context);
  const connection = { ...context.credentials, host: listen.socketDirectory ?? '127.0.0.1', port: listen.port };
  const answer = await askServer(connection, context.limits.answerMs);
  if (answer.kind === 'serves') return { identity, child, connection, adopted: false, binaries: context.binaries };
  await stopServer(identity, context);
  if (answer.kind === 'password-refused') return undefined;
  throw new Error(`Postgres started over ${context.cluster}, but did not take a connection: ${answer.reason}`);
}

async function launchWithPasswordReset(context: Context): Promise<RunningServer> {
  context.log.warn(
    { cluster: context.cluster },
    'The database gets a new password: the file with the old one is lost.',
  );
  await resetPassword({ ...context, ...context.credentials });
  const running = await launchAndAsk(context);
  if (running) return running;
  throw new Error(`The database in ${context.cluster} refuses its password, even after it was set anew.`);
}
