import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './harness/eventually.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { type LabNode, type NodesLab, sendText, startNodesLab, subscribe } from './outgoing-lab.ts';

// Four processes share the work on one database; a burst comes in all chats at once.
const chats = Array.from({ length: 50 }, (_, index) => `44790088${String(index).padStart(5, '0')}`);
const texts = Array.from({ length: 20 }, (_, index) => `text ${index + 1}`);
let lab: NodesLab;
let first: LabNode;
let receiver: WebhookReceiver;

beforeAll(async () => {
  lab = await startNodesLab();
  first = await lab.start();
  const environment = { PARLEY_GRAPH_URL: `${first.baseUrl}/simulator/graph` };
  await Promise.all([1, 2, 3].map(() => lab.start({ environment })));
  receiver = await subscribe(first, ['message', 'sessionMessageSent_v2']);
});
afterAll(async () => {
  await lab.close();
  await receiver.close();
});

const heard = (waId: string, eventType: string): unknown[] =>
  receiver.received
    .filter(({ body }) => body.waId === waId && body.eventType === eventType)
    .map(({ body }) => body.text);

test('20 messages in each of 50 chats at once reach the receiver of webhooks once and in order', async () => {
  await Promise.all(
    chats.map(async (waId) => {
      for (const text of texts) await first.simulator.writeText(waId, text);
    }),
  );
  await eventually(() => expect(receiver.received).toHaveLength(1_000), 60_000);
  for (const waId of chats) expect({ waId, heard: heard(waId, 'message') }).toEqual({ waId, heard: texts });
}, 90_000);

test('and 20 answers in each of 5 of them reach the phone and the receiver in order', async () => {
  const some = chats.slice(0, 5);
  await Promise.all(
    some.map(async (waId) => {
      for (const text of texts) await sendText(first, waId, text);
    }),
  );
  await eventually(() => expect(receiver.received).toHaveLength(1_100), 60_000);
  for (const waId of some) {
    const phone = (await first.simulator.phone(waId)).filter((message) => message.direction === 'out');
    expect({ waId, phone: phone.map((message) => message.text) }).toEqual({ waId, phone: texts });
    expect({ waId, heard: heard(waId, 'sessionMessageSent_v2') }).toEqual({ waId, heard: texts });
  }
}, 90_000);
