import { AppError } from '../../kernel/errors.ts';
import type { SessionContent } from '../messages/index.ts';
import { describeTemplate, type FilledTemplate, type Template } from '../templates/index.ts';
import { createFieldReader } from './field-reader.ts';
import type { OrderDetails, OrderStatus } from './types.ts';

const maxBody = 1024;
const maxFooter = 60;
const maxHeader = 60;
const maxDescription = 120;

type Json = Readonly<Record<string, unknown>>;

/** The words around an order in a session message. */
export interface OrderWords {
  /** A text, or a header in Meta's form. */
  readonly header: unknown;
  readonly body: string | undefined;
  readonly footer: string | undefined;
}

/** The part of a status message that says what became of the order. */
export interface StatusNews {
  readonly referenceId: string;
  readonly status: OrderStatus;
  readonly description: string | undefined;
}

/** The interactive order_details message. Without a body it names the order. Throws order.invalid. */
export function toDetailsMessage(details: OrderDetails, words: OrderWords): SessionContent {
  const action = { name: 'review_and_pay', parameters: details.parameters };
  return toInteractive('order_details', action, { ...words, body: words.body ?? `Order ${details.referenceId}` });
}

/** The interactive order_status message. Without a body it names the order and its status. Throws order.invalid. */
export function toStatusMessage(news: StatusNews, words: Omit<OrderWords, 'header'>): SessionContent {
  const body = words.body ?? `Order ${news.referenceId}: ${news.status.replace('_', ' ')}`;
  const action = { name: 'review_order', parameters: toStatusParameters(news) };
  return toInteractive('order_status', action, { ...words, header: undefined, body });
}

function toInteractive(type: string, action: Json, words: OrderWords & { body: string }): SessionContent {
  const errors: string[] = [];
  const fields = createFieldReader(words, '', errors);
  const body = fields.requiredText('body', maxBody);
  const footer = fields.text('footer', maxFooter);
  const header = readHeader(words.header, errors);
  if (errors.length > 0) throw new AppError('order.invalid', errors[0] ?? '', { details: { errors } });
  const interactive = {
    type,
    ...(header === undefined ? {} : { header }),
    body: { text: body },
    ...(footer === undefined ? {} : { footer: { text: footer } }),
    action,
  };
  return { kind: 'interactive', text: body, body: interactive, mediaId: null };
}

function readHeader(given: unknown, errors: string[]): Json | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  const header = createFieldReader(typeof given === 'string' ? { type: 'text', text: given } : given, 'header', errors);
  const type = header.choice('type', ['text', 'image', 'video', 'document']);
  if (type === undefined) {
    if (!header.has('type')) header.complain('type', 'is required.');
    return undefined;
  }
  if (type === 'text') return { type, text: header.requiredText('text', maxHeader) };
  const media = header.object(type)?.source;
  if (media === undefined || (typeof media.link !== 'string' && typeof media.id !== 'string')) {
    header.complain(type, 'must hold a link or an id.');
  }
  return { type, [type]: media };
}

/** Puts an order on the button of a filled template. Throws order.template_unfit without such a button. */
export function withOrderDetails(template: Template, filled: FilledTemplate, details: OrderDetails): FilledTemplate {
  const index = describeTemplate(template).buttons.findIndex((button) => button.kind === 'order_details');
  if (index < 0) {
    throw new AppError('order.template_unfit', `Template "${template.name}" has no ORDER_DETAILS button.`);
  }
  const parameters = [{ type: 'action', action: { order_details: details.parameters } }];
  return withComponent(filled, { type: 'button', sub_type: 'order_details', index: String(index), parameters });
}

/** Adds the news of an order to a filled template. Throws order.template_unfit when it is not made for that. */
export function withOrderStatus(template: Template, filled: FilledTemplate, news: StatusNews): FilledTemplate {
  if (template.subCategory.toUpperCase() !== 'ORDER_STATUS') {
    throw new AppError('order.template_unfit', `Template "${template.name}" is not of the sub-category ORDER_STATUS.`);
  }
  const parameters = [{ type: 'order_status', order_status: toStatusParameters(news) }];
  return withComponent(filled, { type: 'order_status', parameters });
}

function withComponent(filled: FilledTemplate, component: Json): FilledTemplate {
  const { components } = filled.content;
  return {
    ...filled,
    content: { ...filled.content, components: [...(Array.isArray(components) ? components : []), component] },
  };
}

/** Meta writes partially-shipped with a dash. */
function toStatusParameters({ referenceId, status, description }: StatusNews): Json {
  if (description !== undefined && [...description].length > maxDescription) {
    const errors = [`order.description must have at most ${maxDescription} characters.`];
    throw new AppError('order.invalid', errors[0] ?? '', { details: { errors } });
  }
  const order = { status: status.replace('_', '-'), ...(description === undefined ? {} : { description }) };
  return { reference_id: referenceId, order };
}
