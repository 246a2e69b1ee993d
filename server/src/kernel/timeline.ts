import type { MovableClock } from './clock.ts';

/** Something that has work at known moments: a queue, the simulator's timers. */
export interface TimelineMember {
  readonly name: string;
  /** The earliest moment at which it has work, or undefined when it has none. */
  nextDueMs(): Promise<number | undefined>;
  /** Does all that is due now and resolves when nothing due is left or under way. */
  drain(): Promise<void>;
  /** Nothing is under way and no hint of work waits. Drained only when it is not, or has work; without it, always. */
  isIdle?(): boolean;
}

const maxSteps = 100_000;
const maxRounds = 1_000;

/**
 * Moves virtual time so that every due job runs in the order of its moment, as if the time had passed.
 * Members: whatever works by the clock. Used only where the clock is virtual (simulator, tests).
 */
export interface Timeline {
  join(member: TimelineMember): void;
  advanceTo(targetMs: number): Promise<void>;
  /** Runs what is due now until nothing is left: a quiet system. */
  settle(): Promise<void>;
}

export function createTimeline(clock: MovableClock): Timeline {
  const members: TimelineMember[] = [];
  let tail: Promise<unknown> = Promise.resolve();

  const findDue = async (): Promise<Set<TimelineMember>> => {
    const moments = await Promise.all(members.map((member) => member.nextDueMs()));
    const nowMs = clock.nowMs();
    return new Set(members.filter((_member, index) => (moments[index] ?? Number.POSITIVE_INFINITY) <= nowMs));
  };

  const earliest = async (): Promise<number | undefined> => {
    const moments = await Promise.all(members.map((member) => member.nextDueMs()));
    return moments.reduce<number | undefined>(
      (least, ms) => (ms !== undefined && (least === undefined || ms < least) ? ms : least),
      undefined,
    );
  };

  // Each drain asks the database: most members have nothing to do at most moments, and are left alone.
  const settle = async (): Promise<void> => {
    let isFirst = true;
    for (let round = 0; round < maxRounds; round += 1) {
      const due = await findDue();
      if (due.size === 0 && !isFirst && members.every((member) => member.isIdle?.() ?? true)) return;
      for (const member of members) {
        if (due.has(member) || !(member.isIdle?.() ?? false)) await member.drain();
      }
      isFirst = false;
    }
    throw new Error(`The system did not come to rest in ${maxRounds} rounds.`);
  };

  const advanceTo = async (targetMs: number): Promise<void> => {
    await settle();
    for (let step = 0; step < maxSteps; step += 1) {
      const next = await earliest();
      if (next === undefined || next > targetMs) break;
      if (next > clock.nowMs()) clock.moveTo(next, 'timeline');
      await settle();
    }
    if (targetMs > clock.nowMs()) clock.moveTo(targetMs, 'timeline');
    await settle();
  };

  const oneAtATime = (work: () => Promise<void>): Promise<void> => {
    const run = tail.then(work, work);
    tail = run.catch(() => undefined);
    return run;
  };

  return {
    join: (member) => {
      members.push(member);
    },
    advanceTo: (targetMs) => oneAtATime(() => advanceTo(targetMs)),
    settle: () => oneAtATime(settle),
  };
}
