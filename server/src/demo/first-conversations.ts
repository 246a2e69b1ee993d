import { request } from 'undici';

interface DemoCustomer {
  readonly waId: string;
  readonly name: string;
  readonly channel: string;
  readonly messages: readonly Record<string, unknown>[];
}

const text = (body: string): Record<string, unknown> => ({ type: 'text', text: { body } });

const customers: readonly DemoCustomer[] = [
  {
    waId: '31600000101',
    name: 'Noor de Wit',
    channel: '15550100001',
    messages: [text('Hi! I ordered a lamp on Monday. When does it arrive?'), text('Order 1042, if that helps.')],
  },
  {
    waId: '5511900000102',
    name: 'Rafael Souza',
    channel: '15550100001',
    messages: [text('Good morning, do you ship to São Paulo?')],
  },
  {
    waId: '85255500103',
    name: 'Mei Tam',
    channel: '15550100001',
    messages: [{ type: 'image', image: { caption: 'The lid came broken' } }, text('Can I get a new one?')],
  },
  {
    waId: '4915100000104',
    name: 'Jonas Weber',
    channel: '15550100002',
    messages: [
      { type: 'location', location: { latitude: 52.52, longitude: 13.405, name: 'Home', address: 'Berlin' } },
      text('Please deliver here after 17:00.'),
    ],
  },
  {
    waId: '919000000105',
    name: 'Asha Rao',
    channel: '15550100002',
    messages: [text('Thank you, it arrived. Very happy with it 🙂')],
  },
];

/** Lets a few customers write, so that a new demo workspace looks alive. Goes through the simulator like any message. */
export async function playFirstConversations(baseUrl: string): Promise<void> {
  for (const customer of customers) {
    for (const message of customer.messages) {
      const answer = await request(`${baseUrl}/simulator/customers/${customer.waId}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ channel: customer.channel, profile_name: customer.name, message }),
      });
      await answer.body.dump();
    }
  }
}
