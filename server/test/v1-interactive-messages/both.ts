import { describe, expect, test } from 'vitest';
import { createApiClient } from '../harness/api-client.ts';
import { sentMessage } from '../v1-sent-message.ts';
import { buttonsPath, type ChoiceCalls, customer, listPath, question, type SendAnswer, slots } from './lab.ts';

/** What buttons and lists have in common: answers, targets, forms of the call and refusals. */
export function describeBoth({ parley, send, historyOf, lastOnPhone }: ChoiceCalls): void {
  describe.each([
    ['sendInteractiveButtonsMessage', buttonsPath, question, sentButtons],
    ['sendInteractiveListMessage', listPath, slots, sentList],
  ])('%s', (_operation, path, message, sent) => {
    test('answers every documented member, and the choices reach the phone', async () => {
      const answer = await send(path, message);
      expect(answer.status).toBe(200);
      const text = message.body;
      expect(answer.body).toEqual({ ok: true, errors: null, message: { ...sentChoices, text, interactiveData: sent } });
      expect(await lastOnPhone()).toMatchObject({ type: 'interactive', text, status: 'delivered', interactive: sent });
      expect((await historyOf())[0]).toMatchObject({
        id: answer.body.message.id,
        type: 'interactive',
        text,
        owner: true,
        statusString: 'DELIVERED',
        interactiveData: sent,
      });
    });

    test('takes every form of a target; target wins over whatsappNumber', async () => {
      const { conversationId } = (await send(path, message)).body.message;
      for (const target of [`+${customer}`, '852 5550-3001', conversationId, `Main:${customer}`]) {
        const answer = await send(path, message, { query: { target, whatsappNumber: '15559998888' } });
        expect({ target, ok: answer.body.ok }).toEqual({ target, ok: true });
      }
      const inBody = await send(path, { ...message, target: customer }, { query: {} });
      expect(inBody.body.ok).toBe(true);
      expect(await send(path, message, { query: {} })).toMatchObject({
        status: 400,
        body: { result: false, info: 'target or whatsappNumber is required.' },
      });
    });

    test('takes the JSON types and keys in any casing', async () => {
      const json = Object.fromEntries(Object.entries(message).map(([key, value]) => [key.toUpperCase(), value]));
      const call = { headers: { 'content-type': 'application/json-patch+json' }, query: { WhatsAppNumber: customer } };
      const answer = await send(path, json, call);
      expect(answer.body).toMatchObject({ ok: true, message: { interactiveData: sent } });
    });

    test('takes a form whose lists are JSON texts', async () => {
      const form = Object.fromEntries(
        Object.entries(message).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
      );
      const answer = await parley().api<SendAnswer>('POST', path, { query: { target: customer }, form });
      expect(answer.body).toMatchObject({ ok: true, message: { interactiveData: sent } });
    });

    test('leaves out what is empty', async () => {
      const answer = await send(path, { ...message, header: null, footer: '' });
      expect(answer.body.ok).toBe(true);
      expect(Object.keys(answer.body.message.interactiveData)).toEqual(['type', 'body', 'action']);
    });

    test('refuses as sendSessionMessage does, for readers of ok, errors, result, info and message', async () => {
      const before = (await historyOf()).length;
      const expired = {
        ok: false,
        errors: ['Ticket has been expired.'],
        result: false,
        info: 'Ticket has been expired.',
        message: 'Ticket has been expired.',
        ticketStatus: 'EXPIRED',
      };
      for (const query of [{ target: '85255503099' }, { target: customer, channelPhoneNumber: '15550100002' }]) {
        expect(await send(path, message, { query })).toMatchObject({ status: 200, body: expired });
      }
      const { body } = await send(path, message, { query: { target: 'hello' } });
      expect(body).toMatchObject({ ok: false, result: 'Invalid Contact', errors: [expect.any(String)] });
      const query = { target: customer, channelPhoneNumber: '15559999999' };
      expect((await send(path, message, { query })).body).toMatchObject({
        ok: false,
        result: false,
        errors: ['Channel not found'],
      });
      const { token } = await parley().addTenant(path === listPath ? '200400' : '200401');
      const foreign = createApiClient(parley().baseUrl, token);
      const { conversationId } = (await send(path, message)).body.message;
      for (const target of [customer, conversationId]) {
        const answer = await foreign('POST', path, { query: { target }, json: message });
        expect(answer).toMatchObject({ status: 200, body: { ok: false, errors: [expect.any(String)] } });
      }
      const reader = await parley().addToken({ scopes: ['conversations:read'] });
      expect((await send(path, message, { token: reader })).status).toBe(403);
      expect((await send(path, message, { token: null })).status).toBe(401);
      expect(await historyOf()).toHaveLength(before + 1);
    });

    test('refuses what WhatsApp would not take, and stores nothing', async () => {
      const before = await historyOf();
      for (const change of [{ body: '' }, { body: null }, { body: 'x'.repeat(1025) }, { footer: 'x'.repeat(61) }]) {
        const answer = await send(path, { ...message, ...change });
        expect(answer).toMatchObject({
          status: 400,
          body: { result: false, info: expect.stringMatching(/body|footer/i) },
        });
      }
      expect((await send(path, [message])).status).toBe(400);
      expect(await historyOf()).toHaveLength(before.length);
    });
  });
}

const sentChoices = { ...sentMessage, media: null, type: 'interactive' };

const sentButtons = {
  type: 'button',
  header: { type: 'text', text: 'Visit' },
  body: { text: 'Shall we keep your slot?' },
  footer: { text: 'Shop' },
  action: {
    buttons: [
      { type: 'reply', reply: { id: '1', title: 'Yes' } },
      { type: 'reply', reply: { id: '2', title: 'No' } },
    ],
  },
};

const sentList = {
  type: 'list',
  header: { type: 'text', text: 'Menu' },
  body: { text: 'Pick a slot' },
  footer: { text: 'Shop' },
  action: {
    button: 'See slots',
    sections: [
      { title: 'Friday', rows: [{ id: '1', title: '10:00', description: 'With Ana' }] },
      { title: 'Saturday', rows: [{ id: 'sat-10', title: '10:00' }] },
    ],
  },
};
