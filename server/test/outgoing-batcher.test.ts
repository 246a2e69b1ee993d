import { describe, expect, test, vi } from 'vitest';
import { createBatcher } from '../src/kernel/batcher.ts';
import { createGate } from './outgoing-lab.ts';

interface Flush {
  readonly items: readonly number[];
  finish(): void;
  fail(error: Error): void;
}

/** A batcher whose flushes end when the test says so. */
function createLab(limits: { maxBatch?: number; maxConcurrent?: number; maxWaiting?: number; gapMs?: number } = {}) {
  const flushes: Flush[] = [];
  const batcher = createBatcher<number, string>({
    maxBatch: 4,
    maxConcurrent: 2,
    maxWaiting: 10,
    ...limits,
    flush: (items) =>
      new Promise((resolve, reject) => {
        flushes.push({ items, finish: () => resolve(items.map((item) => `done ${item}`)), fail: reject });
      }),
  });
  return { batcher, flushes };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('a batcher', () => {
  test('flushes a lone item at once and answers its own result', async () => {
    const { batcher, flushes } = createLab();
    const added = batcher.add(1);
    await turn();
    expect(flushes.map((flush) => flush.items)).toEqual([[1]]);
    flushes[0]?.finish();
    expect(await added).toBe('done 1');
  });

  test('takes what came together in one flush, in order, and gives each caller its result', async () => {
    const { batcher, flushes } = createLab();
    const added = Promise.all([1, 2, 3].map((item) => batcher.add(item)));
    await turn();
    expect(flushes.map((flush) => flush.items)).toEqual([[1, 2, 3]]);
    flushes[0]?.finish();
    expect(await added).toEqual(['done 1', 'done 2', 'done 3']);
  });

  test('with a gap: a lone item goes at once, what follows goes together after the gap, a full batch at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    try {
      const { batcher, flushes } = createLab({ gapMs: 40 });
      for (const item of [1, 2, 3]) {
        void batcher.add(item);
        await turn();
        flushes[0]?.finish();
      }
      await vi.advanceTimersByTimeAsync(39);
      expect(flushes.map((flush) => flush.items)).toEqual([[1]]);
      await vi.advanceTimersByTimeAsync(1);
      expect(flushes.map((flush) => flush.items)).toEqual([[1], [2, 3]]);
      flushes[1]?.finish();
      for (const item of [4, 5, 6, 7]) void batcher.add(item);
      await turn();
      expect(flushes.map((flush) => flush.items)).toEqual([[1], [2, 3], [4, 5, 6, 7]]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('runs no more flushes at once than allowed; what comes meanwhile goes together in the next one', async () => {
    const { batcher, flushes } = createLab();
    const added: Promise<string>[] = [];
    for (const item of [1, 2, 3, 4, 5]) {
      added.push(batcher.add(item));
      await turn();
    }
    expect(flushes.map((flush) => flush.items)).toEqual([[1], [2]]);
    flushes[0]?.finish();
    await added[0];
    await turn();
    expect(flushes.map((flush) => flush.items)).toEqual([[1], [2], [3, 4, 5]]);
    for (const flush of flushes) flush.finish();
    await Promise.all(added);
  });

  test('never puts more into a flush than allowed', async () => {
    const { batcher, flushes } = createLab();
    const added = Promise.all(range(0, 10).map((item) => batcher.add(item)));
    await turn();
    expect(flushes.map((flush) => flush.items)).toEqual([range(0, 4), range(4, 8)]);
    for (const flush of flushes) flush.finish();
    await turn();
    expect(flushes.at(-1)?.items).toEqual([8, 9]);
    flushes.at(-1)?.finish();
    expect(await added).toHaveLength(10);
  });

  test('refuses what would wait beyond its limit, and takes more when there is room again', async () => {
    const { batcher, flushes } = createLab({ maxWaiting: 3, maxBatch: 1, maxConcurrent: 1 });
    const added = [batcher.add(1)];
    await turn();
    added.push(...[2, 3, 4].map((item) => batcher.add(item)));
    await expect(batcher.add(5)).rejects.toThrow('full');
    expect(batcher.size()).toBe(4);
    flushes[0]?.finish();
    await added[0];
    added.push(batcher.add(6));
    for (let index = 1; index < 5; index += 1) {
      await turn();
      flushes[index]?.finish();
    }
    expect(await Promise.all(added)).toEqual(['done 1', 'done 2', 'done 3', 'done 4', 'done 6']);
  });

  test('tells a failed flush to its own items alone and goes on', async () => {
    const { batcher, flushes } = createLab({ maxConcurrent: 1 });
    const first = batcher.add(1);
    await turn();
    const second = batcher.add(2);
    flushes[0]?.fail(new Error('no database'));
    await expect(first).rejects.toThrow('no database');
    await turn();
    flushes[1]?.finish();
    expect(await second).toBe('done 2');
  });

  test('is idle only when nothing waits and nothing runs', async () => {
    const { batcher, flushes } = createLab({ maxConcurrent: 1, maxBatch: 1 });
    await batcher.idle();
    const added = [batcher.add(1), batcher.add(2)];
    const gate = createGate();
    let idle = false;
    void batcher.idle().then(() => {
      idle = true;
      gate.open();
    });
    await turn();
    flushes[0]?.finish();
    await added[0];
    await turn();
    expect(idle).toBe(false);
    flushes[1]?.finish();
    await gate.opened;
    expect(batcher.size()).toBe(0);
  });
});
