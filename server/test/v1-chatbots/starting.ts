import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import type { ApiCall } from '../harness/api-client.ts';
import type { BotCalls } from './lab.ts';

const second = '15550100002';

/** The calls that start a chatbot, and those that are refused. */
export function describeStarting({
  parley,
  welcome,
  foreignToken,
  start,
  startFor,
  newCustomer,
  heard,
  addBot,
}: BotCalls): void {
  describe('startChatbot takes', () => {
    test('a number in any writing, a contact id, a channel before it, from query, form and JSON', async () => {
      const quick = await addBot('Quick', [{ id: 'a', kind: 'message', text: 'quick' }]);
      const waId = await newCustomer();
      const contacts = await parley().api<{ contact_list: { id: string }[] }>('GET', '/api/v1/getContacts', {
        query: { name: waId },
      });
      const id = contacts.body.contact_list[0]?.id ?? '';
      const calls: ApiCall[] = [
        { query: { whatsappNumber: waId, chatbotId: quick } },
        { query: { TARGET: `+${waId.slice(0, 3)} ${waId.slice(3)}`, CHATBOTID: quick } },
        { query: { target: id, whatsappNumber: '1', chatbotId: quick } },
        { query: { target: `Main:${waId}`, chatbotId: quick.toUpperCase() } },
        { form: { whatsappNumber: waId, chatbotId: quick } },
        { json: { target: waId, chatbotId: quick } },
      ];
      for (const call of calls) {
        expect((await start(call)).text).toBe('"success"');
        await parley().settle();
      }
      expect(await heard(waId)).toEqual(calls.map(() => 'quick'));
      const onSecond = await newCustomer('Hi', { channel: second });
      expect((await startFor(onSecond, quick)).body).toMatchObject({ result: false, ticketStatus: 'EXPIRED' });
      expect((await startFor(`${second}:${onSecond}`, quick)).text).toBe('"success"');
      expect(await heard(onSecond)).toEqual(['quick']);
    });

    test('a token with its scope', async () => {
      const waId = await newCustomer();
      const call = (token: string | null) => start({ token, query: { target: waId, chatbotId: welcome() } });
      expect((await call(null)).status).toBe(401);
      expect((await call(await parley().addToken({ scopes: ['chatbots:read'] }))).status).toBe(403);
      expect((await call(await parley().addToken({ scopes: ['chatbots:write'] }))).text).toBe('"success"');
    });
  });

  describe('startChatbot refuses', () => {
    const refusal = (info: string) => ({ status: 200, body: { result: false, info, message: info } });

    test('a call without a chatbot or a target', async () => {
      expect(await start({ query: { target: '85255502001' } })).toMatchObject({ status: 400, body: { result: false } });
      expect(await start({ query: { chatbotId: welcome() } })).toMatchObject({ status: 400, body: { result: false } });
    });

    test('an unknown chatbot, one that is not active, and one of another tenant', async () => {
      const waId = await newCustomer();
      const draft = await addBot('Draft', [{ id: 'a', kind: 'end' }], 'draft');
      const foreign = await addBot('Foreign', [{ id: 'a', kind: 'end' }], 'active', '300300');
      expect(foreign).not.toBe('');
      for (const bot of ['65f0c1a2b3d4e5f601728aaa', 'Welcome', draft, foreign]) {
        expect(await startFor(waId, bot)).toMatchObject(refusal('Chatbot not found'));
      }
      expect(await heard(waId)).toEqual([]);
    });

    test('somebody unknown, and somebody of another tenant', async () => {
      expect(await startFor('85299999999')).toMatchObject(refusal('Contact not found'));
      expect(await startFor('65f0c1a2b3d4e5f601728394')).toMatchObject(refusal('Contact not found'));
      expect(await startFor('hello')).toMatchObject(refusal('The phone number is not valid'));
      expect(await startFor(`15559999999:${await newCustomer()}`)).toMatchObject(refusal('Channel not found'));
      // The contact is one of the demo workspace, the caller and the chatbot are not.
      const chatbotId = await addBot('Foreign too', [{ id: 'a', kind: 'end' }], 'active', '300300');
      const query = new URLSearchParams({ target: await newCustomer(), chatbotId });
      const foreign = await request(`${parley().baseUrl}/api/v1/chatbots/start?${query}`, {
        method: 'POST',
        headers: { authorization: foreignToken() },
      });
      expect([foreign.statusCode, await foreign.body.json()]).toEqual([
        200,
        { result: false, info: 'Contact not found', message: 'Contact not found' },
      ]);
    });

    test('a second chatbot while one is at work, also when both are started at once', async () => {
      const waId = await newCustomer();
      const both = await Promise.all([startFor(waId), startFor(waId)]);
      expect(both.filter((answer) => answer.text === '"success"')).toHaveLength(1);
      const running = refusal('A chatbot is already running in this chat.');
      expect(both.find((answer) => answer.text !== '"success"')).toMatchObject(running);
      await parley().settle();
      expect(await startFor(waId)).toMatchObject(running);
      expect(await heard(waId)).toHaveLength(2);
    });
  });
}
