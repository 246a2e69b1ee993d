import { describe, expect, it } from 'vitest';
import { base, customer, type Sent, type SessionCalls, sentMessage, windowClosed } from './lab.ts';

/** Texts: the forms of a target, what is no text, and the window in which a customer may be written to. */
export function describeSendText({ parley, sendText, lastOnPhone }: SessionCalls): void {
  describe('sendText', () => {
    it('answers the message, and the phone shows it', async () => {
      const answer = await sendText(customer, 'Your parcel leaves at noon');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: { ...sentMessage, text: 'Your parcel leaves at noon' } });
      expect(await lastOnPhone(customer)).toMatchObject({ direction: 'out', text: 'Your parcel leaves at noon' });
    });

    it('answers the local_message_id that the webhooks repeat', async () => {
      const receiver = await parley().subscribe(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2']);
      const { body } = await sendText(customer, 'With a hook');
      await parley().settle();
      const { id: messageId, local_message_id } = body.message;
      expect(receiver.received.map(({ body: event }) => [event.eventType, event.id, event.localMessageId])).toEqual(
        expect.arrayContaining([
          ['sessionMessageSent_v2', messageId, local_message_id],
          ['sentMessageDELIVERED_v2', messageId, local_message_id],
        ]),
      );
    });

    it('takes every form of a target', async () => {
      const { body } = await sendText(customer, 'first');
      const { body: contact } = await parley().api<{ id: string }>('GET', `/api/ext/v3/contacts/${customer}`);
      const targets = [
        body.message.conversation_id,
        contact.id,
        `+${customer}`,
        '+31 9 0000-0001',
        `Main:${customer}`,
        `main: +${customer}`,
        `15550100001:${customer}`,
        `${parley().tenantId}:${customer}`,
      ];
      for (const target of targets) {
        const answer = await sendText(target, `to ${target}`);
        expect({ target, ...answer }).toMatchObject({
          target,
          status: 200,
          body: { message: { conversation_id: body.message.conversation_id } },
        });
      }
      expect((await lastOnPhone(customer))?.text).toBe(`to ${targets.at(-1)}`);
    });

    it('takes unknown members, other types of JSON and a doubled Bearer', async () => {
      const raw = JSON.stringify({ target: customer, text: 'patched', is_bot: false, priority: 9 });
      const headers = {
        'content-type': 'application/json-patch+json',
        authorization: `Bearer Bearer ${parley().token}`,
      };
      const answer = await parley().api<Sent>('POST', `${base}/text`, { raw, headers });
      expect(answer).toMatchObject({ status: 200, body: { message: { text: 'patched' } } });
    });

    it.each([
      ['an empty text', { target: customer, text: '' }],
      ['a blank text', { target: customer, text: ' \n ' }],
      ['a text of 4,097 characters', { target: customer, text: 'x'.repeat(4097) }],
      ['the members which one client invents', { target: customer, message_text: 'Hello' }],
      ['no target', { text: 'Hello' }],
    ])('refuses %s', async (_case, json) => {
      const answer = await parley().api('POST', `${base}/text`, { json });
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
      expect(answer.body).not.toHaveProperty('error');
    });

    it('takes a text of 4,096 characters, counted as people count them', async () => {
      const text = '🙂'.repeat(4096);
      expect((await sendText(customer, text)).status).toBe(200);
      expect((await lastOnPhone(customer))?.text).toBe(text);
    });

    it('answers 404 for a target that names nobody known', async () => {
      for (const target of ['31999999999', '65f0c1a2b3d4e5f601234567', 'NL.123', 'nonsense', 'Main:31999999999']) {
        const answer = await sendText(target, 'Hello');
        expect({ target, ...answer }).toMatchObject({ target, status: 404, body: { code: 404 } });
      }
    });

    it('says so when the channel of a target is not found', async () => {
      const answer = await sendText(`Nowhere:${customer}`, 'Hello');
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^Channel not found/) } });
    });

    it('tells a contact who never wrote from one who is not known', async () => {
      await parley().api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31900000002', name: 'Quiet' } });
      expect(await sendText('31900000002', 'Hello')).toMatchObject(windowClosed);
      expect(await sendText(`Second:${customer}`, 'Hello')).toMatchObject(windowClosed);
    });

    it('asks for the channel when several conversations are open', async () => {
      const waId = '31900000003';
      for (const channel of ['15550100001', '15550100002']) await parley().simulator.writeText(waId, 'Hi', { channel });
      await parley().settle();
      const answer = await sendText(waId, 'Which one?');
      expect(answer).toMatchObject({ status: 409, body: { code: 409, message: expect.stringMatching(/Channel:/) } });
      expect((await sendText(`Second:${waId}`, 'This one')).status).toBe(200);
      expect(await lastOnPhone(waId)).toMatchObject({ text: 'This one', channel: '300000000000002' });
    });

    it('takes the one open conversation of several', async () => {
      const waId = '31900000004';
      await parley().simulator.writeText(waId, 'Hi', { channel: '15550100001' });
      await parley().settle();
      await parley().simulator.advance(24 * 3600);
      await parley().simulator.writeText(waId, 'Hi again', { channel: '15550100002' });
      await parley().settle();
      expect((await sendText(waId, 'Hello')).status).toBe(200);
      expect(await lastOnPhone(waId)).toMatchObject({ text: 'Hello', channel: '300000000000002' });
      expect(await sendText(`Main:${waId}`, 'Hello')).toMatchObject(windowClosed);
    });

    it('is closed 24 hours after the last message of the customer', async () => {
      const waId = '31900000005';
      await parley().simulator.writeText(waId, 'Hi');
      await parley().settle();
      await parley().simulator.advance(24 * 3600 - 60);
      expect((await sendText(waId, 'Just in time')).status).toBe(200);
      await parley().simulator.advance(60);
      expect(await sendText(waId, 'Too late')).toMatchObject(windowClosed);
      await parley().simulator.writeText(customer, 'Still there');
      await parley().settle();
    });
  });
}
