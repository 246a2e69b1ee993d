import { describe, expect, test } from 'vitest';
import { type HistoryItem, historyOf, type Json, rowsOf } from '../intake-lab.ts';
import { type ChatCalls, opening, second, windowHours } from './lab.ts';

/** A contact who is blocked: hidden with all that comes from them, sent nothing, until somebody opens the chat again. */
export function describeBlockedContacts({ parley, receiver, newCustomer, change, rows, stateOf }: ChatCalls): void {
  describe('a blocked contact', () => {
    const told = (waId: string): Json[] =>
      receiver()
        .received.map((entry) => entry.body)
        .filter((body) => body.waId === waId);

    test('is hidden: what it writes is stored, but neither listed nor told; opening the chat shows it again', async () => {
      const waId = await newCustomer();
      await parley().api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'How can we help?' } });
      await parley().settle();
      const before = told(waId).length;
      // Meta would keep back what a blocked person writes; where it refuses the block, ours holds alone.
      await parley().simulator.fault({
        match: { operation: 'block_users.add' },
        outcome: { error: { code: 139100 } },
        times: 1,
      });
      expect(await change(waId, 'BLOCK')).toMatchObject({ status: 200, body: { result: true } });
      expect(await stateOf(waId)).toEqual([{ status: 'blocked', blocked: true, open: 0, tickets: ['blocked'] }]);
      await parley().simulator.writeText(waId, 'Let me in');
      await parley().settle();
      const blockedRow = 'The contact has been blocked by Ada Admin';
      expect(await rows(waId)).toEqual([opening(waId), 'How can we help?', blockedRow]);
      const page = await parley().api<{ messages: { total: number } }>('GET', `/api/v1/getMessages/${waId}`);
      expect(page.body.messages.total).toBe(3);
      const v3 = await parley().api<{ message_list: Json[] }>('GET', `/api/ext/v3/conversations/${waId}/messages`, {
        query: { page_size: 20, page_number: 1 },
      });
      expect(v3.body.message_list).toHaveLength(3);
      expect(told(waId)).toHaveLength(before);
      const conversationId = (await historyOf(parley(), waId))[0]?.conversationId;
      const replied = receiver().received.filter((entry) => entry.body.conversationId === conversationId);
      expect(replied.map((entry) => entry.body.eventType)).toEqual(['message']);
      expect(await stateOf(waId)).toMatchObject([{ status: 'blocked', open: 0 }]);

      expect((await change(waId, 'OPEN')).body).toMatchObject({ result: true });
      expect(await rows(waId)).toEqual([
        opening(waId),
        'Hello',
        'How can we help?',
        blockedRow,
        'Let me in',
        'The contact has been unblocked by Ada Admin',
        'The chat has been opened by Ada Admin',
      ]);
      await parley().simulator.writeText(waId, 'Thank you');
      await parley().settle();
      expect(told(waId).at(-1)).toMatchObject({ eventType: 'message', text: 'Thank you' });
      const sent = await parley().api('POST', `/api/v1/sendSessionMessage/${waId}`, {
        query: { messageText: 'Welcome' },
      });
      expect(sent.body).toMatchObject({ ok: true });
    });

    test('gets no session message, by v1 and v3, on any channel', async () => {
      const waId = await newCustomer();
      await change(waId, 'BLOCK');
      await parley().simulator.writeText(waId, 'And here?', { channel: second });
      await parley().settle();
      for (const channelPhoneNumber of ['', second]) {
        const query = { messageText: 'no', channelPhoneNumber };
        expect(await parley().api('POST', `/api/v1/sendSessionMessage/${waId}`, { query })).toMatchObject({
          status: 200,
          body: {
            result: false,
            info: 'The contact is blocked',
            message: 'The contact is blocked',
            ticketStatus: 'BLOCK',
          },
        });
      }
      const v3 = await parley().api('POST', '/api/ext/v3/conversations/messages/text', {
        json: { target: waId, text: 'no' },
      });
      expect(v3).toMatchObject({ status: 400, body: { code: 400, message: 'The contact is blocked.' } });
      expect(told(waId).map((body) => body.text)).not.toContain('And here?');
      await parley().settle();
      expect((await parley().simulator.phone(waId)).filter((message) => message.direction === 'out')).toEqual([]);
      expect((await stateOf(waId)).map((state) => state.status)).toEqual(['blocked', 'blocked']);
    });

    test('gets no template, single or bulk, by v1, v2 and v3; the others of the call get theirs', async () => {
      const [waId, other] = [await newCustomer(), await newCustomer()];
      await change(waId, 'BLOCK');
      const parameters = [
        { name: 'name', value: 'Mei' },
        { name: 'company', value: 'Acme' },
      ];
      const send = { template_name: 'welcome', broadcast_name: 'blocked' };
      const single = { query: { whatsappNumber: waId }, json: { ...send, parameters } };
      expect(await parley().api('POST', '/api/v1/sendTemplateMessage', single)).toMatchObject({
        status: 200,
        body: { result: false, info: 'The contact is blocked', validWhatsAppNumber: true },
      });
      expect(await parley().api('POST', '/api/v2/sendTemplateMessage', single)).toMatchObject({
        status: 200,
        body: { result: false, error: 'The contact is blocked', reason: 'contact.blocked' },
      });
      const receivers = [waId, other].map((whatsappNumber) => ({ whatsappNumber, customParams: parameters }));
      expect(
        await parley().api('POST', '/api/v1/sendTemplateMessages', { json: { ...send, receivers } }),
      ).toMatchObject({
        status: 200,
        body: {
          result: false,
          errors: { error: `The contact is blocked: ${waId}`, invalidWhatsappNumbers: [] },
          receivers: [
            { waId, localMessageId: null, isValidWhatsAppNumber: true, errors: ['The contact is blocked'] },
            { waId: other, errors: [] },
          ],
        },
      });
      expect(
        await parley().api('POST', '/api/v2/sendTemplateMessages', { json: { ...send, receivers } }),
      ).toMatchObject({
        status: 200,
        body: {
          result: false,
          receivers: [
            { waId, errors: ['The contact is blocked'] },
            { waId: other, errors: [] },
          ],
        },
      });
      const bulk = (...people: string[]) =>
        parley().api('POST', '/api/ext/v3/messageTemplates/send', {
          json: { ...send, recipients: people.map((phone_number) => ({ phone_number, custom_params: parameters })) },
        });
      expect(await bulk(waId, other)).toMatchObject({
        status: 200,
        body: {
          success: true,
          recipients: [
            { phone_number: waId, errors: ['The contact is blocked.'] },
            { phone_number: other, errors: [] },
          ],
        },
      });
      expect(await bulk(waId)).toMatchObject({ status: 200, body: { success: false, broadcast_id: null } });
      await parley().settle();
      expect((await parley().simulator.phone(waId)).filter((message) => message.direction === 'out')).toEqual([]);
      expect((await parley().simulator.phone(other)).filter((message) => message.direction === 'out')).toHaveLength(3);
      // One broadcast of each call that reached somebody.
      const reached = [{ recipients: 1 }, { recipients: 1 }, { recipients: 1 }];
      expect(await rowsOf(parley(), 'select recipients from campaigns')).toEqual(reached);
    });

    test('beside a blocked contact, single sends that are accepted together go out', async () => {
      const people = [await newCustomer(), await newCustomer(), await newCustomer()];
      await change(people[1] ?? '', 'BLOCK');
      const parameters = [
        { name: 'name', value: 'Mei' },
        { name: 'company', value: 'Acme' },
      ];
      const answers = await Promise.all(
        people.map((whatsappNumber) =>
          parley().api('POST', '/api/v1/sendTemplateMessage', {
            query: { whatsappNumber },
            json: { template_name: 'welcome', broadcast_name: 'together', parameters },
          }),
        ),
      );
      expect(answers.map((answer) => answer.body.result)).toEqual([true, false, true]);
    });

    test('can be one who never wrote, and stays blocked when writing for the first time', async () => {
      const waId = '85255504001';
      await parley().api('POST', `/api/v1/addContact/${waId}`, { json: { name: 'Spam' } });
      expect((await change(waId, 'BLOCK')).body).toMatchObject({ result: true });
      await parley().simulator.writeText(waId, 'Buy this');
      await parley().settle();
      expect(await stateOf(waId)).toEqual([{ status: 'blocked', blocked: true, open: 0, tickets: null }]);
      expect(told(waId)).toEqual([]);
      expect(await rows(waId)).toEqual([]);
      await change(waId, 'SOLVED');
      expect(await stateOf(waId)).toMatchObject([{ status: 'solved', blocked: false }]);
      expect(await rows(waId)).toEqual(['Buy this', 'The contact has been unblocked by Ada Admin']);
    });

    test('is unblocked also when the window has closed: the chat shows as expired', async () => {
      const waId = await newCustomer();
      await change(waId, 'BLOCK');
      await parley().simulator.advance((windowHours + 1) * 3600);
      expect((await change(waId, 'OPEN')).body).toMatchObject({ result: true });
      expect(await stateOf(waId)).toEqual([{ status: 'expired', blocked: false, open: 0, tickets: ['blocked'] }]);
      expect((await rows(waId)).at(-1)).toBe('The contact has been unblocked by Ada Admin');
      await parley().simulator.writeText(waId, 'Hi again');
      await parley().settle();
      expect(await stateOf(waId)).toMatchObject([{ status: 'open', open: 1 }]);
    });

    test('blocked while messages arrive: whoever comes first, the chat ends up blocked', async () => {
      const waId = await newCustomer();
      const writing = Array.from({ length: 8 }, (_, index) => parley().simulator.writeText(waId, `text ${index}`));
      const blocking = ['BLOCK', 'OPEN', 'BLOCK', 'OPEN', 'BLOCK'].map((status) => change(waId, status));
      await Promise.all([...writing, ...blocking]);
      await change(waId, 'BLOCK');
      await parley().settle();
      expect(await stateOf(waId)).toMatchObject([{ status: 'blocked', blocked: true, open: 0 }]);
      expect((await historyOf(parley(), waId)).filter((item: HistoryItem) => item.eventType === 'message')).toEqual([]);
    });
  });
}
