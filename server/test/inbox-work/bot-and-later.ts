import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { type InboxWorkLab, waId } from './lab.ts';

/** What goes on without a person: a chatbot that has the chat, and messages that go out at their time. */
export function describeBotAndLater(lab: InboxWorkLab): void {
  const { path } = lab;

  describe('a chatbot', () => {
    const start = (chatbotId: string) => lab.agent.call('POST', path('/chatbot'), { json: { chatbotId } });

    test('is handed the chat, once at a time', async () => {
      const directory = await lab.agent.call<{ chatbots: { id: string; name: string }[] }>('GET', '/inbox/directory');
      const [bot] = directory.body.chatbots;
      expect(bot?.name).toBe('Welcome');
      expect(await start('0'.repeat(24))).toMatchObject({ status: 404, body: { reason: 'flow.not_found' } });
      expect(await start(bot?.id ?? '')).toMatchObject({ status: 200, body: { id: lab.chatId, isWithBot: true } });
      expect(await start(bot?.id ?? '')).toMatchObject({ status: 409, body: { reason: 'flow.already_running' } });
      await lab.parley.settle();
    });
  });

  describe('messages for later', () => {
    const inSeconds = (seconds: number): string => new Date(lab.parley.clock.nowMs() + seconds * 1_000).toISOString();
    const schedule = (text: string, sendAt: string, clientId = randomUUID()) =>
      lab.agent.call<{ id: string }>('POST', path('/scheduled-messages'), {
        json: { clientId, sendAt, content: { kind: 'text', text } },
      });

    test('go out at their time, unless they were cancelled; in a closed window they say why not', async () => {
      const clientId = randomUUID();
      const soon = await schedule('In an hour', inSeconds(3_600), clientId);
      expect(soon).toMatchObject({ status: 201, body: { state: 'waiting', author: { id: lab.agent.id } } });
      expect((await schedule('In an hour', inSeconds(3_600), clientId)).body.id).toBe(soon.body.id);
      const dropped = await schedule('Never', inSeconds(3_600));
      const late = await schedule('Tomorrow', inSeconds(25 * 3_600));
      const cancel = () => lab.agent.call('DELETE', `/inbox/scheduled-messages/${dropped.body.id}`);
      expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled' } });
      expect(await cancel()).toMatchObject({ status: 409, body: { reason: 'scheduled.over' } });
      await lab.parley.simulator.advance(3_700);
      await lab.parley.settle();
      const texts = (await lab.parley.simulator.phone(waId)).map((message) => message.text);
      expect(texts.filter((text) => text === 'In an hour' || text === 'Never')).toEqual(['In an hour']);
      await lab.parley.simulator.advance(24 * 3_600);
      await lab.parley.settle();
      const list = await lab.agent.call<{ scheduledMessages: { id: string }[] }>('GET', path('/scheduled-messages'));
      expect(list.body.scheduledMessages).toMatchObject([
        { id: late.body.id, state: 'failed', reason: 'message.window_closed', messageId: null },
        { id: dropped.body.id, state: 'cancelled' },
        { id: soon.body.id, state: 'sent', messageId: expect.any(String) },
      ]);
    });

    test('do not hold each other up: what cannot be sent ends, and so does one whose client id was used by hand', async () => {
      await lab.parley.simulator.writeText(waId, 'Good morning');
      await lab.parley.settle();
      const broken = await schedule('Broken', inSeconds(60));
      const taken = await schedule('Taken', inSeconds(61));
      const after = await schedule('After them', inSeconds(62));
      const ofBroken = <Row extends object>(sql: string) =>
        lab.parley.db.system(systemStatement<Row>('', `${sql} where id = $1`), [broken.body.id]);
      await ofBroken(`update scheduled_messages set content = 'null'`);
      const content = { kind: 'text', text: 'By hand' };
      const clientId = `scheduled-${taken.body.id}`;
      const byHand = await lab.agent.send(lab.chatId, content, { clientId });
      await lab.parley.simulator.advance(90);
      await lab.parley.settle();
      expect(await ofBroken('select state, reason from scheduled_messages')).toEqual([
        { state: 'failed', reason: 'internal.unexpected' },
      ]);
      await ofBroken('delete from scheduled_messages');
      const list = await lab.agent.call<{ scheduledMessages: { id: string }[] }>('GET', path('/scheduled-messages'));
      expect(list.body.scheduledMessages.slice(0, 2)).toMatchObject([
        { id: after.body.id, state: 'sent' },
        { id: taken.body.id, state: 'sent', messageId: byHand.body.message.id },
      ]);
      const texts = (await lab.parley.simulator.phone(waId)).map((message) => message.text);
      expect(texts).toEqual(expect.arrayContaining(['By hand', 'After them']));
      await lab.parley.simulator.advance(25 * 3_600);
      await lab.parley.settle();
    });

    test.each([
      ['a past moment', -3_600],
      ['a moment years ahead', 3 * 366 * 86_400],
    ])('%s: 400', async (_what, seconds) => {
      expect(await schedule('x', inSeconds(seconds))).toMatchObject({
        status: 400,
        body: { reason: 'request.invalid' },
      });
    });
  });
}
