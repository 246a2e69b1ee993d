import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

const echoStatement = systemStatement<Record<string, unknown>>(
  'test.echo-arrays',
  `select $1::text[] as texts, $2::json[]::text[] as jsons, $3::boolean[] as booleans, $4::smallint[] as smalls,
     $5::integer[] as integers, $6::bigint[]::text[] as bigs, $7::timestamptz[] as moments`,
);

const orNull = <T>(values: fc.Arbitrary<T>) => fc.array(fc.option(values), { maxLength: 20 });
const storableText = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));

test('arrays of every type come back from Postgres as they were given', async () => {
  const arrays = fc.record({
    texts: orNull(storableText),
    jsons: orNull(
      fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.stringify(value).replaceAll('\\u0000', '')),
    ),
    booleans: orNull(fc.boolean()),
    smalls: orNull(fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 })),
    integers: orNull(fc.integer()),
    bigs: orNull(fc.maxSafeInteger()),
    moments: orNull(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })),
  });
  await fc.assert(
    fc.asyncProperty(arrays, fc.boolean(), async (given, asText) => {
      const moments = asText ? given.moments.map((moment) => moment?.toISOString() ?? null) : given.moments;
      const { texts, jsons, booleans, smalls, integers, bigs } = given;
      const [row] = await database.db.system(echoStatement, [texts, jsons, booleans, smalls, integers, bigs, moments]);
      expect(row).toEqual({ ...given, bigs: bigs.map((value) => (value === null ? null : String(value))) });
    }),
    { numRuns: 50 },
  );
});

test('quotes, braces, backslashes, the word NULL and characters beyond the first plane are only text', async () => {
  const texts = ['', '"', '\\', '{a,b}', 'NULL', 'null', ' ', 'zażółć', '👩‍👩‍👧', 'a'.repeat(100_000)];
  const [row] = await database.db.system(echoStatement, [texts, [], [], [], [], [], []]);
  expect(row?.texts).toEqual(texts);
});

test('what is no moment or no whole number never reaches the database', async () => {
  const none = [[], [], [], [], []] as const;
  await expect(database.db.system(echoStatement, [...none, [], ['yesterday']])).rejects.toThrow('no moment');
  await expect(database.db.system(echoStatement, [...none, [2 ** 60], []])).rejects.toThrow('no safe integer');
});
