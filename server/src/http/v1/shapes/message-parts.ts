import type { Message } from '../../../modules/messages/index.ts';
import { toShownLink } from '../../../modules/templates/index.ts';

type Part = Record<string, unknown>;

/** The kinds of messages that v1 knows by name; a message of any other kind is a placeholder. */
const knownTypes: ReadonlySet<string> = new Set([
  'text',
  'image',
  'document',
  'video',
  'audio',
  'voice',
  'sticker',
  'location',
  'button',
  'interactive',
  'reaction',
  'contacts',
  'order',
  'catalog',
  'template',
]);

export function toTypeWord(type: string): string {
  return knownTypes.has(type) ? type : 'media_placeholder';
}

/** What a message holds beside its text: the relative path of its file, a place, or an unknown kind as it came. */
export function toData({ type, content }: Message, mediaPath: string | null): string | Part | null {
  if (mediaPath !== null) return mediaPath;
  if (content === null) return null;
  if (type === 'location') {
    const { latitude, longitude, name, address } = content;
    return { latitude, longitude, name: name ?? null, address: address ?? null };
  }
  return knownTypes.has(type) ? null : { type, ...content };
}

export function toReferral({ content }: Message) {
  const referral = partOf(content?.referral);
  if (referral === undefined) return null;
  return {
    headline: textOf(referral.headline),
    body: textOf(referral.body),
    url: textOf(referral.source_url),
    sourceId: textOf(referral.source_id),
    ctwaClid: textOf(referral.ctwa_clid),
  };
}

/** What a tap on a button or a list row answers. */
export function toReplies({ type, content }: Message) {
  const button = partOf(content?.button_reply);
  const list = partOf(content?.list_reply);
  return {
    buttonReply: type === 'button' && content ? { text: textOf(content.text), payload: textOf(content.payload) } : null,
    interactiveButtonReply: button ? { id: textOf(button.id), title: textOf(button.title) } : null,
    listReply: list ? { title: textOf(list.title), description: textOf(list.description), id: textOf(list.id) } : null,
  };
}

export function toContactCards({ type, content }: Message): Part[] | null {
  return type === 'contacts' ? partsOf(content?.contacts) : null;
}

export function toOrderProducts({ type, content }: Message) {
  if (type !== 'order') return null;
  return partsOf(content?.product_items).map((item) => ({
    productRetailerId: item.product_retailer_id ?? null,
    quantity: item.quantity ?? null,
    itemPrice: item.item_price ?? null,
    currency: item.currency ?? null,
  }));
}

/** The reference of the order that a session message of ours shows or tells of. */
export function toOrderReference(message: Message): string | null {
  return textOf(orderOf(message)?.reference_id);
}

/** The order that a session message of ours shows, in Meta's form. */
export function toOrderView(message: Message): Part | null {
  return message.content?.type === 'order_details' ? (orderOf(message) ?? null) : null;
}

function orderOf({ direction, type, content }: Message): Part | undefined {
  if (direction !== 'out' || type !== 'interactive') return undefined;
  return partOf(partOf(content?.action)?.parameters);
}

/** Where the media in the header of a template message is: an address, or a path as `data` has it. */
export function toHeaderLink(message: Message): string | null {
  const link = textOf(headerMediaOf(message)?.media.link);
  return link === null ? null : toShownLink(link);
}

/** The header of a template message that has media, as the record of one message shows it. */
export function toTemplatePart(message: Message): Part | null {
  const found = headerMediaOf(message);
  if (found === undefined) return null;
  const header = { headerTypeString: found.type, link: toHeaderLink(message), mediaHeaderId: textOf(found.media.id) };
  return { header: { ...header, mediaFromPC: null } };
}

function headerMediaOf({ content }: Message): { readonly type: string; readonly media: Part } | undefined {
  const header = partsOf(content?.components).find((part) => part.type === 'header');
  const [parameter] = partsOf(header?.parameters);
  const type = parameter?.type;
  const media = typeof type === 'string' ? partOf(parameter?.[type]) : undefined;
  return typeof type === 'string' && media !== undefined ? { type, media } : undefined;
}

function partOf(value: unknown): Part | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : undefined;
}

function partsOf(value: unknown): Part[] {
  return Array.isArray(value) ? value.map(partOf).filter((part) => part !== undefined) : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
