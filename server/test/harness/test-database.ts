import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createDatabase, type Database } from '../../src/db/database.ts';
import { systemStatement } from '../../src/db/scope.ts';
import { createLog } from '../../src/kernel/log.ts';
import { templateName } from './global-setup.ts';

export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own, cloned from the migrated template. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const connection = inject('postgres');
  const log = createLog({ level: 'error' });
  const name = `parley_test_${randomBytes(6).toString('hex')}`;
  const admin = createDatabase({ connection, maxConnections: 1, log });
  await admin.system(systemStatement('', `create database ${name} template ${templateName} strategy file_copy`));
  const db = createDatabase({ connection: { ...connection, database: name }, maxConnections: 4, log });
  const { host, port, user, password } = connection;
  return {
    db,
    url: `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${name}`,
    async drop() {
      await db.close();
      // Not waited for: the server waits 100 ms for connections that are just ending, and the next file need not.
      void admin
        .system(systemStatement('', `drop database if exists ${name} with (force)`))
        .finally(() => admin.close());
    },
  };
}
