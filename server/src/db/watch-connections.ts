import type { Socket } from 'node:net';
import pg from 'pg';
import type { Log } from '../kernel/log.ts';

export interface ConnectionWatch {
  start(limits?: { readonly silenceMs: number; readonly everyMs: number }): void;
  stop(): void;
}

/** The loops of a running platform ask every second: so long a silence of all connections is no slow statement. */
const silenceMs = 60_000;
const everyMs = 5_000;
const probeMs = 5_000;

/**
 * Cuts connections that hang for ever. When a database host is replaced (a failover, a dead network path) nothing tells the
 * old connections, and the system gives them up after a quarter of an hour. They are cut when none of them has heard
 * anything for a minute while one waits for an answer and a new connection is answered at once.
 */
export function watchConnections(
  pools: readonly pg.Pool[],
  options: { settings: pg.ClientConfig; log: Log },
): ConnectionWatch {
  let limitMs = silenceMs;
  const busy = new Set<pg.PoolClient>();
  const heard = new Map<pg.PoolClient, number>();
  let heardAtMs = performance.now();
  let probing = false;
  for (const pool of pools) {
    pool.on('acquire', (client) => busy.add(client));
    pool.on('release', (_error, client) => busy.delete(client));
    pool.on('connect', (client) => heard.set(client, 0));
    pool.on('remove', (client) => {
      busy.delete(client);
      heard.delete(client);
    });
  }

  const look = async (): Promise<void> => {
    for (const [client, before] of heard) {
      const { bytesRead } = socketOf(client);
      if (bytesRead === before && busy.has(client)) continue;
      heard.set(client, bytesRead);
      if (bytesRead !== before) heardAtMs = performance.now();
    }
    if (busy.size === 0) heardAtMs = performance.now();
    if (probing || performance.now() - heardAtMs < limitMs) return;
    probing = true;
    const answers = await isAnswered(options.settings);
    probing = false;
    if (!answers || performance.now() - heardAtMs < limitMs) return;
    options.log.warn({ connections: heard.size }, 'connections that hang are cut: the database answers new ones');
    for (const client of [...heard.keys()]) socketOf(client).destroy();
  };

  let timer: NodeJS.Timeout | undefined;
  return {
    start(limits) {
      limitMs = limits?.silenceMs ?? silenceMs;
      heardAtMs = performance.now();
      timer ??= setInterval(() => void look(), limits?.everyMs ?? everyMs);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}

/** The socket below a client, which its types do not tell of. */
export function socketOf(client: pg.ClientBase): Socket {
  return (client as pg.ClientBase & { readonly connection: { readonly stream: Socket } }).connection.stream;
}

async function isAnswered(settings: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client({ ...settings, connectionTimeoutMillis: probeMs, query_timeout: probeMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    // Not waited for: what hangs does not confirm its end.
    client.end().catch(() => undefined);
  }
}
