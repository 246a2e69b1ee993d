import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../src/db/database.ts';
import { exportData } from '../src/db/transfer/export-data.ts';
import { importData } from '../src/db/transfer/import-data.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';
import { rowsOf } from './intake-lab.ts';

// Moving to another Postgres: what is exported comes out the same at the other end, or nothing comes at all.
let parley: TestPlatform;
let lines: string[];
const opened: TestDatabase[] = [];

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.subscribe(['message']);
  for (const waId of ['447911900001', '447911900002']) await parley.simulator.writeText(waId, 'zażółć "\\ 👩‍👧\n');
  await parley.settle();
  await parley.api('POST', '/api/v1/sendTemplateMessage', {
    query: { whatsappNumber: '447911900003' },
    json: {
      template_name: 'welcome',
      broadcast_name: 'moved',
      parameters: [
        { name: 'name', value: 'Mei' },
        { name: 'company', value: 'Acme' },
      ],
    },
  });
  await parley.settle();
  lines = await exported(parley.db);
});
afterAll(async () => {
  await Promise.all(opened.map((database) => database.drop()));
  await parley.stop();
});

async function exported(db: Database): Promise<string[]> {
  const written: string[] = [];
  await exportData(db, { exportedAt: '2026-01-01T00:00:00Z', keyMark: 'mark' }, async (line) => {
    written.push(line);
  });
  return written;
}

async function emptyDatabase(): Promise<Database> {
  const database = await cloneDatabase();
  opened.push(database);
  return database.db;
}

async function* each(given: readonly string[]): AsyncGenerator<string> {
  yield* given;
}

test('all rows come out the same at the other end, and new ids and fences go on where the old ones ended', async () => {
  const db = await emptyDatabase();
  const counts = await importData(db, 'mark', each(lines));
  expect(counts).toMatchObject({ tenants: 1, messages: 3, contacts: 3, webhook_endpoints: 1 });
  const again = await exported(db);
  const sorted = (text: string[]): string[] => text.slice(1).map((line) => [...line].sort().join(''));
  expect(sorted(again).sort()).toEqual(sorted(lines).sort());
  const headers = [again[0], lines[0]].map((line) => JSON.parse(line ?? '') as { sequences: unknown });
  expect(headers[0]?.sequences).toEqual(headers[1]?.sequences);
});

test('messages lie in the partition of their month', async () => {
  const db = await emptyDatabase();
  await importData(db, 'mark', each(lines));
  const [row] = await rowsOf<{ stray: number }>({ db }, 'select count(*) as stray from only messages_default');
  expect(row).toEqual({ stray: 0 });
});

test.each([
  ['a file that was cut off', () => lines.slice(0, -1), 'cut off'],
  [
    'a file that lacks a row',
    () => lines.filter((line) => !line.startsWith('{"table":"contacts"')),
    'lacks rows of contacts',
  ],
  ['a damaged file', () => [lines[0] ?? '', '{"table":'], 'damaged'],
  ['another file', () => ['{"some":"json"}'], 'no export of Parley'],
  [
    'a file of a newer version',
    () => [(lines[0] ?? '').replace('"migrations":[', '"migrations":[9999,')],
    'newer Parley',
  ],
])('%s is refused and leaves nothing', async (_name, given, sentence) => {
  const db = await emptyDatabase();
  await expect(importData(db, 'mark', each(given()))).rejects.toThrow(sentence);
  expect(await rowsOf({ db }, 'select id from tenants')).toEqual([]);
});

test('secrets sealed with another key are refused, and so is a database with data', async () => {
  const db = await emptyDatabase();
  await expect(importData(db, 'other', each(lines))).rejects.toThrow('another PARLEY_SECRET_KEY');
  await expect(importData(parley.db, 'mark', each(lines))).rejects.toThrow('holds data already');
});
