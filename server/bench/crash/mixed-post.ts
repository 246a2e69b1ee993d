import { demoChannels, demoWabaId } from '../../src/demo/demo-workspace.ts';
import {
  type NumberAddress,
  type SentMessage,
  toChange,
  toContact,
  toEntry,
  toStatus,
  toTextMessage,
} from '../peers/meta-bodies.ts';

/** A POST of Meta's with everything in it, and what must come of it. */
export interface MixedPost {
  readonly body: string;
  /** Messages of each sender, on the number of the same index. */
  readonly loads: readonly {
    readonly phoneNumberId: string;
    readonly senders: readonly string[];
    readonly label: string;
  }[];
}

export const perSender = 3;
const foreignWaba = '999999';
const foreignNumber: NumberAddress = {
  wabaId: foreignWaba,
  phoneNumberId: '399999999999999',
  phoneNumber: '15550999999',
};

/** The items of the foreign account and the account event are set aside with these reasons. */
export const expectedRejects = [/^The number 399999999999999 is not connected\.$/, /^The field account_update /];

/**
 * Two numbers of our account, one of a foreign account and an account event; the messages of several senders in turns,
 * the senders of the second number among those of the first; all statuses of these sends, the last one first.
 */
export function buildMixedPost(
  senders: readonly string[],
  sent: readonly SentMessage[],
  unixSeconds: number,
): MixedPost {
  const [first, second] = demoChannels.map((channel) => ({ wabaId: demoWabaId, ...channel }));
  if (!first || !second) throw new Error('The demo workspace has two channels.');
  const fewer = senders.slice(0, Math.ceil(senders.length / 2));
  const messages = (label: string, from: readonly string[]) => toTexts(label, from, unixSeconds);
  const statuses = (['read', 'delivered', 'sent'] as const).flatMap((status) =>
    sent.map((message) => toStatus(message, status, unixSeconds)),
  );
  const contacts = senders.map(toContact);
  const entries = [
    toEntry(demoWabaId, [
      toChange(first, { contacts, messages: messages('mixed', senders) }),
      toChange(second, { contacts: contacts.toReversed(), messages: messages('second', fewer) }),
      toChange(first, { statuses }),
      { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } },
    ]),
    toEntry(foreignWaba, [toChange(foreignNumber, { contacts, messages: messages('foreign', fewer) })]),
  ];
  return {
    body: JSON.stringify({ object: 'whatsapp_business_account', entry: entries }),
    loads: [
      { phoneNumberId: first.phoneNumberId, senders, label: 'mixed' },
      { phoneNumberId: second.phoneNumberId, senders: fewer, label: 'second' },
    ],
  };
}

function toTexts(label: string, senders: readonly string[], unixSeconds: number) {
  return Array.from({ length: perSender }, (_, index) => index + 1).flatMap((number) =>
    senders.map((waId) => {
      const wamid = `wamid.${label}.${waId}.${number}`;
      return toTextMessage({ waId, wamid, text: `${label} of ${waId} #${number}`, unixSeconds });
    }),
  );
}
