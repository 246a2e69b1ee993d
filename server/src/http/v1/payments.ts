import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Contact, findContact, findContactsById, readTarget, splitChannel } from '../../modules/contacts/index.ts';
import { findConversationOn, findConversations } from '../../modules/conversations/index.ts';
import {
  getOrder,
  type Order,
  readOrderDetails,
  type StatusNews,
  sendOrder,
  sendOrderTemplate,
  toOrderStatus,
  updateOrder,
  updateOrderByTemplate,
} from '../../modules/payments/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { chooseOrderChannel, toOrderTemplateMessage } from './order-templates.ts';
import { refuseOrder } from './refuse-order.ts';
import { fromLocalMessageId } from './shapes/local-message-id.ts';
import { fromOrderNews, fromOrderRequest, toOrderDetails, toPaymentStatus, toSentOrder } from './shapes/order.ts';
import { findRecipients } from './template-recipients.ts';

export function createV1PaymentHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getOrderDetails: ({ ctx, params }) =>
      refuseOrder(deps, ctx, async () => {
        const order = await getOrder(deps, ctx, params.referenceId.trim());
        return { body: toOrderDetails(order, await customerOf(deps, ctx, order)) };
      }),
    getPaymentStatus: ({ ctx, params }) =>
      refuseOrder(deps, ctx, async () => ({
        body: toPaymentStatus(await getOrder(deps, ctx, params.referenceId.trim())),
      })),
    sendOrderDetails: (request) => refuseOrder(deps, request.ctx, () => sendDetails(deps, request)),
    updateOrderStatus: (request) => refuseOrder(deps, request.ctx, () => sendStatus(deps, request)),
    sendOrderDetailsTemplate: (request) => refuseOrder(deps, request.ctx, () => sendDetailsTemplate(deps, request)),
    sendOrderStatusTemplate: (request) => refuseOrder(deps, request.ctx, () => sendStatusTemplate(deps, request)),
  });
}

async function sendDetails(deps: ApiDeps, { ctx, body }: LegacyRequest<'sendOrderDetails'>): Promise<Reply> {
  const asked = fromOrderRequest(body);
  const localMessageId = fromLocalMessageId(asked.localMessageId);
  const details = readOrderDetails(asked.order, deps.clock.nowMs());
  requireTarget(splitChannel(asked.target).rest);
  const found = await findConversations(deps, ctx, asked.target, asked.channelName);
  const conversation = found && (await findConversationOn(deps, ctx, found)).conversation;
  if (conversation === undefined) throw new AppError('message.window_closed', 'Ticket has been expired.');
  const message = await sendOrder(deps, ctx, { conversation, details, words: asked, localMessageId });
  const { referenceId } = details;
  const { id: messageId, conversationId } = message;
  const fresh = { referenceId, status: 'pending', paymentStatus: 'none' } as const;
  return { body: toSentOrder({ ...fresh, messageId, localMessageId, conversationId, contact: found?.contact }) };
}

async function sendStatus(deps: ApiDeps, { ctx, body }: LegacyRequest<'updateOrderStatus'>): Promise<Reply> {
  const asked = fromOrderRequest(body);
  const localMessageId = fromLocalMessageId(asked.localMessageId);
  const news = toNews(fromOrderNews(asked.order));
  const order = await getOrder(deps, ctx, news.referenceId);
  if (asked.target !== '') await checkCustomer(deps, ctx, order, splitChannel(asked.target).rest);
  const message = await updateOrder(deps, ctx, { order, news, words: asked, localMessageId });
  const contact = await customerOf(deps, ctx, order);
  const { id: messageId, conversationId } = message;
  return { body: toSentOrder({ ...order, ...news, messageId, localMessageId, conversationId, contact }) };
}

async function sendDetailsTemplate(
  deps: ApiDeps,
  { ctx, body }: LegacyRequest<'sendOrderDetailsTemplate'>,
): Promise<Reply> {
  const asked = fromOrderRequest(body);
  const details = readOrderDetails(body.order_details, deps.clock.nowMs());
  requireTarget(asked.target);
  const [recipient] = await findRecipients(deps, ctx, [asked.target]);
  if (recipient === undefined) throw new AppError('contact.not_found', 'Contact not found');
  const channel = await chooseOrderChannel(deps, ctx, asked.channelName);
  const localMessageId = fromLocalMessageId(asked.localMessageId);
  const message = await toOrderTemplateMessage(deps, ctx, { body, channel, recipient, localMessageId });
  const { id: messageId, contact, conversationId } = await sendOrderTemplate(deps, ctx, { message, details });
  const { referenceId } = details;
  const fresh = { referenceId, status: 'pending', paymentStatus: 'none', templateName: message.template.name } as const;
  return { body: toSentOrder({ ...fresh, messageId, localMessageId, conversationId, contact }) };
}

async function sendStatusTemplate(
  deps: ApiDeps,
  { ctx, body }: LegacyRequest<'sendOrderStatusTemplate'>,
): Promise<Reply> {
  const asked = fromOrderRequest(body);
  const news = toNews(fromOrderNews(body));
  const order = await getOrder(deps, ctx, news.referenceId);
  const { waId, bsuid } = await checkCustomer(deps, ctx, order, asked.target);
  const channel = await chooseOrderChannel(deps, ctx, undefined, order.channelId);
  const recipient = { waId: waId ?? undefined, bsuid: bsuid ?? undefined };
  const localMessageId = fromLocalMessageId(asked.localMessageId);
  const message = await toOrderTemplateMessage(deps, ctx, { body, channel, recipient, localMessageId });
  const sent = await updateOrderByTemplate(deps, ctx, { order, news, message });
  const { id: messageId, contact, conversationId } = sent;
  const told = { ...order, ...news, messageId, localMessageId, conversationId, contact };
  return { body: toSentOrder({ ...told, templateName: message.template.name }) };
}

function requireTarget(target: string): void {
  if (target === '') throw new AppError('request.target_missing', 'phone_number is required.');
  if (readTarget(target) === undefined) throw new AppError('contact.number_invalid', 'The phone number is not valid');
}

function toNews(asked: ReturnType<typeof fromOrderNews>): StatusNews {
  const status = toOrderStatus(asked.status);
  const errors = [
    ...(asked.referenceId === '' ? ['reference_id is required.'] : []),
    ...(asked.status === '' ? ['order.status is required.'] : []),
    ...(asked.status !== '' && status === undefined ? [`order.status ${asked.status} is not known.`] : []),
  ];
  if (status !== undefined && errors.length === 0) return { ...asked, status };
  throw new AppError('order.invalid', errors[0] ?? '', { details: { errors } });
}

async function customerOf(deps: ApiDeps, ctx: Context, order: Order): Promise<Contact | undefined> {
  return (await findContactsById(deps, ctx, [order.contactId])).get(order.contactId);
}

async function checkCustomer(deps: ApiDeps, ctx: Context, order: Order, target: string): Promise<Contact> {
  requireTarget(target);
  const person = readTarget(target);
  const contact = person && (await findContact(deps, ctx, person));
  if (contact !== undefined && contact.id === (await customerOf(deps, ctx, order))?.id) return contact;
  throw new AppError('order.customer_mismatch', `The order ${order.referenceId} belongs to another customer.`);
}
