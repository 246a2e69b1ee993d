import type { Database } from '../../db/database.ts';
import { createBatcher } from '../../kernel/batcher.ts';
import type { Clock } from '../../kernel/clock.ts';
import { insertPayloadsStatement } from './queries.ts';

export interface PayloadStore {
  /** Stores a verified body as it came. Resolves after the commit: only then may Meta be told 200. */
  store(metaAppId: string, body: string): Promise<void>;
  idle(): Promise<void>;
}

const maxBatch = 500;
const maxConcurrent = 2;
/** Bodies that may wait for the database; Meta is told to come back when there are more. */
const maxWaiting = 5_000;

export function createPayloadStore(deps: { db: Database; clock: Clock; stored: () => void }): PayloadStore {
  const batcher = createBatcher<{ metaAppId: string; body: string; at: string }, void>({
    maxBatch,
    maxConcurrent,
    maxWaiting,
    async flush(items) {
      await deps.db.system(insertPayloadsStatement, [
        items.map((item) => item.metaAppId),
        items.map((item) => item.at),
        // Postgres text holds no NUL, and JSON none unescaped.
        items.map((item) => item.body.replaceAll('\u0000', '\ufffd')),
      ]);
      deps.stored();
      return items.map(() => undefined);
    },
  });
  return {
    store: (metaAppId, body) => batcher.add({ metaAppId, body, at: deps.clock.now().toISOString() }),
    idle: () => batcher.idle(),
  };
}
