import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import {
  type Door,
  envelope,
  type Json,
  mainNumberId,
  openDoor,
  rowsOf,
  seededRandom,
  shuffled,
  statusOf,
} from './intake-lab.ts';

// What Meta tells of sent messages, in any order and any number of times.
let parley: TestPlatform;
let door: Door;
let receiver: WebhookReceiver;
const dropStatuses = { match: { operation: 'messages.statuses' }, outcome: { webhook: { drop: true } }, times: 0 };

/** Milliseconds of machine time in which the statuses overtake the answer. */
const answerDelayMs = 2_000;

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
  receiver = await parley.subscribe([
    'sentMessageDELIVERED_v2',
    'sentMessageREAD_v2',
    'sessionMessageSent_v2',
    'sessionMessageFailed',
  ]);
  await parley.simulator.fault(dropStatuses);
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

interface Sent {
  readonly id: string;
  readonly wamid: string;
  readonly text: string;
  readonly status: number;
}

let counter = 0;

const customerOf = (text: string): string => `44790800${text.replace(/\D/g, '').padStart(5, '0')}`;

/** Texts of which each will go to a customer of its own, who has written: Meta limits how fast one person is written to. */
async function greet(count: number): Promise<string[]> {
  const texts = Array.from({ length: count }, () => {
    counter += 1;
    return `message ${counter}`;
  });
  for (const text of texts) await parley.simulator.writeText(customerOf(text), 'hi');
  await parley.settle();
  return texts;
}

async function queueTexts(texts: readonly string[]): Promise<void> {
  for (const messageText of texts) {
    const path = `/api/v1/sendSessionMessage/${customerOf(messageText)}`;
    expect(await parley.api('POST', path, { query: { messageText } })).toMatchObject({ body: { ok: true } });
  }
}

async function send(count: number): Promise<Sent[]> {
  const texts = await greet(count);
  await queueTexts(texts);
  await parley.settle();
  const sent = await readSent(texts);
  expect(sent.map((message) => message.status)).toEqual(texts.map(() => 20));
  return sent;
}

const readSent = (texts: readonly string[]): Promise<Sent[]> =>
  rowsOf<Sent>(parley, 'select id, wamid, text, status from messages where text = any($1::text[]) order by id', [
    texts,
  ]);

const toldOf = (message: { id: string }): string[] =>
  receiver.received.filter((entry) => entry.body.id === message.id).map((entry) => entry.body.eventType);

async function postStatuses(...statuses: readonly Json[]): Promise<void> {
  expect((await door.post(envelope([mainNumberId, { statuses }]))).status).toBe(200);
}

async function postAndSettle(...statuses: readonly Json[]): Promise<void> {
  await postStatuses(...statuses);
  await parley.settle();
}

const failure = { errors: [{ code: 131026, title: 'Message undeliverable' }] };

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

