import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import { assert } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findConversations } from '../conversations/index.ts';
import {
  type AcceptedMessage,
  acceptSessionMessage,
  type Message,
  requireAccepted,
  type SendDeps,
  type TemplateMessageInput,
} from '../messages/index.ts';
import { toOrderEvent } from './order-events.ts';
import { type OrderWords, type StatusNews, toStatusMessage, withOrderStatus } from './order-message.ts';
import { checkTransition } from './order-status.ts';
import { findOrderStatement, insertUpdateStatement, lockOrderStatement } from './queries.ts';
import type { PaymentDeps } from './send-order.ts';
import type { Order } from './types.ts';

/**
 * Moves an order on and tells its customer in the open conversation, all in one commit. A status whose message fails does
 * not count. Throws order.status_forbidden, order.paid, order.invalid or message.window_closed, as for a contact that is gone.
 */
export async function updateOrder(
  deps: SendDeps,
  ctx: Context,
  input: {
    readonly order: Order;
    readonly news: StatusNews;
    readonly words: Omit<OrderWords, 'header'>;
    readonly localMessageId: string | undefined;
  },
): Promise<Message> {
  const { order, news, localMessageId } = input;
  checkTransition(order, news.status);
  const content = toStatusMessage(news, input.words);
  const found = await findConversations(deps, ctx, order.conversationId);
  const conversation = found?.conversations[0];
  // The chat went with its contact.
  if (conversation === undefined) throw new AppError('message.window_closed', 'Ticket has been expired.');
  const sent = await deps.db.transaction(async (tx) => {
    await lockAndCheck(tx, ctx, news);
    const message = await acceptSessionMessage(deps, tx, ctx, { conversation, content, localMessageId });
    return { message, events: await storeUpdate(deps, tx, order, news, message.id) };
  });
  deps.events.committed(sent.events);
  deps.queued(new Set([order.channelId]));
  return sent.message;
}

/** The same by a template of the sub-category ORDER_STATUS; `message` goes to the order's customer on its channel. */
export async function updateOrderByTemplate(
  deps: PaymentDeps,
  ctx: Context,
  input: { readonly order: Order; readonly news: StatusNews; readonly message: TemplateMessageInput },
): Promise<AcceptedMessage> {
  const { order, news } = input;
  assert(input.message.channelId === order.channelId, 'an order is told of on its own channel');
  checkTransition(order, news.status);
  const message = { ...input.message, filled: withOrderStatus(input.message.template, input.message.filled, news) };
  const sent = await deps.db.transaction(async (tx) => {
    await lockAndCheck(tx, ctx, news);
    const accepted = await deps.sender.acceptIn(tx, [message]);
    const { id } = requireAccepted(accepted.messages[0]);
    return { accepted, events: await storeUpdate(deps, tx, order, news, id) };
  });
  deps.events.committed(sent.events);
  deps.sender.announce(sent.accepted);
  return requireAccepted(sent.accepted.messages[0]);
}

// Two updates at once take turns: the second is judged by what the first has made of the order.
async function lockAndCheck(tx: Transaction, ctx: Context, { referenceId, status }: StatusNews): Promise<void> {
  await tx.tenant(ctx.tenantId, lockOrderStatement, [referenceId]);
  const [order] = await tx.tenant(ctx.tenantId, findOrderStatement, [referenceId]);
  if (!order) throw new AppError('order.not_found', `There is no order with the reference_id ${referenceId}.`);
  checkTransition(order, status);
}

async function storeUpdate(
  deps: SendDeps,
  tx: Transaction,
  order: Order,
  news: StatusNews,
  messageId: string,
): Promise<PlatformEvent[]> {
  const { tenantId, id: orderId, conversationId, referenceId } = order;
  const at = deps.clock.now();
  const values = [orderId, newId(at.getTime()), messageId, news.status, news.description ?? null, at];
  await tx.tenant(tenantId, insertUpdateStatement, values);
  const data = { referenceId, status: news.status };
  const event = toOrderEvent(deps.clock, { type: 'order.updated', tenantId, orderId, conversationId, data, at });
  await deps.events.record(tx, [event]);
  return [event];
}
