import type { MovableClock } from './clock.ts';

/** Something that has work at known moments: a queue, the simulator's timers. */
export interface TimelineMember {
  readonly name: string;
  /** The earliest moment at which it has work, or undefined when it has none. */
  nextDueMs(): Promise<number | undefined>;
  /** Does all that is due now and resolves when nothing due is left or under way. */
  drain(): Promise<void>;
  /** Nothing is under way and no hint of work waits. Drained only when it is not, or has work. */
  isIdle(): boolean;
}

/** Milliseconds; undefined when a member has nothing to do. */
type Moments = ReadonlyMap<TimelineMember, number | undefined>;

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

  /** When each member has work next; asks the database once for most of them. */
  const askAll = async (): Promise<Moments> => {
    const moments = await Promise.all(members.map((member) => member.nextDueMs()));
    return new Map(members.map((member, index) => [member, moments[index]]));
  };

  // Each drain asks the database: most members have nothing to do at most moments, and are left alone.
  const drainDue = async (moments: Moments): Promise<void> => {
    const nowMs = clock.nowMs();
    for (const member of members) {
      const isDue = (moments.get(member) ?? Number.POSITIVE_INFINITY) <= nowMs;
      if (isDue || !member.isIdle()) await member.drain();
    }
  };

  /** Those who have work now or are at work. */
  const restless = (moments: Moments): TimelineMember[] => {
    const nowMs = clock.nowMs();
    return members.filter((member) => (moments.get(member) ?? Number.POSITIVE_INFINITY) <= nowMs || !member.isIdle());
  };
  const isAtRest = (moments: Moments): boolean => restless(moments).length === 0;

  /** @param known what the members said last; asked of them when not given. Resolves to what they say at the end. */
  const settle = async (known?: Moments): Promise<Moments> => {
    // Of what is under way while they are asked, some may not have heard.
    const isQuiet = known !== undefined || members.every((member) => member.isIdle());
    let moments = known ?? (await askAll());
    if (isQuiet && isAtRest(moments)) return moments;
    for (let round = 0; round < maxRounds; round += 1) {
      await drainDue(moments);
      moments = await askAll();
      if (isAtRest(moments)) return moments;
    }
    const names = restless(moments).map((member) => member.name);
    throw new Error(`The system did not come to rest in ${maxRounds} rounds: ${names.join(', ')}.`);
  };

  const advanceTo = async (targetMs: number): Promise<void> => {
    let moments = await settle();
    for (let step = 0; step < maxSteps; step += 1) {
      const next = earliestOf(moments);
      if (next === undefined || next > targetMs) break;
      clock.reach(next, 'timeline');
      moments = await settle(moments);
    }
    clock.reach(targetMs, 'timeline');
    await settle(moments);
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
    settle: () => oneAtATime(async () => void (await settle())),
  };
}

function earliestOf(moments: Moments): number | undefined {
  const known = [...moments.values()].filter((moment) => moment !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
