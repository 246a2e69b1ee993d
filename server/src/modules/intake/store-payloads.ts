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
const maxConcurrent = 1;
/** Bodies that may wait for the database; Meta is told to come back when there are more. */
const maxWaiting = 5_000;
/** Bytes of these bodies. */
const maxWaitingBytes = 256 * 1024 * 1024;
/** Bytes that one statement inserts, unless a single body is larger. */
const statementBytes = 16 * 1024 * 1024;

interface WaitingPayload {
  readonly metaAppId: string;
  readonly body: string;
  readonly at: Date;
}

export function createPayloadStore(deps: { db: Database; clock: Clock; stored: () => void }): PayloadStore {
  let waitingBytes = 0;
  const batcher = createBatcher<WaitingPayload, void>({
    maxBatch,
    maxConcurrent,
    maxWaiting,
    async flush(items) {
      for (const part of splitByBytes(items)) await insert(deps.db, part);
      deps.stored();
      return items.map(() => undefined);
    },
  });
  return {
    async store(metaAppId, body) {
      if (waitingBytes + body.length > maxWaitingBytes) throw new Error('Too many bytes wait for the database.');
      waitingBytes += body.length;
      try {
        await batcher.add({ metaAppId, body, at: deps.clock.now() });
      } finally {
        waitingBytes -= body.length;
      }
    },
    idle: () => batcher.idle(),
  };
}

function splitByBytes(items: readonly WaitingPayload[]): WaitingPayload[][] {
  const parts: WaitingPayload[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (bytes + item.body.length > statementBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(item);
    bytes += item.body.length;
  }
  return parts;
}

async function insert(db: Database, items: readonly WaitingPayload[]): Promise<void> {
  await db.system(insertPayloadsStatement, [
    items.map((item) => item.metaAppId),
    items.map((item) => item.at),
    // Postgres text holds no NUL, and JSON none unescaped.
    items.map((item) => item.body.replaceAll('\u0000', '\ufffd')),
  ]);
}
