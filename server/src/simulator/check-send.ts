import type { Channel } from './accounts.ts';
import { checkInteractive } from './check-interactive.ts';
import { checkMediaMessage, type FindMedia, type LaterFailure } from './check-media.ts';
import { type OrderSend, readInteractiveOrder, readTemplateOrder } from './check-order.ts';
import { textOfMessage } from './describe-message.ts';
import { type FilledTemplate, fillTemplate } from './fill-template.ts';
import { GraphError } from './graph-errors.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from './json-value.ts';
import { isLongerThan, optionalText, requireList, requireObject, requireText } from './read-parameter.ts';
import type { SimulatedTemplate } from './simulated-account.ts';

const maxText = 4096;
const maxDirectText = 1024;
const maxCallbackData = 512;
const maxContacts = 257;
const messageTypes = [
  'audio',
  'contacts',
  'document',
  'image',
  'interactive',
  'location',
  'reaction',
  'sticker',
  'template',
  'text',
  'video',
];

/** What Meta's Direct Send carries (its page "Supported message types"). */
const directKinds = new Set(['text', 'button', 'cta_url']);

/** Whom a send is for. A user id in `to` is taken and never delivered (rule 2.4). */
export type Recipient =
  | { readonly kind: 'phone'; readonly input: string; readonly waId: string }
  | { readonly kind: 'user'; readonly input: string }
  | { readonly kind: 'nobody'; readonly input: string };

/** A send that Graph would answer with 200. */
export interface CheckedSend {
  readonly recipient: Recipient;
  readonly type: string;
  /** What the phone shows in words. */
  readonly text: string;
  /** What the phone shows besides. */
  readonly content: JsonObject;
  readonly callbackData: string | undefined;
  /** The message that is quoted, as given. */
  readonly quotedId: string | undefined;
  readonly reactionTo: string | undefined;
  readonly template: SimulatedTemplate | undefined;
  /** True for Direct Send: priced as a utility template, and sent outside the window too. */
  readonly isDirect: boolean;
  readonly order: OrderSend | undefined;
  /** Accepted, and then failed by a status. */
  readonly laterFailure: LaterFailure | undefined;
}

/** Checks the body of POST /{phone_number_id}/messages by the contract; throws what Meta answers. */
export function checkSend(channel: Channel, body: JsonObject, findMedia: FindMedia): CheckedSend {
  requireProduct(body);
  const recipientType = body.recipient_type ?? 'individual';
  if (recipientType !== 'individual') {
    throw new GraphError(100, `Param recipient_type must be individual - got "${String(recipientType)}".`);
  }
  const recipient = readRecipient(channel, body);
  const type = optionalText(body, 'type') ?? 'text';
  if (!messageTypes.includes(type)) {
    throw new GraphError(100, `Param type must be one of {${messageTypes.join(', ')}} - got "${type}".`);
  }
  const callbackData = optionalText(body, 'biz_opaque_callback_data', 'biz_opaque_callback_data', maxCallbackData);
  const quotedId = type === 'reaction' ? undefined : quotedIdOf(body);
  const isDirect = checkCategory(type, body);
  return { recipient, type, callbackData, quotedId, isDirect, ...checkContent(channel, type, body, findMedia) };
}

/** Whether `category` makes the message a Direct Send. Meta takes authentication of few businesses, so it is refused. */
function checkCategory(type: string, body: JsonObject): boolean {
  const category = optionalText(body, 'category');
  if (category === undefined || type === 'template') return false;
  if (category !== 'utility') throw new GraphError(100, `Param category must be one of {utility} - got "${category}".`);
  const kind = type === 'interactive' ? String(objectOrEmpty(body.interactive).type) : type;
  if (!directKinds.has(kind)) throw new GraphError(100, `A message of type ${kind} cannot have a category.`);
  const text = objectOrEmpty(body.text).body;
  if (typeof text === 'string' && isLongerThan(text, maxDirectText)) {
    throw new GraphError(100, `Param text['body'] must be at most ${maxDirectText} characters long.`);
  }
  return true;
}

/** Every body of this route names the product. */
export function requireProduct(body: JsonObject): void {
  if (requireText(body, 'messaging_product') !== 'whatsapp') {
    throw new GraphError(100, 'Param messaging_product must be one of {WHATSAPP}.');
  }
}

type CheckedContent = Pick<CheckedSend, 'text' | 'content' | 'reactionTo' | 'template' | 'order' | 'laterFailure'>;

