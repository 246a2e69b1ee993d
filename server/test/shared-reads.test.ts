import { expect, test } from 'vitest';
import { createSharedReads } from '../src/db/shared-reads.ts';

function lab() {
  const share = createSharedReads<number>();
  const pending: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const read = () => new Promise<number>((resolve, reject) => pending.push({ resolve, reject }));
  return { ask: (key = 'a') => share(key, read), pending };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('who asks while a reading is under way gets the next one, shared with all who asked meanwhile', async () => {
  const { ask, pending } = lab();
  const first = ask();
  const later = [ask(), ask(), ask()];
  expect(pending).toHaveLength(1);
  pending[0]?.resolve(1);
  expect(await first).toBe(1);
  await turn();
  expect(pending).toHaveLength(2);
  const latest = ask();
  pending[1]?.resolve(2);
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
  await turn();
  expect(pending).toHaveLength(3);
  pending[2]?.resolve(3);
  expect(await latest).toBe(3);
});

test('a reading that fails fails for those who share it alone', async () => {
  const { ask, pending } = lab();
  const first = ask();
  const second = ask();
  pending[0]?.reject(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  await turn();
  pending[1]?.resolve(2);
  expect(await second).toBe(2);
  await turn();
  const third = ask();
  expect(pending).toHaveLength(3);
  pending[2]?.resolve(3);
  expect(await third).toBe(3);
});

test('other keys are read apart', async () => {
  const { ask, pending } = lab();
  const both = [ask('a'), ask('b')];
  expect(pending).toHaveLength(2);
  pending[0]?.resolve(1);
  pending[1]?.resolve(2);
  expect(await Promise.all(both)).toEqual([1, 2]);
});
