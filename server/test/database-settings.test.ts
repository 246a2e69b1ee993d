import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainDatabase } from '../src/cli/explain-database.ts';
import { openDatabase } from '../src/cli/open-database.ts';
import { readConfig } from '../src/config.ts';
import { findUnfitness } from '../src/db/check-fitness.ts';
import { createDatabase, type Database } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import { createLog } from '../src/kernel/log.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

// A Postgres of one's own comes with settings of its own: of the server, the database, the role, or in DATABASE_URL.
const log = createLog({ level: 'silent' });
const settingsStatement = systemStatement<Record<string, unknown>>(
  '',
  `select timestamptz '2026-03-04 05:06:07+00' as moment, current_setting('plan_cache_mode') as plans,
     current_setting('enable_seqscan') as seqscan, current_setting('transaction_isolation') as isolation,
     current_setting('statement_timeout') as timeout, current_setting('application_name') as application`,
);
const moment = new Date('2026-03-04T05:06:07Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  const name = new URL(database.url).pathname.slice(1);
  for (const setting of [`datestyle = 'SQL, DMY'`, `default_transaction_isolation = 'serializable'`]) {
    await run(database.db, `alter database ${name} set ${setting}`);
  }
});
afterAll(() => database.drop());

const run = (db: Database, text: string) => db.system(systemStatement('', text));

async function withDatabase<T>(connectionString: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = createDatabase({ connection: { connectionString }, maxConnections: 1, log });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

test('moments are read and transactions run the same, whatever the settings of the database are', async () => {
  await withDatabase(database.url, async (db) => {
    const dedicated = await db.dedicated();
    for (const scope of [db, db.relaxed, dedicated]) {
      const [row] = await scope.system(settingsStatement);
      expect(row).toMatchObject({ moment, plans: 'force_custom_plan', seqscan: 'off', isolation: 'read committed' });
    }
    await dedicated.close();
  });
});

test('options in DATABASE_URL hold beside those of Parley', async () => {
  await withDatabase(`${database.url}?options=-c%20statement_timeout%3D1min`, async (db) => {
    const [row] = await db.system(settingsStatement);
    expect(row).toMatchObject({ moment, plans: 'force_custom_plan', timeout: '1min', application: 'parley' });
  });
});

describe('a database that Parley can not work with is told in a sentence', () => {
  test('another encoding than UTF-8 has no room for every message', async () => {
    const name = `${new URL(database.url).pathname.slice(1)}_latin`;
    await run(
      database.db,
      `create database ${name} template template0 encoding 'LATIN1' locale_provider libc locale 'C'`,
    );
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    try {
      const environment = { DATABASE_URL: url.href, PARLEY_SECRET_KEY: 'a secret key for the tests only' };
      const opened = openDatabase(readConfig(environment), log, { beside: true });
      await expect(opened).rejects.toThrow(/can not be used: It has the encoding LATIN1.* UTF8/);
    } finally {
      await run(database.db, `drop database ${name} with (force)`);
    }
  });

  test('an old Postgres lacks what Parley needs', async () => {
    const old = { number: 140_012, version: '14.12', encoding: 'UTF8', backend: 7 };
    expect(await findUnfitness(answering(old, { backend: 7 }, { backend: 8 }))).toMatch(/Postgres 14.12.* 15 or newer/);
  });

  test('a pooler that gives one connection of Postgres to many would lose leases', async () => {
    const facts = { number: 180_000, version: '18', encoding: 'UTF8' };
    expect(await findUnfitness(answering(facts, { backend: 7 }, { backend: 7 }))).toMatch(/session mode/);
    expect(await findUnfitness(answering(facts, { backend: 7 }, { backend: 8 }))).toBeUndefined();
  });

  test('the database of the tests is fit', async () => {
    expect(await findUnfitness(database.db)).toBeUndefined();
  });
});

describe('why a database can not be used is told with what to do', () => {
  const url = 'postgres://me:geheim@db.example:5433/parley';
  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'sslrootcert'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate', 'sslrootcert'],
    ['28000', 'no pg_hba.conf entry for host "10.0.0.1", no encryption', 'add ?sslmode=verify-full'],
    ['42501', 'permission denied for schema public', 'make it the owner'],
    ['3F000', 'no schema has been selected to create in', 'make it the owner'],
    ['28P01', 'password authentication failed for user "me"', 'user and password are right'],
  ])('%s', (code, message, next) => {
    const told = String(explainDatabase(Object.assign(new Error(message), { code }), url));
    expect(told).toContain(`The database parley at db.example:5433 (DATABASE_URL) can not be used: ${message}. `);
    expect(told).toContain(next);
    expect(told).not.toContain('geheim');
  });

  test('a mistake of Parley itself is left as it is', () => {
    const mistake = new TypeError('x is not a function');
    expect(explainDatabase(mistake, url)).toBe(mistake);
  });
});

test('two processes that start at once over a database bring it up once, and the log tells of it', async () => {
  const name = `${new URL(database.url).pathname.slice(1)}_empty`;
  await run(database.db, `create database ${name}`);
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  const config = readConfig({ DATABASE_URL: url.href, PARLEY_SECRET_KEY: 'a secret key for the tests only' });
  const lines: string[] = [];
  const told = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const opened = await Promise.all([1, 2].map(() => openDatabase(config, told, { beside: true })));
  const [none = [], all = []] = opened.map(({ applied }) => applied).sort((a, b) => a.length - b.length);
  expect(none).toEqual([]);
  expect(all[0]).toBe('0001_foundation.sql');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { job: 'migrate', migrations: all, msg: 'the database is brought up to this version' },
    { job: 'migrate', migrations: all.length, msg: 'the database is at this version' },
  ]);
  for (const { stop } of opened) await stop();
  await run(database.db, `drop database ${name} with (force)`);
});

/** A database that says so of itself, and of each connection of its own. */
function answering(facts: object, ...connections: object[]): Parameters<typeof findUnfitness>[0] {
  const scope = (row: object) => ({
    system: async <Row>() => [row as Row],
    close: async () => undefined,
  });
  return { ...scope(facts), dedicated: async () => scope(connections.shift() ?? {}) };
}
