import { describe, expect, test } from 'vitest';
import type { Person } from '../inbox-lab.ts';
import type { InboxWorkLab } from './lab.ts';

/** What a team keeps for its work: texts with variables, and filters with names. */
export function describeQuickRepliesAndViews(lab: InboxWorkLab): void {
  describe('quick replies', () => {
    test('are filled for the contact, say what is missing, and have one shortcut each', async () => {
      const text = 'Hi {{name}}, {{agent}} here. {{city|Your city}}: {{Order}}';
      const made = await lab.agent.call<{ id: string }>('POST', '/inbox/quick-replies', {
        json: { shortcut: '/hi', text },
      });
      expect(made).toMatchObject({
        status: 201,
        body: { shortcut: 'hi', variables: ['name', 'agent', 'city', 'Order'], rendered: null },
      });
      const taken = await lab.agent.call('POST', '/inbox/quick-replies', { json: { shortcut: 'HI', text: 'x' } });
      expect(taken).toMatchObject({ status: 409, body: { reason: 'quick_reply.shortcut_taken' } });
      const list = await lab.agent.call('GET', '/inbox/quick-replies', { query: { conversationId: lab.chatId } });
      expect(list.body).toMatchObject({
        quickReplies: [{ rendered: 'Hi Iris Lund, Ana Agent here. Your city: {{Order}}', missing: ['Order'] }],
      });
      const changed = await lab.agent.call('PUT', `/inbox/quick-replies/${made.body.id}`, {
        json: { shortcut: 'hello', text: 'Hello' },
      });
      expect(changed).toMatchObject({ status: 200, body: { shortcut: 'hello', variables: [] } });
      const gone = () => lab.agent.call('DELETE', `/inbox/quick-replies/${made.body.id}`);
      expect([(await gone()).status, (await gone()).status]).toEqual([204, 404]);
      const bad = await lab.agent.call('POST', '/inbox/quick-replies', { json: { shortcut: 'two words', text: 'x' } });
      expect(bad.status).toBe(400);
    });
  });

  describe('views', () => {
    test('are mine, or shared with everybody', async () => {
      const make = (name: string, isShared: boolean) =>
        lab.agent.call<{ id: string }>('POST', '/inbox/views', {
          json: { name, isShared, filter: { status: 'open', assignee: 'me', more: 1 } },
        });
      const [own, shared] = [await make('Mine', false), await make('Ours', true)];
      expect(own).toMatchObject({ status: 201, body: { isMine: true, filter: { status: 'open', assignee: 'me' } } });
      const namesOf = async (person: Person) =>
        (await person.call<{ views: { name: string }[] }>('GET', '/inbox/views')).body.views.map((view) => view.name);
      expect([await namesOf(lab.agent), await namesOf(lab.other)]).toEqual([['Mine', 'Ours'], ['Ours']]);
      expect((await lab.other.call('DELETE', `/inbox/views/${own.body.id}`)).status).toBe(404);
      const json = { name: 'All of ours', isShared: true, filter: {} };
      expect((await lab.other.call('PUT', `/inbox/views/${shared.body.id}`, { json })).body).toMatchObject({
        name: 'All of ours',
        isMine: false,
      });
      const bad = { name: 'Bad', isShared: false, filter: { status: 'asleep' } };
      expect((await lab.agent.call('POST', '/inbox/views', { json: bad })).status).toBe(400);
      for (const view of [own, shared])
        expect((await lab.agent.call('DELETE', `/inbox/views/${view.body.id}`)).status).toBe(204);
    });
  });
}
