import type { Random } from '../bench/crash/random.ts';
import type { MoodyReceiver, SimulationWorld } from './simulation-lab.ts';

/** What a run of one seed shares. */
export interface Run {
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

const maxJumpSeconds = 900;
/** A start takes as long as the rest of a run. */
const restartShare = 0.4;

type Action = (run: Run, waId: string) => Promise<void>;

/** What may happen at any moment. An action stands as often as it is to come up. */
export const actions: readonly [Action, ...Action[]] = [
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

function nextText(run: Run): string {
  run.number += 1;
  return `${run.label} no ${run.number}`;
}

/** A customer writes to the platform. */
export async function write(run: Run, waId: string): Promise<void> {
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