test.each([false, true])(
  'sent, delivered and read in every order, each in a POST of its own (echoed id: %s): read, and each told once',
  async (echoed) => {
    const orders = permutations(['sent', 'delivered', 'read']);
    const messages = await send(orders.length);
    for (const step of [0, 1, 2, 0, 2]) {
      for (const [index, message] of messages.entries()) {
        const echo = echoed ? { biz_opaque_callback_data: message.id } : {};
        await postStatuses(statusOf(parley, message.wamid, orders[index]?.[step] ?? '', echo));
      }
      await parley.settle();
    }
    const after = await readSent(messages.map((message) => message.text));
    for (const message of after) {
      expect(message).toMatchObject({ status: 40 });
      expect(toldOf(message)).toEqual(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2', 'sentMessageREAD_v2']);
    }
  },
);

test('forty messages, their statuses doubled and shuffled into POSTs of any size: all read, each told once', async () => {
  const random = seededRandom(5);
  const messages = await send(40);
  const statuses = messages.flatMap((message) =>
    ['sent', 'delivered', 'read', 'delivered', 'sent'].map((status) => statusOf(parley, message.wamid, status)),
  );
  const mixed = shuffled(statuses, random);
  const posts: Json[][] = [];
  while (mixed.length > 0) posts.push(mixed.splice(0, 1 + Math.floor(random() * 12)));
  await Promise.all(posts.map((post) => postStatuses(...post)));
  await parley.settle();
  for (const message of await readSent(messages.map((entry) => entry.text))) {
    expect(message).toMatchObject({ status: 40 });
    expect(toldOf(message)).toEqual(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2', 'sentMessageREAD_v2']);
  }
});

test('a failure beats sent, whatever comes first, and loses to proof of delivery', async () => {
  const [late, early, repeated, proven, overruled] = (await send(5)) as [Sent, Sent, Sent, Sent, Sent];
  const at = (message: Sent, status: string) =>
    statusOf(parley, message.wamid, status, status === 'failed' ? failure : {});
  await postAndSettle(at(late, 'sent'));
  await postAndSettle(at(late, 'failed'));
  await postAndSettle(at(early, 'failed'), at(early, 'sent'));
  for (let time = 0; time < 3; time += 1) await postAndSettle(at(repeated, 'failed'));
  await postAndSettle(at(proven, 'delivered'));
  await postAndSettle(at(proven, 'failed'));
  await postAndSettle(at(overruled, 'failed'));
  await postAndSettle(at(overruled, 'read'));
  const after = await readSent([late, early, repeated, proven, overruled].map((message) => message.text));
  expect(after.map((message) => message.status)).toEqual([25, 25, 25, 30, 40]);
  const failed = ['sessionMessageSent_v2', 'sessionMessageFailed'];
  expect(after.map(toldOf)).toEqual([
    failed,
    failed,
    failed,
    ['sessionMessageSent_v2', 'sentMessageDELIVERED_v2'],
    [...failed, 'sentMessageDELIVERED_v2', 'sentMessageREAD_v2'],
  ]);
  const told = receiver.received.find((entry) => entry.body.eventType === 'sessionMessageFailed');
  expect(told?.body).toMatchObject({
    failedCode: '131026',
    failedDetail: 'Message undeliverable',
    statusString: 'Failed',
  });
});

test('words of a later day, payments and statuses of strangers change nothing', async () => {
  const [message] = (await send(1)) as [Sent];
  await postAndSettle(
    statusOf(parley, message.wamid, 'levitated'),
    statusOf(parley, message.wamid, 'failed', { type: 'payment', payment: { reference_id: 'x' } }),
    statusOf(parley, message.wamid, 'deleted', failure),
    statusOf(parley, 'wamid.stranger', 'read', { biz_opaque_callback_data: 'job=771;try=1' }),
    statusOf(parley, 'wamid.stranger', 'read', { biz_opaque_callback_data: 'f'.repeat(24) }),
  );
  expect(await readSent([message.text])).toMatchObject([{ status: 20 }]);
  await postAndSettle(statusOf(parley, message.wamid, 'played'));
  expect(await readSent([message.text])).toMatchObject([{ status: 40 }]);
});

test('statuses that come before the answer to the send: the echo settles it, an unknown wamid waits for the answer', async () => {
  await parley.simulator.clearFaults();
  const [echoed = '', silent = ''] = await greet(2);
  const dropOne = { ...dropStatuses, match: { ...dropStatuses.match, to: customerOf(silent) } };
  await parley.simulator.fault(dropOne);
  await parley.simulator.fault({ match: { operation: 'messages' }, outcome: { delay_ms: answerDelayMs }, times: 2 });
  await queueTexts([echoed, silent]);
  const findWamid = async () =>
    (await parley.simulator.phone(customerOf(silent))).find((entry) => entry.text === silent)?.id;
  await expect.poll(findWamid).toBeDefined();
  const wamid = (await findWamid()) ?? '';
  await postStatuses(statusOf(parley, wamid, 'read'), statusOf(parley, wamid, 'delivered'));
  const parked = 'select count(*) as count from parked_statuses where wamid = $1';
  await expect.poll(() => rowsOf(parley, parked, [wamid])).toEqual([{ count: 2 }]);
  await expect.poll(async () => (await readSent([echoed]))[0]?.status).toBe(30);
  const unanswered = (await parley.simulator.graphRequests()).filter((entry) => entry.status === null);
  expect(unanswered.map((entry) => entry.operation)).toEqual(['messages', 'messages']);

  await parley.settle();
  const [first, second] = (await readSent([echoed, silent])) as [Sent, Sent];
  expect([first.status, second.status]).toEqual([30, 40]);
  expect(second.wamid).toBe(wamid);
  expect(toldOf(first)).toEqual(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2']);
  expect(toldOf(second)).toEqual(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2', 'sentMessageREAD_v2']);
  expect(await rowsOf(parley, parked, [wamid])).toEqual([{ count: 0 }]);
  const shown = await parley.simulator.phone(customerOf(echoed));
  expect(shown.filter((entry) => entry.text === echoed)).toMatchObject([{ id: first.wamid }]);
});

test('what is parked for a week belongs to nobody and goes', async () => {
  await postAndSettle(statusOf(parley, 'wamid.never', 'read'));
  const parked = `select count(*) as count from parked_statuses where wamid = 'wamid.never'`;
  expect(await rowsOf(parley, parked)).toEqual([{ count: 1 }]);
  await rowsOf(parley, `update parked_statuses set parked_at = parked_at - interval '7 days'`);
  await parley.simulator.advance(24 * 3600 + 60);
  expect(await rowsOf(parley, parked)).toEqual([{ count: 0 }]);
});
