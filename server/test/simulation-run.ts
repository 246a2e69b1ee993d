import { webhookByEvent } from '../bench/crash/check-events.ts';
import { createRandom, type Random } from '../bench/crash/random.ts';
import type { PhoneMessage } from './harness/simulator-client.ts';
import { postStatuses } from './outgoing-lab.ts';
import { judge, type SeedFacts } from './simulation-checks.ts';
import {
  type MoodyReceiver,
  type SimulationWorld,
  startMoodyReceiver,
  storedEvents,
  storedLines,
} from './simulation-lab.ts';

export interface SeedResult {
  /** What was broken, in words; empty when every promise held. */
  readonly violations: string[];
  readonly accepted: number;
  readonly events: number;
  readonly faults: number;
}

/** What a run of one seed shares. */
interface Run {
  readonly world: SimulationWorld;
  readonly random: Random;
  readonly receiver: MoodyReceiver;
  readonly people: readonly string[];
  readonly label: string;
  /** Texts that the platform took to send, and those that customers wrote. */
  readonly accepted: { waId: string; text: string }[];
  readonly written: { waId: string; text: string }[];
  /** The highest status seen of each message. */
  readonly highest: Map<string, number>;
  readonly falls: string[];
  faults: number;
  number: number;
}

const subscribed = [...Object.values(webhookByEvent), 'sessionMessageSent_v2', 'sessionMessageFailed'];
const peoplePerSeed = 3;
const actionsPerSeed = 20;
const maxJumpSeconds = 900;
/** Longer than the grace of sends without an answer, and than the longest gap between tries. */
const restSeconds = 660;
const maxRests = 30;
/** A start takes as long as the rest of a run. */
const restartShare = 0.4;

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

type Action = (run: Run, waId: string) => Promise<void>;

// An action stands as often as it is to come up.
const actions: readonly [Action, ...Action[]] = [
  sendText,
  sendText,
  sendText,
  sendTemplate,
  sendToAll,
  write,
  write,
  write,
  read,
  bendCall,
  bendCall,
  loseAllWords,
  bendWebhook,
  bendWebhook,
  changePhone,
  failReceiver,
  jump,
  jump,
  (run) => run.world.settle(),
  restartSometimes,
];

async function act(run: Run): Promise<void> {
  const action = run.random.pick(actions);
  await action(run, run.random.pick(run.people as readonly [string, ...string[]]));
  await watchStatuses(run);
}

function nextText(run: Run): string {
  run.number += 1;
  return `${run.label} no ${run.number}`;
}

async function write(run: Run, waId: string): Promise<void> {
  const text = nextText(run);
  await run.world.first.simulator.writeText(waId, text);
  run.written.push({ waId, text });
}

async function sendText(run: Run, waId: string): Promise<void> {
  const messageText = nextText(run);
  const path = `/api/v1/sendSessionMessage/${waId}`;
  const answer = await run.world.first.api<{ result: unknown }>('POST', path, { query: { messageText } });
  if (answer.body.result === 'success') run.accepted.push({ waId, text: messageText });
}

async function sendTemplate(run: Run, waId: string): Promise<void> {
  await sendTemplates(run, [waId]);
}

async function sendToAll(run: Run): Promise<void> {
  await sendTemplates(run, run.people);
}

async function sendTemplates(run: Run, waIds: readonly string[]): Promise<void> {
  const name = nextText(run);
  const parameters = [
    { name: 'name', value: name },
    { name: 'company', value: 'Acme' },
  ];
  const receivers = waIds.map((whatsappNumber) => ({ whatsappNumber, customParams: parameters }));
  const json = { template_name: 'welcome', broadcast_name: name, receivers };
  const answer = await run.world.first.api<{ result: unknown }>('POST', '/api/v2/sendTemplateMessages', { json });
  if (answer.body.result !== true) return;
  for (const waId of waIds) run.accepted.push({ waId, text: `Hello ${name}, welcome to Acme.` });
}

async function read(run: Run, waId: string): Promise<void> {
  await run.world.first.simulator.read(waId);
}

async function bendCall(run: Run, waId: string): Promise<void> {
  const { random } = run;
  const outcome = random.pick<Record<string, unknown>>([
    { error: { code: 131000 }, mode: 'sync' },
    { error: { code: 131000 }, mode: 'async' },
    { error: { code: 131016 }, mode: 'sync' },
    { error: { code: 131026 }, mode: 'async' },
    { error: { code: 131009 }, mode: 'sync' },
    { error: { code: 131056 }, mode: 'sync' },
    { error: { code: 130429 }, mode: 'sync' },
    { drop_answer: true },
    { drop_answer: true },
    { drop_answer: true, silence: true },
    { silence: true },
    { delay_ms: random.between(1, 40) },
    { delay_ms: random.between(1, 40), drop_answer: true },
  ]);
  await fault(run, { match: { operation: 'messages', to: waId }, outcome, times: random.between(1, 3) });
  await random.pick([sendText, sendTemplate])(run, waId);
}

/** Meta takes the message, and nothing that it says of it arrives. */
async function loseAllWords(run: Run, waId: string): Promise<void> {
  const webhook = { drop: true };
  await fault(run, { match: { operation: 'messages.statuses', to: waId }, outcome: { webhook }, times: 2 });
  await fault(run, { match: { operation: 'messages', to: waId }, outcome: { drop_answer: true } });
  await sendText(run, waId);
}

async function bendWebhook(run: Run, waId: string): Promise<void> {
  const { random } = run;
  const [operation, webhook] = random.pick<[string, Record<string, unknown>]>([
    ['messages', { duplicate: true }],
    ['messages', { reorder: true }],
    ['messages', { delay_ms: random.between(1, 400_000) }],
    ['messages.statuses', { duplicate: true, delay_ms: random.between(1, 400_000) }],
    // Lost for now: all that Meta knows is told again at the end.
    ['messages.statuses', { drop: true }],
    ['messages.statuses', { bad_signature: true }],
  ]);
  await fault(run, { match: { operation, to: waId }, outcome: { webhook }, times: random.between(1, 4) });
}

async function fault(run: Run, input: Record<string, unknown>): Promise<void> {
  run.faults += 1;
  await run.world.first.simulator.fault(input);
}

async function changePhone(run: Run, waId: string): Promise<void> {
  const { random } = run;
  const change = random.pick<Record<string, unknown>>([
    { auto_deliver: false },
    { auto_deliver: true },
    { auto_read: true },
    { blocked: true },
    { blocked: false },
  ]);
  await run.world.first.simulator.patch(waId, change);
}

async function failReceiver(run: Run): Promise<void> {
  run.receiver.failNext(run.random.between(1, 4), run.random.pick(['status', 'reset']));
}

async function jump(run: Run): Promise<void> {
  await run.world.advance(run.random.between(1, maxJumpSeconds));
}

async function restartSometimes(run: Run): Promise<void> {
  if (run.random.next() < restartShare) await run.world.restartSecond();
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
