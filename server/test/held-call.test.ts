import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HeldCallHooks } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

const addStatement = systemStatement('test.add', 'insert into notes (note) values ($1)');
const clearStatement = systemStatement('test.clear', 'delete from notes');
const listStatement = systemStatement<{ note: string }>('test.list', 'select note from notes order by note');

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await database.db.system(systemStatement('', 'create table notes (note text primary key)'));
});
afterAll(() => database.drop());
beforeEach(() => database.db.system(clearStatement));

const add = (note: string) => database.db.system(addStatement, [note]);
const addInTransaction = (note: string) => database.db.transaction((tx) => tx.system(addStatement, [note]));
const notes = async () => (await database.db.system(listStatement)).map((row) => row.note);

/** Seen from outside of the call. */
async function storedNotes(): Promise<string[]> {
  const { db } = database;
  const other = await db.dedicated();
  const rows = await other.system(listStatement);
  await other.close();
  return rows.map((row) => row.note);
}

function hooks(change: Partial<HeldCallHooks<string>> = {}): HeldCallHooks<string> {
  return {
    begin: async (tx) => void (await tx.system(addStatement, ['begin'])),
    finish: async (tx, result) => void (await tx.system(addStatement, [`finish ${result}`])),
    abandon: async (tx) => void (await tx.system(addStatement, ['abandon'])),
    ...change,
  };
}

describe('a held call', () => {
  test('commits all it writes at its end, with what the hooks write', async () => {
    let meanwhile: string[] = [];
    const result = await database.db.hold(hooks(), async () => {
      await addInTransaction('a');
      await add('b');
      expect(await notes()).toEqual(['a', 'b', 'begin']);
      meanwhile = await storedNotes();
      return 'done';
    });
    expect({ result, meanwhile }).toEqual({ result: 'done', meanwhile: [] });
    expect(await storedNotes()).toEqual(['a', 'b', 'begin', 'finish done']);
  });

  test('leaves nothing when its work or its last hook fails', async () => {
    const fault = new Error('no');
    const failing = database.db.hold(hooks(), async () => {
      await addInTransaction('a');
      throw fault;
    });
    await expect(failing).rejects.toBe(fault);
    const unfinished = database.db.hold(hooks({ finish: () => Promise.reject(fault) }), async () => {
      await add('b');
      return 'done';
    });
    await expect(unfinished).rejects.toBe(fault);
    expect(await storedNotes()).toEqual([]);
  });

  test('that writes nothing calls no hook', async () => {
    expect(await database.db.hold(hooks(), async () => `${(await notes()).length} notes`)).toBe('0 notes');
    expect(await storedNotes()).toEqual([]);
  });

  test('goes on after a part that failed', async () => {
    await database.db.hold(hooks(), async () => {
      await add('a');
      await expect(add('a')).rejects.toMatchObject({ code: '23505' });
      await expect(
        database.db.transaction(async (tx) => {
          await tx.system(addStatement, ['undone']);
          throw new Error('a refusal');
        }),
      ).rejects.toThrow('a refusal');
      await Promise.all([addInTransaction('b'), addInTransaction('c')]);
      return 'done';
    });
    expect(await storedNotes()).toEqual(['a', 'b', 'begin', 'c', 'finish done']);
  });

  test('keeps what it wrote before a checkpoint, and tells that it was abandoned', async () => {
    const failing = database.db.hold(hooks(), async () => {
      await add('a');
      await database.db.checkpoint();
      expect(await storedNotes()).toEqual(['a', 'begin']);
      await add('b');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await storedNotes()).toEqual(['a', 'abandon', 'begin']);
  });

  test('gives hints after the commit, and runs in no other call', async () => {
    const told: string[] = [];
    await database.db.hold(hooks(), async () => {
      database.db.afterCommit(() => told.push('nothing is held yet'));
      await add('a');
      database.db.afterCommit(() => told.push(database.db.isHeld() ? 'held' : 'free'));
      told.push('working');
      return 'done';
    });
    expect(told).toEqual(['nothing is held yet', 'working', 'free']);
    expect(database.db.isHeld()).toBe(false);
  });
});
