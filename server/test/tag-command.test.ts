import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTag } from '../src/cli/tag-command.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createTag, tagLimit } from '../src/modules/conversations/index.ts';
import { type CommandLab, startCommandLab } from './command-lab.ts';
import { rowsOf } from './intake-lab.ts';

let lab: CommandLab;

beforeAll(async () => {
  lab = await startCommandLab('404242', '404343');
});
afterAll(() => lab.close());

const tag = (...args: string[]): Promise<string[]> => lab.run(runTag, args);

test('parley tag makes the tags of one workspace and lists them by name', async () => {
  expect(await tag('list', '--tenant', '404242')).toEqual([]);
  expect(await tag('add', '--tenant', '404242', '--name', ' Late   again ')).toEqual(['The tag Late again is made.']);
  expect(await tag('add', '--tenant', '404242', '--name', 'Duty')).toEqual(['The tag Duty is made.']);
  expect(await tag('add', '--tenant', '404242', '--name', 'LATE AGAIN')).toEqual(['There is a tag of that name.']);
  expect(await tag('list', '--tenant', '404242')).toEqual(['Duty', 'Late again']);
  expect(await tag('list', '--tenant', '404343')).toEqual([]);
});

test('parley tag says what is wrong, and makes nothing', async () => {
  await expect(tag('add', '--tenant', '404242')).rejects.toThrow('--name is needed');
  await expect(tag('add', '--tenant', '9', '--name', 'x')).rejects.toThrow('There is no workspace 9.');
  await expect(tag('paint', '--tenant', '404242')).rejects.toThrow('parley tag add');
  for (const name of [' ', 'x'.repeat(101)]) {
    await expect(tag('add', '--tenant', '404242', '--name', name)).rejects.toThrow('A tag has 1 to 100 characters.');
  }
  expect(await tag('list', '--tenant', '404242')).toHaveLength(2);
});

test('a workspace has a bounded number of tags', async () => {
  await rowsOf(
    lab.database,
    `insert into tags (tenant_id, id, name, name_key, created_at)
     select '404343', 'tag' || n, n::text, n::text, now() from generate_series(1, $1::integer) n`,
    [tagLimit],
  );
  const ctx = { tenantId: '404343', actor: { kind: 'system' }, requestId: 'test' } as const;
  const made = createTag({ db: lab.database.db, clock: createClock() }, ctx, 'one more');
  await expect(made).rejects.toMatchObject({ reason: 'tag.limit_reached' });
});
