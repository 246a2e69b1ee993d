import { type buildConnector, Pool } from 'undici';

/** Keep-alive connections per origin, for a bounded number of origins. */
export interface OriginPools {
  /**
   * The pool of `scheme://host:port`. Dispatch on it at once: the next call may close the pool that was idle longest.
   * After `close` it is a closed one, which refuses every request.
   */
  poolFor(origin: string): Pool;
  /** How many origins have a pool now. */
  size(): number;
  /** Lets running exchanges end, then cuts those that take longer than the grace. */
  close(): Promise<void>;
}

/** Exchanges that still run at close get this long to end, unless told otherwise. */
export const defaultCloseGraceMs = 10_000;

/** A pool that was not used for this long is closed when another one is opened. */
const idlePoolMs = 300_000;

/** `limit` origins at most; the one that was idle longest is closed (its running exchanges end first). */
export function createOriginPools(options: {
  readonly limit: number;
  readonly connections: number;
  readonly connect: buildConnector.connector;
  readonly closeGraceMs?: number;
}): OriginPools {
  // A Map keeps the order of insertion, so the first pool is the one not used for longest.
  const pools = new Map<string, { readonly pool: Pool; usedAt: number }>();

  let closed = false;

  const retire = (usedBefore: number, keep: number): void => {
    for (const [origin, entry] of pools) {
      if (pools.size <= keep && entry.usedAt >= usedBefore) return;
      pools.delete(origin);
      void closePool(entry.pool, options.closeGraceMs);
    }
  };

  return {
    poolFor(origin) {
      const now = performance.now();
      let entry = pools.get(origin);
      if (entry) {
        pools.delete(origin);
        entry.usedAt = now;
      } else {
        retire(now - idlePoolMs, options.limit - 1);
        entry = { pool: openPool(origin, options), usedAt: now };
        if (closed) void entry.pool.close();
      }
      pools.set(origin, entry);
      return entry.pool;
    },
    size: () => pools.size,
    async close() {
      closed = true;
      await Promise.all([...pools.values()].map(({ pool }) => closePool(pool, options.closeGraceMs)));
    },
  };
}

/**
 * A pool of HTTP/1.1 connections with one request at a time on each. Its own timeouts are off: every exchange has one
 * deadline of its own (`exchange.ts`), and downloads name theirs.
 */
export function openPool(
  origin: string,
  options: { readonly connections: number; readonly connect: buildConnector.connector },
): Pool {
  return new Pool(origin, {
    connections: options.connections,
    connect: options.connect,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Closes a pool when its exchanges have ended, or by force after `graceMs`. */
export async function closePool(pool: Pool, graceMs = defaultCloseGraceMs): Promise<void> {
  if (pool.destroyed) return;
  let timer: NodeJS.Timeout | undefined;
  const forced = new Promise<void>((resolve) => {
    timer = setTimeout(() => resolve(pool.destroy()), graceMs);
  });
  try {
    await Promise.race([pool.close(), forced]);
  } finally {
    clearTimeout(timer);
  }
}
