import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type LaunchDeps, type LaunchedServer, launchServer } from './launch-server.ts';
import { openServerLog, type ServerLog } from './server-log.ts';
import type { ListenAddress } from './server-settings.ts';
import { provideSocketDirectory } from './socket-directory.ts';

export interface StartedServer extends LaunchedServer {
  listen: ListenAddress;
}

type Failure = 'port-taken' | 'no-socket' | 'old-backends' | 'other';

const orphanRetryMs = 100;

/**
 * Starts a server on `port`, or else on a free one. Tries again with another port when it was taken meanwhile, without the unix socket
 * when the file system has none, and for a while when backends of a killed server still hold their memory.
 * @throws with the last lines of the server's log when it does not start.
 */
export async function startServer(
  dataDir: string,
  deps: LaunchDeps & { port: number | undefined },
): Promise<StartedServer> {
  const serverLog = await openServerLog(dataDir, deps.limits.logBytes);
  try {
    return await tryToStart(serverLog, deps);
  } finally {
    await serverLog.close();
  }
}

async function tryToStart(
  serverLog: ServerLog,
  deps: LaunchDeps & { port: number | undefined },
): Promise<StartedServer> {
  const begun = performance.now();
  let socketDirectory = await provideSocketDirectory(deps.cluster, deps.account);
  let said = '';
  for (let attempt = 1; attempt <= deps.limits.startAttempts; ) {
    const listen = { port: deps.port ?? (await findFreePort()), socketDirectory };
    const from = await serverLog.size();
    const launched = await launchServer(listen, serverLog, deps);
    if (launched) return { ...launched, listen };
    said = await serverLog.readFrom(from, deps.limits.logTailBytes);
    const failure = classify(said);
    if (failure === 'other') break;
    if (failure === 'no-socket') socketDirectory = undefined;
    if (failure === 'old-backends' && performance.now() - begun < deps.limits.orphanMs) await delay(orphanRetryMs);
    else attempt += 1;
  }
  throw new Error(`Postgres did not start over ${deps.cluster}. Its log ${serverLog.path} ends with:\n${said}`);
}

function classify(said: string): Failure {
  if (said.includes('could not create any TCP/IP sockets')) return 'port-taken';
  if (said.includes('could not create any Unix-domain sockets')) return 'no-socket';
  if (said.includes('pre-existing shared memory block')) return 'old-backends';
  return 'other';
}

/** The system gives a port nobody holds; somebody may take it before the server does. */
async function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen({ host: '127.0.0.1', port: 0 }, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return await promise;
}
