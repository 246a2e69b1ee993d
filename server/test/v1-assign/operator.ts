import { FormData } from 'undici';
import { describe, expect, test } from 'vitest';
import type { ApiCall } from '../harness/api-client.ts';
import { type HistoryItem, historyOf, type Json, rowsOf } from '../intake-lab.ts';
import { type AssignCalls, customer, second, unassigned } from './lab.ts';

/** A chat that is given to an operator or to the bot: forms of the call, the chat that is meant, what history and webhook say. */
export function describeAssignOperator({ parley, contactId, assign, ticketRows, operatorIdOf }: AssignCalls): void {
  describe('assignOperator', () => {
    test('gives the chat to an operator: the history says so, and messages show who has it', async () => {
      const answer = await assign({ email: 'agent@demo.test', whatsappNumber: customer });
      expect(answer).toMatchObject({ status: 200, body: { result: true, info: '' } });
      const history = await historyOf(parley(), customer);
      expect(history.at(-1)).toEqual({
        eventType: 'ticket',
        eventDescription: 'The chat has been assigned to Ana Agent by Ada Admin',
        type: 1,
        actor: 'Ada Admin',
        assignee: 'Ana Agent',
        topicName: 'General Enquiry',
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        conversationId: history[0]?.conversationId,
        ticketId: history[0]?.ticketId,
      });
      const agentId = await operatorIdOf('agent@demo.test');
      expect(history.find((item) => item.eventType === 'message')).toMatchObject({ assignedId: agentId });
      const v3 = await parley().api<{ message_list: Json[] }>('GET', `/api/ext/v3/conversations/${customer}/messages`, {
        query: { page_size: 20, page_number: 1 },
      });
      expect(v3.body.message_list).toMatchObject([
        { event_type: 'ticket', assignee: 'Ana Agent', actor: 'Ada Admin' },
        { event_type: 'message', assigned_id: agentId },
        { event_type: 'ticket' },
      ]);
      const sent = await parley().api('POST', `/api/v1/sendSessionMessage/${customer}`, {
        query: { messageText: 'Hi' },
      });
      expect(sent.body).toMatchObject({ message: { assignedId: agentId, operatorName: 'Ada Admin' } });
      const events = await rowsOf(parley(), `select data from events where type = 'conversation.assigned'`);
      expect(events).toEqual([{ data: { operatorId: agentId } }]);
    });

    test.each([
      ['an empty e-mail', { email: '', whatsappNumber: unassigned }],
      ['none', { whatsappNumber: unassigned }],
    ])('%s gives the chat to the bot', async (_case, query) => {
      await assign({ email: 'agent2@demo.test', whatsappNumber: unassigned });
      expect((await assign(query)).body).toMatchObject({ result: true });
      expect((await ticketRows(unassigned)).at(-1)).toMatchObject({
        eventDescription: 'The chat has been assigned to Bot by Ada Admin',
        assignee: 'Bot',
      });
      expect((await historyOf(parley(), unassigned)).find((item) => item.text === 'Hello')).toMatchObject({
        assignedId: null,
      });
    });

    test.each([
      ['the query in other casing', { query: { EMAIL: 'agent2@demo.test', WhatsAppNumber: customer } }],
      [
        'a number with plus and blanks, an e-mail in capitals',
        { query: { email: 'AGENT2@Demo.test ', whatsappNumber: '+852 5550-2001' } },
      ],
      ['an urlencoded form', { form: { email: 'agent2@demo.test', whatsappNumber: customer } }],
      ['JSON', { json: { Email: 'agent2@demo.test', target: customer } }],
      ['the query beside an empty JSON body', { query: { email: 'agent2@demo.test', target: customer }, json: {} }],
      ['a multipart form', { multipart: toForm({ email: 'agent2@demo.test', whatsappNumber: customer }) }],
      [
        'a doubled Bearer',
        {
          query: { email: 'agent2@demo.test', whatsappNumber: customer },
          headers: { authorization: 'Bearer Bearer ' },
        },
      ],
    ] satisfies [string, ApiCall][])('takes %s', async (_case, call: ApiCall) => {
      await assign({ whatsappNumber: customer });
      const headers = call.headers ? { authorization: call.headers.authorization + parley().token } : {};
      const answer = await parley().api('POST', '/api/v1/assignOperator', { ...call, headers });
      expect(answer).toMatchObject({ status: 200, body: { result: true } });
      expect((await ticketRows(customer)).at(-1)).toMatchObject({ assignee: 'Ben Agent' });
    });

    test('target wins over whatsappNumber, and may be a contact id, a conversation id or a BSUID', async () => {
      const conversationId = String((await historyOf(parley(), customer))[0]?.conversationId);
      for (const target of [contactId(), contactId().toUpperCase(), conversationId, `Main:${customer}`]) {
        const before = (await ticketRows(customer)).length;
        expect((await assign({ target, whatsappNumber: unassigned })).body).toMatchObject({ result: true });
        expect(await ticketRows(customer)).toHaveLength(before + 1);
      }
      await parley().simulator.patch('85255502003', { hide_phone: true, username: 'hidden.two' });
      await parley().simulator.writeText('85255502003', 'I am nobody');
      await parley().settle();
      const contacts = await parley().api<{ contact_list: Json[] }>('GET', '/api/v1/getContacts');
      const bsuid = String(contacts.body.contact_list.find((contact) => contact.phone === null)?.wAid);
      expect((await assign({ target: bsuid, email: 'agent@demo.test' })).body).toMatchObject({ result: true });
      expect((await ticketRows(bsuid)).at(-1)).toMatchObject({ assignee: 'Ana Agent' });
    });

    test('the channel chooses the chat; without one it is that of the default channel, else the only one', async () => {
      const waId = '85255502004';
      await parley().simulator.writeText(waId, 'On the second', { channel: second });
      await parley().settle();
      const assigneesOn = async (channelPhoneNumber: string) => {
        const page = await parley().api<{ messages: { items: HistoryItem[] } }>('GET', `/api/v1/getMessages/${waId}`, {
          query: { channelPhoneNumber },
        });
        return page.body.messages.items.filter((item) => item.type === 1).map((item) => item.assignee);
      };
      await assign({ email: 'agent@demo.test', whatsappNumber: waId });
      expect(await assigneesOn(second)).toEqual(['Ana Agent']);
      await parley().simulator.writeText(waId, 'On the main');
      await parley().settle();
      await assign({ email: 'agent@demo.test', whatsappNumber: waId });
      await assign({ email: 'agent2@demo.test', whatsappNumber: waId, channelPhoneNumber: '+1 555 010 0002' });
      expect(await assigneesOn(main)).toEqual(['Ana Agent']);
      expect(await assigneesOn(second)).toEqual(['Ben Agent', 'Ana Agent']);
    });

    test('a chat that only got a template can be assigned', async () => {
      const waId = '85255502005';
      const parameters = [
        { name: 'name', value: 'Mei' },
        { name: 'company', value: 'Acme' },
      ];
      await parley().api('POST', '/api/v1/sendTemplateMessage', {
        query: { whatsappNumber: waId },
        json: { template_name: 'welcome', broadcast_name: 'one', parameters },
      });
      expect((await assign({ email: 'agent@demo.test', whatsappNumber: waId })).body).toMatchObject({ result: true });
      expect(await ticketRows(waId)).toMatchObject([{ assignee: 'Ana Agent', ticketId: null }]);
    });

    test('a new ticket belongs to the bot again', async () => {
      const waId = '85255502006';
      await parley().simulator.writeText(waId, 'one');
      await parley().settle();
      await assign({ email: 'agent@demo.test', whatsappNumber: waId });
      await parley().api('POST', '/api/v1/updateChatStatus', {
        json: { whatsappNumber: waId, ticketStatus: 'SOLVED' },
      });
      await parley().simulator.writeText(waId, 'two');
      await parley().settle();
      expect((await historyOf(parley(), waId)).at(-1)).toMatchObject({ text: 'two', assignedId: null });
    });

    test('a token of nobody acts as API', async () => {
      const token = await parley().addToken({ scopes: ['conversations:write'] });
      await assign({ email: 'agent@demo.test', whatsappNumber: customer }, { token });
      expect((await ticketRows(customer)).at(-1)).toMatchObject({
        eventDescription: 'The chat has been assigned to Ana Agent by API',
        actor: 'API',
      });
    });
  });

  test('the webhook of the next message tells who has the chat', async () => {
    const receiver = await parley().subscribe(['message']);
    await assign({ email: 'agent@demo.test', whatsappNumber: customer });
    for (const waId of [customer, '85255502009']) await parley().simulator.writeText(waId, 'Are you there?');
    await parley().settle();
    const bodies = new Map(receiver.received.map(({ body }) => [body.waId, body]));
    expect(bodies.get(customer)).toMatchObject({
      assignedId: await operatorIdOf('agent@demo.test'),
      operatorName: 'Ana Agent',
      operatorEmail: 'agent@demo.test',
    });
    expect(bodies.get('85255502009')).toMatchObject({ assignedId: null, operatorName: null, operatorEmail: null });
  });
}

const main = '15550100001';

function toForm(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
