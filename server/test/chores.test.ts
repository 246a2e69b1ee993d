import { afterEach, describe, expect, test } from 'vitest';
import { type Chores, createChores } from '../src/chores.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';

const hourMs = 3_600_000;

describe('a chore', () => {
  let chores: Chores | undefined;
  afterEach(() => chores?.stop());

  /** When a chore of that rhythm ran, in hours since the start. */
  async function hoursOf(everyHours: number, { fails = false, isHeld = true } = {}): Promise<number[]> {
    const clock = createClock({ machineMs: () => 0 });
    const ranAt: number[] = [];
    const chore = {
      name: 'a chore',
      everyMs: everyHours * hourMs,
      async run() {
        ranAt.push(clock.nowMs() / hourMs);
        if (fails) throw new Error('It failed.');
      },
    };
    const leases = {
      acquire: async () => [{ name: 'chores', fence: 1, held: () => isHeld }],
      close: async () => undefined,
    };
    chores = createChores({ clock, log: createLog({ level: 'silent' }), leases, observeFailure: () => undefined }, [
      chore,
    ]);
    chores.start();
    for (let hour = 0; hour <= 50; hour += 1) {
      clock.moveTo(hour * hourMs);
      await chores.timelineMember.drain();
    }
    return ranAt;
  }

  test('has its first turn within an hour: a process that is restarted every day has one too', async () => {
    expect(await hoursOf(24)).toEqual([1, 25, 49]);
    expect(await hoursOf(10, { fails: true })).toEqual([1, 11, 21, 31, 41]);
  });

  test('is left to the process that holds the lease', async () => {
    expect(await hoursOf(24, { isHeld: false })).toEqual([]);
  });
});
