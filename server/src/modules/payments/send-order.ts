import type { Context } from '../../kernel/context.ts';
import type { Conversation } from '../conversations/index.ts';
import {
  type AcceptedMessage,
  acceptSessionMessage,
  type Message,
  requireAccepted,
  type SendDeps,
  type TemplateMessageInput,
  type TemplateSender,
} from '../messages/index.ts';
import { type OrderWords, toDetailsMessage, withOrderDetails } from './order-message.ts';
import { storeOrder } from './store-order.ts';
import type { OrderDetails } from './types.ts';

export type PaymentDeps = SendDeps & { readonly sender: TemplateSender };

/**
 * Sends an order that the customer can pay, in an open conversation: order, message and queue row are one commit. Throws
 * order.invalid, order.reference_taken or message.window_closed.
 */
export async function sendOrder(
  deps: SendDeps,
  ctx: Context,
  input: {
    readonly conversation: Conversation;
    readonly details: OrderDetails;
    readonly words: OrderWords;
    readonly localMessageId: string | undefined;
  },
): Promise<Message> {
  const { conversation, details, localMessageId } = input;
  const content = toDetailsMessage(details, input.words);
  const { contactId, channelId } = conversation;
  const sent = await deps.db.transaction(async (tx) => {
    const message = await acceptSessionMessage(deps, tx, ctx, { conversation, content, localMessageId });
    const place = { contactId, conversationId: conversation.id, channelId, messageId: message.id };
    return { message, events: await storeOrder(deps, tx, { tenantId: ctx.tenantId, details, place }) };
  });
  deps.events.committed(sent.events);
  deps.queued(new Set([channelId]));
  return sent.message;
}

/**
 * The same by a template with an ORDER_DETAILS button, which needs no open conversation. `message` is the template filled
 * for its receiver. Throws order.template_unfit or order.reference_taken.
 */
export async function sendOrderTemplate(
  deps: PaymentDeps,
  ctx: Context,
  input: { readonly message: TemplateMessageInput; readonly details: OrderDetails },
): Promise<AcceptedMessage> {
  const { details } = input;
  const { template, channelId } = input.message;
  const message = { ...input.message, filled: withOrderDetails(template, input.message.filled, details) };
  const sent = await deps.db.transaction(async (tx) => {
    const accepted = await deps.sender.acceptIn(tx, [message]);
    const { id, contact, conversationId } = requireAccepted(accepted.messages[0]);
    const place = { contactId: contact.id, conversationId, channelId, messageId: id };
    return { accepted, events: await storeOrder(deps, tx, { tenantId: ctx.tenantId, details, place }) };
  });
  deps.events.committed(sent.events);
  deps.sender.announce(sent.accepted);
  return requireAccepted(sent.accepted.messages[0]);
}
