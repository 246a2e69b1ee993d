import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';

let parley: TestPlatform;
let agent: Person;
let other: Person;

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
  agent = await signIn(parley, 'agent@demo.test');
  other = await signIn(parley, 'agent2@demo.test');
});
afterAll(() => parley.stop());

async function writes(waId: string, text: string, profileName = `Customer ${waId.slice(-4)}`): Promise<void> {
  await parley.simulator.writeText(waId, text, { profileName });
  await parley.settle();
}

describe('a customer writes and a person answers', () => {
  const waId = '447901111001';

  test('the list shows the chat unread, the answer reaches the phone, and the ticks turn', async () => {
    await writes(waId, 'Where is my order?', 'Nora Vale');
    const chat = await agent.chat(waId);
    expect(chat).toMatchObject({
      contact: { name: 'Nora Vale', phone: waId, bsuid: expect.anything() },
      channel: { phoneNumber: '15550100001' },
      lastMessage: { type: 'text', direction: 'in', preview: 'Where is my order?', state: 'received' },
      unread: 1,
      status: 'open',
      assignee: null,
      isWindowOpen: true,
    });
    const sent = await agent.send(chat.id, { kind: 'text', text: 'On its way' });
    expect(sent).toMatchObject({
      status: 201,
      body: {
        isRepeat: false,
        message: {
          direction: 'out',
          type: 'text',
          text: 'On its way',
          sender: { kind: 'operator', name: 'Ana Agent' },
        },
        conversation: { unread: 0, lastMessage: { preview: 'On its way', direction: 'out' } },
      },
    });
    await parley.settle();
    expect((await parley.simulator.phone(waId)).map((message) => message.text)).toEqual([
      'Where is my order?',
      'On its way',
    ]);
    await parley.simulator.read(waId);
    await parley.settle();
    const items = await agent.timeline(chat.id);
    expect(items.map((item) => [item.kind, item.text ?? item.description, item.state])).toEqual([
      ['ticket', expect.stringContaining('Nora Vale'), undefined],
      ['message', 'Where is my order?', 'received'],
      ['message', 'On its way', 'read'],
    ]);
  });

  test('the same clientId sends once, also for two at the same moment', async () => {
    const { id } = await agent.chat(waId);
    const clientId = randomUUID();
    const answers = await Promise.all([1, 2].map(() => agent.send(id, { kind: 'text', text: 'Once' }, { clientId })));
    expect(answers.map((answer) => answer.body.isRepeat).sort()).toEqual([false, true]);
    await parley.settle();
    const phone = await parley.simulator.phone(waId);
    expect(phone.filter((message) => message.text === 'Once')).toHaveLength(1);
  });

  test('an answer that crosses one of a colleague is stopped, and sent when forced', async () => {
    const { id } = await agent.chat(waId);
    const lastSeenId = String((await agent.timeline(id)).at(-1)?.id);
    await other.send(id, { kind: 'text', text: 'I have it' }, { lastSeenId });
    const mine = await agent.send(id, { kind: 'text', text: 'Me too' }, { lastSeenId });
    expect(mine).toMatchObject({
      status: 409,
      body: { reason: 'conversation.crossed', crossed: [{ text: 'I have it', sender: { id: other.id } }] },
    });
    const forced = await agent.send(id, { kind: 'text', text: 'Me too' }, { lastSeenId, force: true });
    expect(forced.status).toBe(201);
  });
});
