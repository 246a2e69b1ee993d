import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../kernel/log.ts';
import { type EmbeddedPostgres, type PostgresConnection, startEmbeddedPostgres } from './embedded-postgres.ts';

export interface KeptPostgres {
  /** Stays the same however often the server is started again. */
  readonly connection: PostgresConnection;
  /** Ends the server and starts it no more. */
  stop(): Promise<void>;
}

const firstPauseMs = 100;
const longestPauseMs = 10_000;
/** A server that ran so long had started well: what ended it is another matter. */
const calmMs = 60_000;

/**
 * Starts Postgres over the data directory and starts it again at the same address when it ends by itself (killed for want
 * of memory, disk full), after a pause that grows up to ten seconds, for as long as it takes.
 * @throws as `startEmbeddedPostgres` does, of the first start alone.
 */
export async function keepEmbeddedPostgres(options: { dataDir: string; log: Log }): Promise<KeptPostgres> {
  const { dataDir, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let pauseMs = firstPauseMs;
  let startedAt = performance.now();
  let reviving: Promise<void> | undefined;

  const launch = (port?: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDir,
      log,
      port,
      onExit: () => {
        reviving = revive();
      },
    });

  const revive = async (): Promise<void> => {
    const { connection } = await current;
    if (performance.now() - startedAt > calmMs) pauseMs = firstPauseMs;
    while (!signal.aborted) {
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (signal.aborted) return;
      try {
        startedAt = performance.now();
        const again = await launch(connection.port);
        current = Promise.resolve(again);
        log.warn({ pid: again.pid }, 'The embedded Postgres was started again.');
        return;
      } catch (error) {
        log.error({ err: error, nextTryMs: pauseMs }, 'The embedded Postgres can not be started again yet.');
      }
    }
  };

  let current = launch();
  const { connection } = await current;
  return {
    connection,
    async stop() {
      stopping.abort();
      await reviving;
      await (await current).stop();
    },
  };
}
