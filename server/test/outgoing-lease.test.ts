import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { DedicatedConnection } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import { createLog } from '../src/kernel/log.ts';
import { createLeaseKeeper, type Lease, type LeaseKeeper } from '../src/queue/lease.ts';
import { eventually } from './harness/eventually.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

let database: TestDatabase;
const opened: LeaseKeeper[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(opened.splice(0).map((keeper) => keeper.close()));
  await run('delete from leases');
});

function newKeeper(): LeaseKeeper {
  const keeper = createLeaseKeeper({ db: database.db, log: createLog({ level: 'silent' }) });
  opened.push(keeper);
  return keeper;
}

const run = <Row>(sql: string, values: unknown[] = []) => database.db.system(systemStatement<Row>('', sql), values);

async function only(keeper: LeaseKeeper, name: string): Promise<Lease> {
  const [lease] = await keeper.acquire([name]);
  if (!lease) throw new Error(`${name} was not acquired`);
  return lease;
}

/** The sessions that stand for a keeper: each holds an advisory lock. */
const sessions = () =>
  run<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and database =
       (select oid from pg_database where datname = current_database())`,
  );

const killSessions = async () => {
  for (const { pid } of await sessions()) await run('select pg_terminate_backend($1)', [pid]);
};

describe('a lease', () => {
  test('has one holder at a time, who gets the same one again', async () => {
    const [one, two] = [newKeeper(), newKeeper()];
    const lease = await only(one, 'channel:1');
    expect(await two.acquire(['channel:1'])).toEqual([]);
    expect((await only(one, 'channel:1')).fence).toBe(lease.fence);
    expect(lease.held()).toBe(true);
  });

  test('goes to one of many who ask at once', async () => {
    const keepers = Array.from({ length: 5 }, newKeeper);
    const names = ['channel:1', 'channel:2', 'channel:3'];
    const rounds = await Promise.all(keepers.map((keeper) => keeper.acquire(names)));
    const held = rounds.flat().map((lease) => lease.name);
    expect(new Set(held).size).toBe(held.length);
    const again = await Promise.all(keepers.map((keeper) => keeper.acquire(names)));
    expect(
      again
        .flat()
        .map((lease) => lease.name)
        .sort(),
    ).toEqual(names);
  });

  test('is free at once when its holder closes, under a higher fence', async () => {
    const [one, two] = [newKeeper(), newKeeper()];
    const first = await only(one, 'channel:1');
    await one.close();
    expect(first.held()).toBe(false);
    expect((await only(two, 'channel:1')).fence).toBeGreaterThan(first.fence);
  });

  test('is free at once when the session of its holder is gone, who knows it', async () => {
    const [one, two] = [newKeeper(), newKeeper()];
    const first = await only(one, 'channel:1');
    await killSessions();
    await eventually(() => expect(first.held()).toBe(false));
    const second = await eventually(() => only(two, 'channel:1'));
    expect(second.fence).toBeGreaterThan(first.fence);
    expect(await one.acquire(['channel:1'])).toEqual([]);
  });

  test('comes back under a new fence to a holder who lost his session', async () => {
    const keeper = newKeeper();
    const first = await only(keeper, 'channel:1');
    await killSessions();
    await eventually(() => expect(first.held()).toBe(false));
    const second = await eventually(() => only(keeper, 'channel:1'));
    expect(second.fence).toBeGreaterThan(first.fence);
    expect([first.held(), second.held()]).toEqual([false, true]);
  });

  test('that has expired is taken over, and the next renewal tells its holder', async () => {
    const [one, two] = [newKeeper(), newKeeper()];
    const first = await only(one, 'channel:1');
    await run("update leases set expires_at = now() - interval '1 second'");
    const second = await only(two, 'channel:1');
    expect(second.fence).toBeGreaterThan(first.fence);
    vi.advanceTimersByTime(4_000);
    await eventually(() => expect(first.held()).toBe(false));
    expect(second.held()).toBe(true);
  });

  test('is renewed every four seconds for as long as its holder lives', async () => {
    const keeper = newKeeper();
    const lease = await only(keeper, 'channel:1');
    await run("update leases set expires_at = now() + interval '8 seconds'");
    vi.advanceTimersByTime(4_000);
    await eventually(async () => {
      const [row] = await run<{ fresh: boolean }>(
        "select expires_at > now() + interval '10 seconds' as fresh from leases",
      );
      expect(row?.fresh).toBe(true);
    });
    expect(lease.held()).toBe(true);
  });

  test('is not trusted any more ten seconds after the last renewal, before another may take it', async () => {
    const keeper = newKeeper();
    const lease = await only(keeper, 'channel:1');
    const blocker = await lockTable();
    vi.advanceTimersByTime(9_999);
    expect(lease.held()).toBe(true);
    vi.advanceTimersByTime(2);
    expect(lease.held()).toBe(false);
    await blocker.end();
    await eventually(() => expect(lease.held()).toBe(true));
  });

  test('that was acquired while the others were renewed is kept', async () => {
    const keeper = newKeeper();
    const first = await only(keeper, 'channel:1');
    const blocker = await lockRow('channel:1');
    vi.advanceTimersByTime(4_000);
    await eventually(async () => expect(await waitingForLock()).toBe(1));
    const second = await only(keeper, 'channel:2');
    await blocker.end();
    await eventually(async () => expect(await waitingForLock()).toBe(0));
    // The renewal has answered when the next one has.
    vi.advanceTimersByTime(4_000);
    await run('select 1');
    expect([first.held(), second.held()]).toEqual([true, true]);
    expect((await only(keeper, 'channel:2')).fence).toBe(second.fence);
  });

  test('whose acquisition was committed but never answered is acquired again by its owner', async () => {
    const keeper = newKeeper();
    await only(keeper, 'channel:1');
    await run(
      `insert into leases (name, owner_key, fence, expires_at)
       select 'channel:2', owner_key, 0, now() + interval '15 seconds' from leases where name = 'channel:1'`,
    );
    expect((await only(keeper, 'channel:2')).fence).toBeGreaterThan(0);
  });
});

describe('a keeper', () => {
  test('opens one session, however many ask for the first lease at once, and leaves none behind', async () => {
    const keeper = newKeeper();
    const leases = await Promise.all(['a', 'b', 'c', 'd'].map((name) => only(keeper, name)));
    expect(await sessions()).toHaveLength(1);
    expect(leases.every((lease) => lease.held())).toBe(true);
    await keeper.close();
    await eventually(async () => expect(await sessions()).toEqual([]));
  });

  test('gives nothing once it is closed', async () => {
    const keeper = newKeeper();
    await only(keeper, 'channel:1');
    await keeper.close();
    expect(await keeper.acquire(['channel:1'])).toEqual([]);
  });

  test('tries again when its session could not be opened', async () => {
    const keeper = createLeaseKeeper({
      db: { ...database.db, dedicated: failOnce(database.db.dedicated) },
      log: createLog({ level: 'silent' }),
    });
    opened.push(keeper);
    await expect(keeper.acquire(['channel:1'])).rejects.toThrow('no connection');
    expect((await only(keeper, 'channel:1')).held()).toBe(true);
  });

  test('gives up a session that answers no more, as behind a broken network, and begins a new one', async () => {
    let isSilent = false;
    const keeper = createLeaseKeeper({
      db: { ...database.db, dedicated: async () => silencedWhen(await database.db.dedicated(), () => isSilent) },
      log: createLog({ level: 'silent' }),
    });
    opened.push(keeper);
    const first = await only(keeper, 'channel:1');
    isSilent = true;
    vi.advanceTimersByTime(36_000);
    isSilent = false;
    const second = await eventually(() => only(keeper, 'channel:1'));
    expect(second.fence).toBeGreaterThan(first.fence);
    expect([first.held(), second.held()]).toEqual([false, true]);
  });
});

function silencedWhen(connection: DedicatedConnection, isSilent: () => boolean): DedicatedConnection {
  return {
    ...connection,
    system: (statement, values) => (isSilent() ? new Promise(() => undefined) : connection.system(statement, values)),
  };
}

function failOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let failed = false;
  return () => {
    if (failed) return open();
    failed = true;
    return Promise.reject(new Error('no connection'));
  };
}

async function waitingForLock(): Promise<number> {
  const [row] = await run<{ waiting: number }>(
    `select count(*) as waiting from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and query like '%leases%'`,
  );
  return row?.waiting ?? 0;
}

/** A connection with this lock, until it ends. */
async function openWith(sql: string, values: unknown[] = []): Promise<Client> {
  const [row] = await run<{ name: string }>('select current_database() as name');
  const client = new Client({ ...inject('postgres'), database: row?.name });
  await client.connect();
  await client.query('begin');
  await client.query(sql, values);
  return client;
}

const lockTable = () => openWith('lock table leases in exclusive mode');
const lockRow = (name: string) => openWith('select 1 from leases where name = $1 for update', [name]);
