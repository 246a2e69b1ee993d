import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { InboxPageLab } from './lab.ts';

/** A customer writes, a person answers once, and two who answer at once hear of each other. */
export function describeAnswers(lab: InboxPageLab): void {
  const { writes } = lab;

  describe('a customer writes and a person answers', () => {
    const waId = '447901111001';

    test('the list shows the chat unread, the answer reaches the phone, and the ticks turn', async () => {
      await writes(waId, 'Where is my order?', 'Nora Vale');
      const chat = await lab.agent.chat(waId);
      expect(chat).toMatchObject({
        contact: { name: 'Nora Vale', phone: waId, bsuid: expect.anything() },
        channel: { phoneNumber: '15550100001' },
        lastMessage: { type: 'text', direction: 'in', preview: 'Where is my order?', state: 'received' },
        unread: 1,
        status: 'open',
        assignee: null,
        isWindowOpen: true,
      });
      const sent = await lab.agent.send(chat.id, { kind: 'text', text: 'On its way' });
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
      await lab.parley.settle();
      expect((await lab.parley.simulator.phone(waId)).map((message) => message.text)).toEqual([
        'Where is my order?',
        'On its way',
      ]);
      await lab.parley.simulator.read(waId);
      await lab.parley.settle();
      const items = await lab.agent.timeline(chat.id);
      expect(items.map((item) => [item.kind, item.text ?? item.description, item.state])).toEqual([
        ['ticket', expect.stringContaining('Nora Vale'), undefined],
        ['message', 'Where is my order?', 'received'],
        ['message', 'On its way', 'read'],
      ]);
    });

    test('the same clientId sends once, also for two at the same moment', async () => {
      const { id } = await lab.agent.chat(waId);
      const clientId = randomUUID();
      const answers = await Promise.all(
        [1, 2].map(() => lab.agent.send(id, { kind: 'text', text: 'Once' }, { clientId })),
      );
      expect(answers.map((answer) => answer.body.isRepeat).sort()).toEqual([false, true]);
      await lab.parley.settle();
      const phone = await lab.parley.simulator.phone(waId);
      expect(phone.filter((message) => message.text === 'Once')).toHaveLength(1);
    });

    test('an answer that crosses one of a colleague is stopped, and sent when forced', async () => {
      const { id } = await lab.agent.chat(waId);
      const lastSeenId = String((await lab.agent.timeline(id)).at(-1)?.id);
      await lab.other.send(id, { kind: 'text', text: 'I have it' }, { lastSeenId });
      const mine = await lab.agent.send(id, { kind: 'text', text: 'Me too' }, { lastSeenId });
      expect(mine).toMatchObject({
        status: 409,
        body: { reason: 'conversation.crossed', crossed: [{ text: 'I have it', sender: { id: lab.other.id } }] },
      });
      const forced = await lab.agent.send(id, { kind: 'text', text: 'Me too' }, { lastSeenId, force: true });
      expect(forced.status).toBe(201);
    });
  });
}
