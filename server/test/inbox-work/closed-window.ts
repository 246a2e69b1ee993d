import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type InboxWorkLab, waId } from './lab.ts';

/** With a closed window only templates go out; a block is taken back into it. */
export function describeClosedWindow(lab: InboxWorkLab): void {
  const { path } = lab;

  describe('when the window is closed', () => {
    const welcome = {
      name: 'welcome',
      parameters: [
        { name: 'name', value: 'Iris' },
        { name: 'company', value: 'Lund & Co' },
      ],
    };

    test('free text is refused and a template goes out, shown as the phone shows it', async () => {
      expect(await lab.agent.chat(waId)).toMatchObject({ status: 'expired', isWindowOpen: false });
      const refused = await lab.agent.send(lab.chatId, { kind: 'text', text: 'Hello?' });
      expect(refused).toMatchObject({ status: 412, body: { reason: 'message.window_closed' } });
      const missing = await lab.agent.send(lab.chatId, { kind: 'template', template: { name: 'welcome' } });
      expect(missing).toMatchObject({ status: 400, body: { reason: 'template.parameters_missing' } });
      const sent = await lab.agent.send(lab.chatId, { kind: 'template', template: welcome });
      expect(sent).toMatchObject({
        status: 201,
        body: {
          message: {
            type: 'template',
            sender: { kind: 'operator' },
            template: { name: 'welcome', body: 'Hello Iris, welcome to Lund & Co.', buttons: [] },
          },
        },
      });
      const { body } = await lab.agent.call<{ chatbots: { id: string }[] }>('GET', '/inbox/directory');
      const json = { chatbotId: body.chatbots[0]?.id };
      const handed = await lab.agent.call('POST', path('/chatbot'), { json });
      expect(handed).toMatchObject({ status: 412, body: { reason: 'message.window_closed' } });
      const reopened = await lab.agent.call('PUT', path('/status'), { json: { status: 'open' } });
      expect(reopened).toMatchObject({ status: 412, body: { reason: 'message.window_closed' } });
    });

    test('a chat begins with a template, once for each clientId', async () => {
      const json = { clientId: randomUUID(), target: '+44 7901 113 999', name: 'Newcomer', template: welcome };
      const answers = [
        await lab.agent.call('POST', '/inbox/conversations', { json }),
        await lab.agent.call('POST', '/inbox/conversations', { json }),
      ];
      expect(answers).toMatchObject([
        {
          status: 201,
          body: {
            isRepeat: false,
            conversation: { contact: { name: 'Newcomer', phone: '447901113999' }, windowClosesAt: null },
          },
        },
        { status: 201, body: { isRepeat: true } },
      ]);
      await lab.parley.settle();
      expect(await lab.parley.simulator.phone('447901113999')).toHaveLength(1);
      const bad = await lab.agent.call('POST', '/inbox/conversations', {
        json: { ...json, clientId: randomUUID(), target: 'nobody' },
      });
      expect(bad).toMatchObject({ status: 400, body: { reason: 'contact.number_invalid' } });
      const unread = await lab.agent.call(
        'POST',
        `/inbox/conversations/${(await lab.agent.chat('447901113999')).id}/unread`,
      );
      expect(unread).toMatchObject({ status: 409, body: { reason: 'conversation.never_written' } });
    });
  });

  describe('a block', () => {
    test('is taken back, unless somebody changed the chat since', async () => {
      const to = (status: string, ifStill?: string) =>
        lab.agent.call('PUT', path('/status'), { json: { status, ifStill } });
      expect((await to('block')).body).toMatchObject({ status: 'block' });
      // Its window is closed: it rests again.
      expect((await to('open', 'block')).body).toMatchObject({ status: 'expired' });
      expect(await to('block', 'solved')).toMatchObject({
        status: 409,
        body: { reason: 'conversation.changed_since' },
      });
      expect((await lab.agent.call('GET', path('/panel'))).body).toMatchObject({ contact: { isBlocked: false } });
    });

    test('takes the chat out of the lists and of what is counted of them', async () => {
      const listed = async (query: Record<string, string>): Promise<number> =>
        (await lab.agent.call<{ conversations: unknown[] }>('GET', '/inbox/conversations', { query })).body
          .conversations.length;
      const shown = async () => ({
        unread: await listed({ unread: 'true' }),
        favourites: await listed({ favourite: 'true' }),
      });
      const counted = async () => (await lab.agent.call('GET', '/inbox/counts')).body;
      const before = await shown();
      await lab.agent.call('POST', path('/unread'));
      await lab.agent.call('PUT', path('/favourite'), { json: { favourite: true } });
      expect(await shown()).toEqual({ unread: before.unread + 1, favourites: before.favourites + 1 });
      expect(await counted()).toMatchObject(await shown());
      await lab.agent.call('PUT', path('/status'), { json: { status: 'block' } });
      expect(await shown()).toEqual(before);
      expect(await counted()).toMatchObject(before);
      await lab.agent.call('PUT', path('/status'), { json: { status: 'open', ifStill: 'block' } });
      await lab.agent.call('POST', path('/read'), { json: {} });
      await lab.agent.call('PUT', path('/favourite'), { json: { favourite: false } });
    });
  });
}
