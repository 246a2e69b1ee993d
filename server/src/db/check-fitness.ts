import type { Database, DedicatedConnection } from './database.ts';
import { type Scope, systemStatement } from './scope.ts';

const leastVersion = 15;

const factsStatement = systemStatement<{ number: number; version: string; encoding: string }>(
  'fitness.facts',
  `select current_setting('server_version_num')::integer as number, current_setting('server_version') as version,
     getdatabaseencoding() as encoding`,
);
const backendStatement = systemStatement<{ backend: number }>('', 'select pg_backend_pid() as backend');

interface Asked {
  system: Scope['system'];
  dedicated(): Promise<Pick<DedicatedConnection, 'system' | 'close'>>;
}

/** Why Parley can not work with the Postgres behind DATABASE_URL, in sentences; undefined when it can. */
export async function findUnfitness(db: Asked | Database): Promise<string | undefined> {
  const [facts] = await db.system(factsStatement);
  if (facts && facts.number < leastVersion * 10_000) {
    return `It is Postgres ${facts.version}, and Parley needs ${leastVersion} or newer.`;
  }
  if (facts && facts.encoding !== 'UTF8') {
    const make = `create database ... template template0 encoding 'UTF8'`;
    return `It has the encoding ${facts.encoding}, which has no room for every message: Parley needs UTF8 (${make}).`;
  }
  if (await isShared(db)) {
    return 'A pooler gives one connection of Postgres to many: Parley needs it in session mode, or Postgres itself, since its leases are locks of a session.';
  }
  return undefined;
}

/** Two connections at the same time are two backends, unless a pooler in transaction or statement mode is between. */
async function isShared(db: Asked): Promise<boolean> {
  const first = await db.dedicated();
  try {
    const [before] = await first.system(backendStatement);
    const second = await db.dedicated();
    try {
      const [other] = await second.system(backendStatement);
      return before?.backend === other?.backend;
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}
