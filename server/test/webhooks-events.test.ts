import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookEventNames } from '../src/modules/webhooks/index.ts';
import { startTestPlatform } from './harness/start-test-platform.ts';
import { createOrderCalls, customer } from './orders-lab.ts';
import { describeAccountsAndNumbers } from './webhooks-events/accounts.ts';
import { describeCalls } from './webhooks-events/calls.ts';
import { describeDeletedAccount } from './webhooks-events/deleted-account.ts';
import { createEventCalls, type Hearing } from './webhooks-events/lab.ts';
import { describeTrackedLinks } from './webhooks-events/links.ts';
import { describePeople } from './webhooks-events/people.ts';
import { describeTemplates } from './webhooks-events/templates.ts';

// Every event of the contract, fired by what really happens. The receivers check each payload against its schema.
let hearing: Hearing;
const calls = createEventCalls(() => hearing);
const { parley, heard, seen } = calls;

beforeAll(async () => {
  const platform = await startTestPlatform();
  const main = await platform.subscribe(webhookEventNames);
  const second = await platform.subscribe(webhookEventNames, { phoneNumber: '15550100002' });
  hearing = { parley: platform, main, second };
});
afterAll(() => parley().stop());

describeTemplates(calls);
describeAccountsAndNumbers(calls);
describePeople(calls);
describeCalls(calls);
describeTrackedLinks(calls);

describe('the life of messages', () => {
  it('is told from the sending to the answer, and so are failures and payments', async () => {
    const orders = createOrderCalls(parley);
    await parley().simulator.writeText(customer, 'hi');
    await parley().settle();
    await orders.sendOrder('order-1');
    await orders.pay('order-1', 'captured');
    await parley().simulator.read(customer);
    await parley().simulator.writeText(customer, 'thanks');
    await parley().settle();
    const error = { code: 131026, details: 'Not on WhatsApp' };
    await parley().simulator.fault({ match: { operation: 'messages', to: customer }, outcome: { error }, times: 2 });
    await parley().api('POST', `/api/v1/sendSessionMessage/${customer}`, { query: { messageText: 'lost' } });
    const parameters = [
      { name: 'name', value: 'Zoë' },
      { name: 'company', value: 'Acme' },
    ];
    await parley().api('POST', '/api/v2/sendTemplateMessage', {
      query: { whatsappNumber: customer },
      json: { broadcast_name: 'test', template_name: 'welcome', parameters },
    });
    await heard();
  });
});

describeDeletedAccount(calls);

it('no event of the contract was left out', () => {
  expect(webhookEventNames.filter((name) => !seen.has(name))).toEqual([]);
});