function checkContent(channel: Channel, type: string, body: JsonObject, findMedia: FindMedia): CheckedContent {
  if (type === 'template') return checkTemplate(channel, requireObject(body, 'template'), findMedia);
  const plain = { reactionTo: undefined, template: undefined, order: undefined, laterFailure: undefined };
  if (type === 'contacts') {
    const cards = checkContacts(requireList(body, 'contacts'));
    return { ...plain, text: textOfMessage(type, cards), content: { contacts: cards } };
  }
  const own = requireObject(body, type);
  const shown = { ...plain, text: textOfMessage(type, own), content: type === 'text' ? {} : { [type]: own } };
  switch (type) {
    case 'text':
      requireText(own, 'body', "text['body']");
      optionalText(own, 'body', "text['body']", maxText);
      return shown;
    case 'location':
      requireCoordinate(own, 'latitude', 90);
      requireCoordinate(own, 'longitude', 180);
      return shown;
    case 'reaction':
      if (typeof own.emoji !== 'string') throw new GraphError(100, "The parameter reaction['emoji'] is required.");
      return { ...shown, reactionTo: requireText(own, 'message_id', "reaction['message_id']") };
    case 'interactive': {
      const laterFailure = checkInteractive(own, findMedia);
      const order = readInteractiveOrder(own);
      return { ...shown, content: { ...shown.content, ...shownOrder(order) }, order, laterFailure };
    }
    default:
      return { ...shown, laterFailure: checkMediaMessage(type, own, findMedia) };
  }
}

function readRecipient(channel: Channel, body: JsonObject): Recipient {
  const to = optionalText(body, 'to');
  const userId = optionalText(body, 'recipient');
  if (to === undefined || to === '') {
    if (userId) return { kind: 'user', input: userId };
    throw new GraphError(100, 'The parameter to is required.');
  }
  if (/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(to)) return { kind: 'nobody', input: to };
  const waId = to.replace(/\D/g, '');
  if (!/^[+\d\s().-]+$/.test(to) || waId.length < 5 || waId.length > 15) {
    throw new GraphError(131009, `to: "${to}" is not a valid phone number; give 5 to 15 digits with country code.`);
  }
  if (waId === channel.digits) throw new GraphError(131021, 'Recipient phone number is the same as the sender.');
  return { kind: 'phone', input: to, waId };
}

function quotedIdOf(body: JsonObject): string | undefined {
  if (body.context === undefined || body.context === null) return undefined;
  return requireText(requireObject(body, 'context'), 'message_id', "context['message_id']");
}

function checkContacts(cards: readonly unknown[]): readonly unknown[] {
  if (cards.length < 1 || cards.length > maxContacts) {
    throw new GraphError(131009, `Invalid contacts count. Min allowed: 1, Max allowed: ${maxContacts}`);
  }
  for (const card of cards) {
    const name = requireObject(objectOrEmpty(card), 'name', "contacts['name']");
    requireText(name, 'formatted_name', "contacts['name']['formatted_name']");
  }
  return cards;
}

function requireCoordinate(location: JsonObject, member: string, max: number): void {
  const value = location[member];
  const coordinate = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (value === undefined) throw new GraphError(100, `The parameter location['${member}'] is required.`);
  if (typeof coordinate !== 'number' || !(Math.abs(coordinate) <= max)) {
    throw new GraphError(131009, `location['${member}'] must be a number from -${max} to ${max}.`);
  }
}

function checkTemplate(channel: Channel, sent: JsonObject, findMedia: FindMedia): CheckedContent {
  const name = requireText(sent, 'name', "template['name']");
  const language = requireObject(sent, 'language', "template['language']");
  const code = requireText(language, 'code', "template['language']['code']");
  const template = channel.waba.templates.find((row) => row.name === name && row.language === code);
  if (isLongerThan(name, 512) || !template) {
    throw new GraphError(132001, `template name (${name.slice(0, 512)}) does not exist in ${code}`);
  }
  if (template.status === 'PAUSED') throw new GraphError(132015, `template (${name}) is paused in ${code}`);
  if (template.status === 'DISABLED') throw new GraphError(132016, `template (${name}) is disabled in ${code}`);
  if (template.status !== 'APPROVED') {
    throw new GraphError(132001, `template name (${name}) is not approved in ${code}: ${template.status}`);
  }
  const components = listOrEmpty(sent.components);
  const filled = fillTemplate(template, components, findMedia);
  const order = readTemplateOrder(template, components);
  return {
    text: filled.body,
    content: {
      template: { name, language: code, category: template.category },
      ...shownParts(filled),
      ...shownOrder(order),
    },
    reactionTo: undefined,
    template,
    order,
    laterFailure: filled.laterFailure,
  };
}

/** What the phone shows of an order: its amount, or how it stands. */
function shownOrder(order: OrderSend | undefined): JsonObject {
  if (!order) return {};
  const { referenceId: reference_id } = order;
  if (order.kind === 'status') return { order: { reference_id, status: order.status } };
  return { order: { reference_id, amount: `${order.currency} ${(order.total / 100).toFixed(2)}` } };
}

function shownParts(filled: FilledTemplate): JsonObject {
  return {
    ...(filled.header ? { header: filled.header } : {}),
    ...(filled.footer === undefined ? {} : { footer: { text: filled.footer } }),
    ...(filled.buttons.length === 0 ? {} : { buttons: filled.buttons }),
    ...(filled.cards.length === 0
      ? {}
      : { cards: filled.cards.map((card) => ({ text: card.body, ...shownParts(card) })) }),
  };
}
