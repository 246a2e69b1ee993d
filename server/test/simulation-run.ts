import { webhookByEvent } from '../bench/crash/check-events.ts';
import { createRandom } from '../bench/crash/random.ts';
import type { PhoneMessage } from './harness/simulator-client.ts';
import { postStatuses } from './outgoing-lab.ts';
import { actions, type Run, write } from './simulation-actions.ts';
import { judge, type SeedFacts } from './simulation-checks.ts';
import { type SimulationWorld, startMoodyReceiver, storedEvents, storedLines } from './simulation-lab.ts';

export interface SeedResult {
  /** What was broken, in words; empty when every promise held. */
  readonly violations: string[];
  readonly accepted: number;
  readonly events: number;
  readonly faults: number;
}

const subscribed = [...Object.values(webhookByEvent), 'sessionMessageSent_v2', 'sessionMessageFailed'];
const peoplePerSeed = 3;
const actionsPerSeed = 20;
/** Longer than the grace of sends without an answer, and than the longest gap between tries. */
const restSeconds = 660;
const maxRests = 30;

/** Plays what that seed decides and answers what it broke. The same seed makes the same choices. */
export async function runSeed(world: SimulationWorld, seed: number): Promise<SeedResult> {
  const receiver = await startMoodyReceiver(world.first, subscribed);
  const people = Array.from({ length: peoplePerSeed }, (_, index) => `4478${String(seed).padStart(8, '0')}${index}`);
  const run: Run = {
    world,
    random: createRandom(seed),
    receiver,
    people,
    label: `s${seed}`,
    accepted: [],
    written: [],
    highest: new Map(),
    falls: [],
    faults: 0,
    number: 0,
  };
  try {
    await receiver.subscribe();
    for (const waId of people) await write(run, waId);
    await world.settle();
    for (let action = 0; action < actionsPerSeed; action += 1) await act(run);
    await comeToRest(run);
    const facts = await gather(run);
    return {
      violations: [...run.falls, ...judge(facts)],
      accepted: run.accepted.length,
      events: receiver.arrivals.length,
      faults: run.faults,
    };
  } finally {
    await world.first.simulator.clearFaults();
    await receiver.close();
  }
}

async function act(run: Run): Promise<void> {
  const action = run.random.pick(actions);
  await action(run, run.random.pick(run.people as readonly [string, ...string[]]));
  await watchStatuses(run);
}

/** Statuses may only rise; a failure gives way to proof of delivery alone. */
async function watchStatuses(run: Run): Promise<void> {
  for (const { id, status } of await storedLines(run.world.first, run.people)) {
    const before = run.highest.get(id) ?? status;
    if (status < before) run.falls.push(`message ${id} fell from ${before} to ${status}`);
    run.highest.set(id, status);
  }
}

/** All faults end, Meta tells again what it knows, and time passes until the queues are empty. */
async function comeToRest(run: Run): Promise<void> {
  const { world, people } = run;
  const { simulator } = world.first;
  await simulator.clearFaults();
  run.receiver.failNext(0, 'status');
  for (const waId of people) await simulator.patch(waId, { blocked: false, auto_deliver: true });
  for (let rest = 0; rest < maxRests; rest += 1) {
    await world.advance(restSeconds);
    if ((await world.leftovers()).length === 0) break;
  }
  for (const waId of people) await tellAgain(run, await phoneOf(run, waId), waId);
  await world.settle();
  await watchStatuses(run);
}

async function tellAgain(run: Run, phone: readonly PhoneMessage[], to: string): Promise<void> {
  const { first } = run.world;
  const atMs = first.clock.nowMs();
  const told = phone.filter(
    ({ direction, status }) => direction === 'out' && status !== 'failed' && status !== 'accepted',
  );
  const statuses = told.flatMap(({ id, status }) => {
    const reached = ['sent', 'delivered', 'read'];
    return reached.slice(0, reached.indexOf(status) + 1).map((word) => ({ wamid: id, status: word, to, atMs }));
  });
  if (statuses.length > 0) await postStatuses(first, statuses);
}

async function phoneOf(run: Run, waId: string): Promise<PhoneMessage[]> {
  const answer = await run.world.first.simulator.call('GET', `/customers/${waId}/messages?include=undelivered`);
  return answer.body as PhoneMessage[];
}

async function gather(run: Run): Promise<SeedFacts> {
  const { world, people, receiver } = run;
  type Item = {
    text: string | null;
    finalText: string | null;
    statusString: string;
    owner?: boolean;
    eventType: string;
  };
  const phones = await Promise.all(people.map((waId) => phoneOf(run, waId)));
  const histories = await Promise.all(
    people.map(async (waId) => {
      const path = `/api/v1/getMessages/${waId}`;
      const answer = await world.first.api<{ messages: { items: Item[] } }>('GET', path, { query: { pageSize: 200 } });
      return answer.body.messages.items.reverse();
    }),
  );
  return {
    people,
    accepted: run.accepted,
    written: run.written,
    phones: new Map(people.map((waId, index) => [waId, phones[index] ?? []])),
    histories: new Map(people.map((waId, index) => [waId, histories[index] ?? []])),
    stored: await storedLines(world.first, people),
    events: await storedEvents(world.first, people),
    arrivals: receiver.arrivals,
    leftovers: await world.leftovers(),
  };
}
