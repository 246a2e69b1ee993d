import type { components } from '@parley/contract/inbox';
import type { TimelineMessageRow } from '../../../modules/inbox/index.ts';

type Schemas = components['schemas'];
type Json = Readonly<Record<string, unknown>>;

/** The parts of a message that come from its content at WhatsApp; those that it does not have are null or empty. */
export type ContentParts = Pick<
  Schemas['MessageItem'],
  'location' | 'contacts' | 'interactive' | 'answer' | 'order' | 'referral' | 'isForwarded'
>;

/** Reads content as it was sent or received. Whatever is not of its form is left out, never an error. */
export function toContentParts(message: TimelineMessageRow, answeredBy: TimelineMessageRow | undefined): ContentParts {
  const content = objectOf(message.content);
  const isIn = message.direction === 'in';
  return {
    location: message.type === 'location' ? toLocation(content) : null,
    contacts: message.type === 'contacts' ? listOf(content.contacts).map(toSharedContact) : [],
    interactive: message.type === 'interactive' && !isIn ? toInteractive(content, answeredBy) : null,
    answer: isIn ? toAnswer(message.type, content) : null,
    order: message.type === 'order' ? listOf(content.product_items).map(toOrderItem) : [],
    referral: content.referral === undefined ? null : toReferral(objectOf(content.referral)),
    isForwarded: content.forwarded === true || content.frequently_forwarded === true,
  };
}

/** What the customer chose or pressed. */
export function toAnswer(type: string, content: Json): Schemas['Choice'] | null {
  if (type === 'button') return { id: text(content.payload) ?? '', title: text(content.text) ?? '', description: null };
  if (type !== 'interactive') return null;
  const reply = objectOf(content.button_reply ?? content.list_reply ?? content.nfm_reply);
  const title = text(reply.title) ?? text(reply.body) ?? '';
  return { id: text(reply.id) ?? text(reply.name) ?? '', title, description: text(reply.description) };
}

function toLocation(content: Json): Schemas['Location'] | null {
  const { latitude, longitude } = content;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  return { latitude, longitude, name: text(content.name), address: text(content.address) };
}

function toSharedContact(contact: Json): Schemas['SharedContact'] {
  const name = objectOf(contact.name);
  const valuesOf = (list: unknown, member: string): string[] =>
    listOf(list).flatMap((entry) => text(entry[member]) ?? []);
  return {
    name: text(name.formatted_name) ?? text(name.first_name) ?? '',
    phones: valuesOf(contact.phones, 'phone'),
    emails: valuesOf(contact.emails, 'email'),
    organisation: text(objectOf(contact.org).company),
  };
}

function toInteractive(content: Json, answeredBy: TimelineMessageRow | undefined): Schemas['Interactive'] {
  const action = objectOf(content.action);
  const parameters = objectOf(action.parameters);
  const buttons = listOf(action.buttons).map((button) => objectOf(button.reply));
  const rows = listOf(action.sections).flatMap((section) => listOf(section.rows));
  const answer = answeredBy && toAnswer(answeredBy.type, objectOf(answeredBy.content));
  return {
    kind: text(content.type) ?? '',
    header: text(objectOf(content.header).text),
    body: text(objectOf(content.body).text),
    footer: text(objectOf(content.footer).text),
    button: text(action.button) ?? text(parameters.display_text),
    url: text(parameters.url),
    choices: [...buttons, ...rows].map((choice) => ({
      id: text(choice.id) ?? '',
      title: text(choice.title) ?? '',
      description: text(choice.description),
    })),
    answeredId: answer?.id || null,
  };
}

function toOrderItem(item: Json): Schemas['OrderItem'] {
  return {
    productId: text(item.product_retailer_id) ?? '',
    quantity: numberOf(item.quantity),
    price: numberOf(item.item_price),
    currency: text(item.currency),
  };
}

function toReferral(referral: Json): Schemas['Referral'] {
  return {
    sourceType: text(referral.source_type),
    sourceUrl: text(referral.source_url),
    headline: text(referral.headline),
    body: text(referral.body),
  };
}

export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOf(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}
