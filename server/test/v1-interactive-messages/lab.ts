import type { ApiCall } from '../harness/api-client.ts';
import type { PhoneMessage } from '../harness/simulator-client.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { closeAfterEach } from '../local-server.ts';

type Item = Record<string, unknown>;
export interface SendAnswer {
  ok: boolean;
  result?: string | boolean;
  info?: string;
  errors: string[] | null;
  message: { id: string; conversationId: string; interactiveData: Item };
}

/** Who has an open conversation on the main number. */
export const customer = '85255503001';
export const buttonsPath = '/api/v1/sendInteractiveButtonsMessage';
export const listPath = '/api/v1/sendInteractiveListMessage';

export const question = {
  header: { type: 'Text', text: 'Visit' },
  body: 'Shall we keep your slot?',
  footer: 'Shop',
  buttons: [{ text: 'Yes' }, { text: 'No' }],
};
export const slots = {
  header: 'Menu',
  body: 'Pick a slot',
  footer: 'Shop',
  buttonText: 'See slots',
  sections: [
    { title: 'Friday', rows: [{ title: '10:00', description: 'With Ana' }] },
    { title: 'Saturday', rows: [{ title: '10:00', id: 'sat-10' }] },
  ],
};

export type ChoiceCalls = ReturnType<typeof createChoiceCalls>;

/** The calls of a program that offers choices, what became of them, and servers that hold the files it names. */
export function createChoiceCalls(parley: () => TestPlatform, serve: ReturnType<typeof closeAfterEach>['serve']) {
  const send = (path: string, json: unknown, call: ApiCall = {}) =>
    parley().api<SendAnswer>('POST', path, { query: { whatsappNumber: customer }, json, ...call });

  async function historyOf(waId = customer): Promise<Item[]> {
    await parley().settle();
    const { body } = await parley().api<{ messages: { items: Item[] } }>(
      'GET',
      `/api/v1/getMessages/${waId}?pageSize=500`,
    );
    return body.messages.items;
  }

  async function lastOnPhone(waId = customer): Promise<PhoneMessage & { interactive?: unknown }> {
    await parley().settle();
    const [last] = (await parley().simulator.phone(waId)).filter((message) => message.direction === 'out').slice(-1);
    if (last === undefined) throw new Error('Nothing has reached the phone.');
    return last;
  }

  return { parley, serve, send, historyOf, lastOnPhone };
}
