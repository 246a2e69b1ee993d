import { describe, expect, test } from 'vitest';
import type { InboxPageLab } from './lab.ts';

/** A thread shows everything where people look for it, and its panel what is known of the person. */
export function describeThread(lab: InboxPageLab): void {
  describe('what a thread shows', () => {
    const waId = '447901111030';

    test('places, contact cards, answers, reactions, quotes, edits and withdrawals stand where people look for them', async () => {
      const wamid = await lab.parley.simulator.writeText(waId, 'Are you opn?', { profileName: 'Mo' });
      await lab.parley.settle();
      const { id } = await lab.agent.chat(waId);
      const asked = await lab.agent.send(id, {
        kind: 'buttons',
        text: 'Shall I call?',
        footer: 'We are here until six',
        buttons: [{ id: 'yes', title: 'Yes' }, { title: 'No' }],
      });
      expect(asked.status).toBe(201);
      await lab.parley.settle();
      const phone = await lab.parley.simulator.phone(waId);
      const askedWamid = phone.at(-1)?.id;
      const write = (message: Record<string, unknown>) => lab.parley.simulator.write(waId, message);
      await write({
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
        context: { id: askedWamid },
      });
      await write({ type: 'reaction', reaction: { message_id: askedWamid, emoji: '👍' } });
      await write({
        type: 'edit',
        edit: { original_message_id: wamid, message: { type: 'text', text: { body: 'Are you open?' } } },
      });
      await write({ type: 'location', location: { latitude: 52.37, longitude: 4.89, name: 'Dam' } });
      const gone = await write({ type: 'text', text: { body: 'Oops' } });
      await write({ type: 'revoke', revoke: { original_message_id: gone } });
      await lab.parley.settle();
      const first = (await lab.agent.timeline(id)).find((item) => item.direction === 'in');
      expect((await lab.agent.send(id, { kind: 'reaction', messageId: first?.id, emoji: '❤️' })).status).toBe(201);
      const quoting = await lab.agent.send(id, { kind: 'text', text: 'We are' }, { replyToId: first?.id });
      expect(quoting.body.message).toMatchObject({
        quote: { id: first?.id, preview: 'Are you opn?', senderName: 'Mo' },
      });
      await lab.parley.settle();
      const messages = (await lab.agent.timeline(id)).filter((item) => item.kind === 'message');
      expect(messages).toMatchObject([
        {
          text: 'Are you open?',
          editedAt: expect.any(String),
          reactions: [{ emoji: '❤️', by: { kind: 'operator', id: lab.agent.id } }],
        },
        {
          interactive: {
            kind: 'button',
            body: 'Shall I call?',
            footer: 'We are here until six',
            choices: [{ id: 'yes', title: 'Yes' }, { title: 'No' }],
            answeredId: 'yes',
          },
          reactions: [{ emoji: '👍', by: { kind: 'customer', name: 'Mo' } }],
        },
        {
          type: 'interactive',
          answer: { id: 'yes', title: 'Yes' },
          quote: { preview: 'Shall I call?', senderName: 'Ana Agent' },
        },
        { type: 'location', location: { latitude: 52.37, longitude: 4.89, name: 'Dam', address: null } },
        { text: 'Oops', isRevoked: true },
        { text: 'We are', sender: { kind: 'operator', id: lab.agent.id } },
      ]);
      expect((await lab.parley.simulator.phone(waId)).some((message) => message.type === 'reaction')).toBe(true);
    });

    test('a failure says in plain words what happened and what to do', async () => {
      const { id } = await lab.agent.chat(waId);
      await lab.parley.simulator.fault({
        match: { to: waId },
        outcome: { error: { code: 131026 }, mode: 'async' },
        times: 1,
      });
      const { body } = await lab.agent.send(id, { kind: 'text', text: 'Into the void' });
      await lab.parley.settle();
      await lab.parley.simulator.clearFaults();
      const failed = (await lab.agent.timeline(id)).find((item) => item.id === body.message.id);
      expect(failed).toMatchObject({
        state: 'failed',
        failure: { code: '131026', sentence: expect.stringContaining('(131026)'), next: expect.any(String) },
      });
    });

    test('pages go before, after and around an item', async () => {
      const { id } = await lab.agent.chat(waId);
      const whole = (await lab.agent.timeline(id)).map((item) => String(item.id));
      const page = async (query: Record<string, string>) =>
        (await lab.agent.timeline(id, query)).map((item) => item.id);
      const middle = whole[3] ?? '';
      expect(await page({ before: middle, limit: '2' })).toEqual(whole.slice(1, 3));
      expect(await page({ after: middle, limit: '2' })).toEqual(whole.slice(4, 6));
      expect(await page({ around: middle, limit: '4' })).toEqual(whole.slice(1, 5));
      const both = await lab.agent.call('GET', `/inbox/conversations/${id}/timeline`, {
        query: { before: middle, after: middle },
      });
      expect(both).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
    });

    test('the panel knows the contact, its attributes and tickets', async () => {
      const { id } = await lab.agent.chat(waId);
      const { status, body } = await lab.agent.call('GET', `/inbox/conversations/${id}/panel`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        contact: { profileName: 'Mo', phone: waId, isBlocked: false },
        tickets: [{ closedAt: null }],
        conversations: [],
        lead: null,
      });
    });

    test('the panel tells orders, segments and what the person allowed', async () => {
      const { id } = await lab.agent.chat(waId);
      const product_items = [{ product_retailer_id: 'tea', quantity: 2, item_price: 7.5, currency: 'EUR' }];
      await lab.parley.simulator.write(waId, { type: 'order', order: { catalog_id: '1', product_items } });
      await lab.parley.simulator.patch(waId, { opted_out_marketing: true });
      await lab.parley.settle();
      const segment = (name: string, refreshType: number, value: string) => ({
        name,
        refreshType,
        groups: [{ conditions: [{ attribute: 'phone', operator: '==', value }] }],
      });
      for (const json of [segment('Hers', 2, waId), segment('Others', 2, '4915'), segment('Fixed', 1, waId)]) {
        expect((await lab.parley.api('POST', '/api/v1/createCustomSegment', { json })).body).toMatchObject({
          ok: true,
        });
      }
      const { body } = await lab.agent.call<{ segments: { name: string; kind: string }[] }>(
        'GET',
        `/inbox/conversations/${id}/panel`,
      );
      expect(body).toMatchObject({
        contact: { allowBroadcast: false },
        orders: [{ kind: 'basket', total: 15, currency: 'EUR', items: 1, conversationId: id, status: null }],
        consent: [{ allowBroadcast: false, by: 'customer' }],
      });
      expect(body.segments.map(({ name, kind }) => [name, kind])).toEqual([
        ['Fixed', 'static'],
        ['Hers', 'dynamic'],
      ]);
    });
  });
}
