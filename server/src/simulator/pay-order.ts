import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Channel } from './accounts.ts';
import type { Orders, SimulatedOrder } from './orders.ts';
import type { Person } from './people.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { WebhookSender } from './webhook-sender.ts';
import { paymentValue } from './webhook-values.ts';

export const paymentOutcomes = ['captured', 'failed', 'pending'] as const;
export type PaymentOutcome = (typeof paymentOutcomes)[number];

export interface PayOrderDeps {
  readonly clock: Clock;
  readonly ids: SimulatedIds;
  readonly orders: Orders;
  readonly sender: WebhookSender;
}

/**
 * A customer pays an order on the phone, or tries to: sends the webhook of it. A payment that is pending goes on, any other
 * is a new one. Answers the id of the transaction. Throws order.not_found, or simulator.order_not_payable for an order
 * that is not on the phone, is canceled or completed, or is paid.
 */
export function payOrder(
  deps: PayOrderDeps,
  input: { person: Person; channel: Channel; referenceId: string; outcome: PaymentOutcome },
): string {
  const { person, channel, referenceId, outcome } = input;
  const order = deps.orders.find(channel, referenceId);
  if (!order || order.message.person.waId !== person.waId) {
    throw new AppError('order.not_found', `${person.waId} has no order ${referenceId} of ${channel.digits}.`);
  }
  refuseUnpayable(order);
  const nowSeconds = Math.floor(deps.clock.nowMs() / 1000);
  const underWay = order.payment === 'pending' ? order.transaction : undefined;
  const transaction = underWay ?? { id: deps.ids.transactionId(), createdSeconds: nowSeconds };
  order.payment = outcome;
  order.transaction = transaction;
  deps.sender.send({
    wabaId: channel.waba.id,
    field: 'messages',
    value: paymentValue(order, { outcome, transaction, atSeconds: nowSeconds }),
    person,
    channel,
    operation: 'messages.statuses',
  });
  return transaction.id;
}

function refuseUnpayable(order: SimulatedOrder): void {
  const because = whyUnpayable(order);
  if (because === undefined) return;
  throw new AppError('simulator.order_not_payable', `The order ${order.referenceId} ${because}.`);
}

function whyUnpayable({ message, payment, status }: SimulatedOrder): string | undefined {
  if (!message.onPhone) return 'has not arrived on the phone';
  if (payment === 'captured') return 'is paid already';
  return status === 'canceled' || status === 'completed' ? `is ${status}` : undefined;
}
