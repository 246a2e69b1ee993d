import { localMessageIdOf } from '../../../kernel/ids.ts';
import { toStorableText } from '../../../kernel/storable-text.ts';
import type { Contact } from '../../../modules/contacts/index.ts';
import type { Order, OrderStatus, PaymentStatus } from '../../../modules/payments/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** A request to show or update an order in an open conversation, whichever of its forms it had. */
export interface OrderRequest {
  /** Whom it is for; empty when nobody is named. */
  readonly target: string;
  readonly channelName: string | undefined;
  readonly localMessageId: string | undefined;
  /** The order_details or order_status parameters, unchecked. */
  readonly order: Json;
  readonly header: unknown;
  readonly body: string | undefined;
  readonly footer: string | undefined;
}

/**
 * Reads the bodies of order_details and order_status, which WATI does not publish: the members of the template calls
 * (`order_details` or the parameters themselves, with `phone_number`), or a whole message of the Cloud API (`to`,
 * `interactive`).
 */
export function fromOrderRequest(given: unknown): OrderRequest {
  const body = objectOf(given);
  const interactive = objectOf(body.interactive);
  const parameters = objectOf(objectOf(interactive.action).parameters);
  const isMeta = Object.keys(interactive).length > 0;
  return {
    target: firstText(body.phone_number, body.target, body.whatsappNumber, body.to, body.recipient) ?? '',
    channelName: firstText(body.channel_number, body.channelNumber, body.channelPhoneNumber),
    localMessageId: firstText(body.localMessageId, body.local_message_id),
    order: isMeta ? parameters : body.order_details === undefined ? body : objectOf(body.order_details),
    header: body.header ?? interactive.header,
    body: textOf(body.body) ?? textOf(interactive.body),
    footer: textOf(body.footer) ?? textOf(interactive.footer),
  };
}

/** The news in the parameters of an order_status. */
export function fromOrderNews(order: Json): { referenceId: string; status: string; description: string | undefined } {
  const news = objectOf(order.order);
  return {
    referenceId: firstText(order.reference_id) ?? '',
    status: firstText(news.status) ?? '',
    description: firstText(news.description),
  };
}

export interface SentOrder {
  readonly referenceId: string;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly messageId: string;
  readonly localMessageId: string | undefined;
  readonly conversationId: string;
  readonly contact: Contact | undefined;
  readonly templateName?: string;
}

/** The answer to the four sends. */
export function toSentOrder(sent: SentOrder) {
  return {
    result: true,
    reference_id: sent.referenceId,
    phone_number: addressOf(sent.contact),
    ...(sent.templateName === undefined ? {} : { template_name: sent.templateName }),
    order_status: sent.status,
    payment_status: toPaymentWord(sent.paymentStatus),
    message_id: sent.messageId,
    local_message_id: sent.localMessageId ?? localMessageIdOf(sent.messageId),
    conversation_id: sent.conversationId,
  };
}

/** An order with the names of `order_details`, and what became of it. */
export function toOrderDetails(order: Order, contact: Contact | undefined) {
  const { details } = order;
  const description = order.statusDescription;
  return {
    reference_id: order.referenceId,
    type: order.goods,
    payment_configuration: order.paymentConfiguration,
    payment_type: order.paymentType,
    ...(details.payment_settings === undefined ? {} : { payment_settings: details.payment_settings }),
    currency: order.currency,
    total_amount: details.total_amount,
    order: {
      ...objectOf(details.order),
      status: order.status,
      ...(description === null ? {} : { status_description: description }),
      items: order.items,
    },
    payment_status: toPaymentWord(order.paymentStatus),
    phone_number: addressOf(contact),
    message_id: order.messageId,
    created: order.createdAt.toISOString(),
    updated: order.updatedAt.toISOString(),
  };
}

export function toPaymentStatus(order: Order) {
  const { payment } = order;
  return {
    reference_id: order.referenceId,
    status: toPaymentWord(order.paymentStatus),
    currency: payment?.currency ?? order.currency,
    amount: payment?.amount ?? { value: order.total, offset: 100 },
    transaction: payment?.transaction ?? null,
    captured_at: order.capturedAt?.toISOString() ?? null,
  };
}

/** Nothing tried yet is pending to the API. */
function toPaymentWord(status: PaymentStatus): string {
  return status === 'none' ? 'pending' : status;
}

function addressOf(contact: Contact | undefined): string | null {
  return contact?.waId ?? contact?.bsuid ?? null;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A text as it is or, as Meta writes it, in an object. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : objectOf(value).text;
  return typeof text === 'string' && text.trim() !== '' ? toStorableText(text) : undefined;
}

function firstText(...values: readonly unknown[]): string | undefined {
  const found = values.find((value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number');
  return found === undefined ? undefined : toStorableText(String(found)).trim();
}
