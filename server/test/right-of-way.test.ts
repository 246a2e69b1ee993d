import { describe, expect, test } from 'vitest';
import { createLoadMeter, type LoadMeter } from '../src/kernel/load-meter.ts';
import { createRightOfWay } from '../src/kernel/right-of-way.ts';

/** Longer than any test: nothing here ends by waiting so long. */
const forEver = 600_000;

function meter(busy: boolean): LoadMeter & { busy: boolean } {
  return {
    busy,
    isBusy() {
      return this.busy;
    },
  };
}

/** Work under way that ends when told to. */
function begin(way: ReturnType<typeof createRightOfWay>): { end: () => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = way.pass(() => promise);
  return {
    end() {
      resolve();
      return work;
    },
  };
}

describe('the right of way', () => {
  test('is clear when nobody passes, however busy the machine is', async () => {
    expect(await createRightOfWay(meter(true)).clear(forEver)).toBe(true);
  });

  test('is waited for on a busy machine, until the last of those who pass is through', async () => {
    const way = createRightOfWay(meter(true));
    const [first, second] = [begin(way), begin(way)];
    const order: string[] = [];
    const waiting = way.clear(forEver).then((isClear) => order.push(`clear ${isClear}`));
    await first.end();
    order.push('first');
    await second.end();
    order.push('second');
    await waiting;
    expect(order).toEqual(['first', 'second', 'clear true']);
  });

  test('is not waited for where the machine has room for both', async () => {
    const way = createRightOfWay(meter(false));
    const passing = begin(way);
    expect(await way.clear(forEver)).toBe(false);
    await passing.end();
  });

  test('is no longer waited for when the machine gets room', async () => {
    const load = meter(true);
    const way = createRightOfWay(load);
    const passing = begin(way);
    const waiting = way.clear(forEver);
    load.busy = false;
    expect(await waiting).toBe(false);
    await passing.end();
  });

  test('is waited for no longer than told, and not at all when told so', async () => {
    const way = createRightOfWay(meter(true));
    const passing = begin(way);
    expect(await way.clear(1)).toBe(false);
    expect(await way.clear(0)).toBe(false);
    await passing.end();
  });
});

describe('the load of the machine', () => {
  test('is high while the one thread does nothing but work', () => {
    const load = createLoadMeter();
    const end = performance.now() + 300;
    while (performance.now() < end);
    expect(load.isBusy()).toBe(true);
  });
});
