import { describe, expect, test } from 'vitest';
import { historyOf } from '../intake-lab.ts';
import { type AssignCalls, customer } from './lab.ts';

/** Operators, contacts and chats that are unknown or of another workspace: nothing changes. */
export function describeRefusals({ parley, contactId, assign, countTicketRows }: AssignCalls): void {
  describe('assignOperator refuses', () => {
    test.each([
      ['an unknown e-mail', { email: 'nobody@demo.test', whatsappNumber: customer }, 'Operator not found'],
      ['an unknown number', { email: 'agent@demo.test', whatsappNumber: '85255509999' }, 'Contact not found'],
      ['what is no number', { email: 'agent@demo.test', whatsappNumber: 'Mei' }, 'Contact not found'],
      ['an unknown id', { email: 'agent@demo.test', target: 'aaaaaaaaaaaaaaaaaaaaaaaa' }, 'Contact not found'],
    ])('%s with result false, and changes nothing', async (_case, query, info) => {
      const before = await countTicketRows();
      const answer = await assign(query);
      expect(answer).toMatchObject({ status: 200, body: { result: false, info, message: info } });
      expect(await countTicketRows()).toBe(before);
    });

    test('a contact without a chat', async () => {
      await parley().api('POST', '/api/v1/addContact/85255502007', { json: { name: 'Quiet' } });
      const answer = await assign({ email: 'agent@demo.test', whatsappNumber: '85255502007' });
      expect(answer).toMatchObject({ status: 200, body: { result: false, info: 'Conversation not found' } });
    });

    test('a request without a target, or with an unknown channel, with 400', async () => {
      expect(await assign({ email: 'agent@demo.test' })).toMatchObject({ status: 400, body: { result: false } });
      const answer = await assign({ whatsappNumber: customer, channelPhoneNumber: '15559999999' });
      expect(answer).toMatchObject({ status: 400, body: { result: false, info: 'Channel not found' } });
    });

    test('no token, a token without the scope, and operators, contacts and chats of another workspace', async () => {
      const query = { email: 'agent@demo.test', whatsappNumber: customer };
      expect((await assign(query, { token: null })).status).toBe(401);
      const reader = await parley().addToken({ scopes: ['conversations:read'] });
      expect((await assign(query, { token: reader })).status).toBe(403);
      const before = await countTicketRows();
      const { token } = await parley().addTenant('200300');
      const conversationId = String((await historyOf(parley(), customer))[0]?.conversationId);
      for (const target of [customer, contactId(), conversationId]) {
        const answer = await parley().api('POST', '/api/v1/assignOperator', { query: { target }, token, headers: {} });
        expect(answer.status).toBe(403);
      }
      for (const target of [customer, contactId(), conversationId]) {
        const url = `${parley().baseUrl}/200300/api/v1/assignOperator?target=${target}`;
        const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
        expect({ status: answer.status, body: await answer.json() }).toMatchObject({
          status: 200,
          body: { result: false, info: 'Contact not found' },
        });
      }
      expect(await countTicketRows()).toBe(before);
    });
  });
}
