import { QueryClient, QueryObserver } from '@tanstack/query-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alsoAfterReads, readAnew } from '../../web/src/live/after-reads.ts';

const queryKey = ['jobs', '1'];
let queryClient: QueryClient;
/** Answers the reads in the order in which they were begun. */
let answers: ((state: string) => void)[];
let leave: () => void;

beforeEach(() => {
  queryClient = new QueryClient();
  answers = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  leave = new QueryObserver(queryClient, { queryKey, queryFn }).subscribe(() => undefined);
});
afterEach(() => {
  leave();
  queryClient.clear();
});

const shown = (): unknown => queryClient.getQueryData(queryKey);
/** The answer of the nth read arrives. */
async function answer(nth: number, state: string): Promise<void> {
  await expect.poll(() => answers.length).toBeGreaterThan(nth);
  answers[nth]?.(state);
  await expect.poll(shown).toBe(state);
}

test('a change that is told while a page is read for the first time is read after it', async () => {
  readAnew(queryClient, ['jobs']);
  await answer(0, 'running');
  await answer(1, 'done');
});

test('a change that is told while a page is read again is read too', async () => {
  await answer(0, 'running');
  readAnew(queryClient, ['jobs']);
  await expect.poll(() => answers.length).toBe(2);
  readAnew(queryClient, ['jobs']);
  await answer(2, 'done');
});

test('what was put into a page outlives the answer of a read that began before', async () => {
  await answer(0, 'old');
  void queryClient.invalidateQueries({ queryKey });
  await expect.poll(() => answers.length).toBe(2);
  let times = 0;
  alsoAfterReads(queryClient, ['jobs'], () => {
    times += 1;
    queryClient.setQueryData(queryKey, (state) => state && 'new');
  });
  expect(shown()).toBe('new');
  answers[1]?.('old');
  await expect.poll(() => times).toBe(2);
  expect(shown()).toBe('new');
});
