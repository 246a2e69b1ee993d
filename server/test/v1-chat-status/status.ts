import { describe, expect, test } from 'vitest';
import type { ApiCall } from '../harness/api-client.ts';
import { historyOf, rowsOf } from '../intake-lab.ts';
import { type ChatCalls, opening, second, windowHours } from './lab.ts';

/** The statuses of a chat: what the history, the tickets and later messages make of a change, and what refuses one. */
export function describeStatuses({ parley, newCustomer, change, rows, stateOf }: ChatCalls): void {
  describe('updateChatStatus', () => {
    test('pending, open again and solved: the history tells each, and solving closes the ticket', async () => {
      const waId = await newCustomer();
      for (const status of ['PENDING', 'OPEN', 'SOLVED']) {
        expect(await change(waId, status)).toMatchObject({ status: 200, body: { result: true } });
      }
      const history = await historyOf(parley(), waId);
      expect(history.slice(2)).toMatchObject([
        { eventDescription: 'The ticket status has been changed to Pending by Ada Admin', type: 1, actor: 'Ada Admin' },
        { eventDescription: 'The ticket status has been changed to Open by Ada Admin', type: 1 },
        { eventDescription: 'The chat has been closed by Ada Admin', type: 1, assignee: null },
      ]);
      expect(new Set(history.map((item) => item.ticketId)).size).toBe(1);
      expect(await stateOf(waId)).toEqual([{ status: 'solved', blocked: false, open: 0, tickets: ['solved'] }]);
      const events = await rowsOf<{ type: string }>(
        parley(),
        `select type, data from events where conversation_id = $1 and type not like 'message.%' order by id`,
        [history[0]?.conversationId],
      );
      expect(events.map((event) => event.type)).toEqual([
        'ticket.opened',
        'conversation.statusChanged',
        'conversation.statusChanged',
        'ticket.closed',
        'conversation.statusChanged',
      ]);
    });

    test('a status that the chat has is told by nothing', async () => {
      const waId = await newCustomer();
      for (const status of ['OPEN', 'SOLVED', 'SOLVED']) expect((await change(waId, status)).body.result).toBe(true);
      expect(await rows(waId)).toEqual([opening(waId), 'Hello', 'The chat has been closed by Ada Admin']);
    });

    test('a customer who writes into a pending chat opens it; into a solved one, with a new ticket', async () => {
      const [pending, solved] = [await newCustomer(), await newCustomer()];
      await change(pending, 'PENDING');
      await change(solved, 'SOLVED');
      for (const waId of [pending, solved]) await parley().simulator.writeText(waId, 'Again');
      await parley().settle();
      expect(await stateOf(pending)).toMatchObject([{ status: 'open', open: 1, tickets: [null] }]);
      expect(await stateOf(solved)).toMatchObject([{ status: 'open', open: 1, tickets: ['solved', null] }]);
      expect(await rows(solved)).toEqual([
        opening(solved),
        'Hello',
        'The chat has been closed by Ada Admin',
        opening(solved),
        'Again',
      ]);
    });

    test('a solved chat that is opened has a new ticket, of the operator', async () => {
      const waId = await newCustomer();
      await change(waId, 'SOLVED');
      await change(waId, 'OPEN');
      const history = await historyOf(parley(), waId);
      expect(history.at(-1)).toMatchObject({ eventDescription: 'The chat has been opened by Ada Admin', type: 0 });
      expect(history.at(-1)?.ticketId).not.toBe(history[0]?.ticketId);
      expect(await stateOf(waId)).toMatchObject([{ status: 'open', open: 1 }]);
    });

    test('a solved chat still takes session messages while the window is open', async () => {
      const waId = await newCustomer();
      await change(waId, 'SOLVED');
      const sent = await parley().api('POST', `/api/v1/sendSessionMessage/${waId}`, {
        query: { messageText: 'One more' },
      });
      expect(sent.body).toMatchObject({ ok: true });
    });

    test.each([
      ['the key and the word in other casing', { json: { TicketStatus: 'solved', WhatsappNumber: '' } }],
      ['JSON patch', { headers: { 'content-type': 'application/json-patch+json' } }],
      ['a form', { form: { ticketStatus: 'SOLVED' } }],
      ['the query', { query: { ticketStatus: 'SOLVED' } }],
    ] satisfies [string, ApiCall][])('takes %s', async (_case, call: ApiCall) => {
      const waId = await newCustomer();
      const number = `+${waId.slice(0, 3)} ${waId.slice(3)}`;
      const filled: ApiCall = call.json
        ? { json: { ...call.json, WhatsappNumber: number } }
        : call.form
          ? { form: { ...call.form, whatsappNumber: number } }
          : call.query
            ? { query: { ...call.query, whatsappNumber: number } }
            : { ...call, raw: JSON.stringify({ ticketStatus: 'SOLVED', whatsappNumber: number }) };
      expect(await parley().api('POST', '/api/v1/updateChatStatus', filled)).toMatchObject({ body: { result: true } });
      expect(await stateOf(waId)).toMatchObject([{ status: 'solved' }]);
    });

    test('target wins and may be an id; the channel chooses the chat', async () => {
      const waId = await newCustomer();
      await parley().simulator.writeText(waId, 'Here too', { channel: second });
      await parley().settle();
      const other = await newCustomer();
      const conversationId = (await historyOf(parley(), waId))[0]?.conversationId;
      await change(other, 'PENDING', { target: conversationId });
      await change(waId, 'SOLVED', { channelPhoneNumber: second });
      expect((await stateOf(waId)).map((state) => state.status)).toEqual(['pending', 'solved']);
      expect(await stateOf(other)).toMatchObject([{ status: 'open' }]);
    });

    test('a chat without a message for 24 hours can be solved, not opened', async () => {
      const waId = await newCustomer();
      await parley().simulator.advance((windowHours + 1) * 3600);
      for (const status of ['OPEN', 'PENDING']) {
        expect(await change(waId, status)).toMatchObject({
          status: 200,
          body: { result: false, info: 'Ticket has been expired.', ticketStatus: 'EXPIRED' },
        });
      }
      expect(await stateOf(waId)).toMatchObject([{ status: 'expired', tickets: ['expired'] }]);
      expect((await change(waId, 'SOLVED')).body).toMatchObject({ result: true });
      expect(await stateOf(waId)).toMatchObject([{ status: 'solved', tickets: ['expired'] }]);
    });

    test('refuses nobody known and no chat with result false, and faults with 400; nothing changes', async () => {
      const waId = await newCustomer();
      expect(await change('85255509999', 'SOLVED')).toMatchObject({
        status: 200,
        body: { result: false, info: 'Contact not found', message: 'Contact not found' },
      });
      await parley().api('POST', '/api/v1/addContact/85255509998', { json: { name: 'Quiet' } });
      expect(await change('85255509998', 'SOLVED')).toMatchObject({
        status: 200,
        body: { result: false, info: 'Conversation not found' },
      });
      for (const json of [
        { whatsappNumber: waId },
        { ticketStatus: 'SOLVED' },
        { ticketStatus: 'DONE', whatsappNumber: waId },
      ]) {
        const answer = await parley().api('POST', '/api/v1/updateChatStatus', { json });
        expect(answer).toMatchObject({ status: 400, body: { result: false } });
      }
      const onUnknown = await change(waId, 'SOLVED', { channelPhoneNumber: '15559999999' });
      expect(onUnknown).toMatchObject({ status: 400, body: { info: 'Channel not found' } });
      expect((await change(waId, 'SOLVED', {}, { token: null })).status).toBe(401);
      expect(await stateOf(waId)).toMatchObject([{ status: 'open' }]);
    });

    test('a contact or chat of another workspace is unknown', async () => {
      const waId = await newCustomer();
      const conversationId = (await historyOf(parley(), waId))[0]?.conversationId;
      const { token } = await parley().addTenant('200400');
      for (const target of [waId, conversationId]) {
        const answer = await fetch(`${parley().baseUrl}/200400/api/v1/updateChatStatus`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ ticketStatus: 'BLOCK', target }),
        });
        expect(await answer.json()).toMatchObject({ result: false, info: 'Contact not found' });
      }
      expect(await stateOf(waId)).toMatchObject([{ status: 'open', blocked: false }]);
    });
  });
}
