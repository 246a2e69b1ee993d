import { describe, expect, test } from 'vitest';
import { createClock } from '../src/kernel/clock.ts';
import { createTimeline, type TimelineMember } from '../src/kernel/timeline.ts';

/** A machine whose time jumps at every look, as it does for a process that waits for a core. */
function createJumpingClock(byMs: number) {
  let machineMs = 1_000_000;
  return createClock({
    machineMs() {
      machineMs += byMs;
      return machineMs;
    },
  });
}

describe('a timeline', () => {
  test('goes on when time passes the next moment just while it is looked at', async () => {
    const clock = createJumpingClock(5);
    const timeline = createTimeline(clock);
    const done: number[] = [];
    const dueMs = [clock.nowMs() + 600, clock.nowMs() + 900];
    const member: TimelineMember = {
      name: 'work',
      nextDueMs: async () => dueMs[0],
      async drain() {
        while ((dueMs[0] ?? Number.POSITIVE_INFINITY) <= clock.nowMs()) done.push(dueMs.shift() ?? 0);
      },
      isIdle: () => true,
    };
    timeline.join(member);
    const expected = [...dueMs];
    // Some of these moments lie between two looks.
    for (let aheadMs = 1; aheadMs <= 60; aheadMs += 1) await timeline.advanceTo(clock.nowMs() + aheadMs);
    expect(done).toEqual(expected);
  });

  test('says who keeps it from coming to rest', async () => {
    const clock = createClock();
    const timeline = createTimeline(clock);
    const busy: TimelineMember = {
      name: 'a stubborn queue',
      nextDueMs: async () => clock.nowMs(),
      drain: async () => undefined,
      isIdle: () => true,
    };
    const quiet: TimelineMember = { ...busy, name: 'a quiet queue', nextDueMs: async () => undefined };
    timeline.join(quiet);
    timeline.join(busy);
    await expect(timeline.settle()).rejects.toThrow('did not come to rest in 1000 rounds: a stubborn queue');
  });
});
