import type { Channel } from './accounts.ts';
import type { OrderSend } from './check-order.ts';
import { GraphError } from './graph-errors.ts';
import type { PhoneMessage } from './people.ts';

/** Orders remembered; the oldest is forgotten. */
const maxOrders = 10_000;
const rank = ['pending', 'processing', 'partially-shipped', 'shipped', 'completed'];

export type SimulatedPayment = 'none' | 'pending' | 'failed' | 'captured';

/** An order that was sent to a customer, as Meta keeps it. */
export interface SimulatedOrder {
  readonly referenceId: string;
  readonly message: PhoneMessage;
  readonly currency: string;
  /** Hundredths. */
  readonly total: number;
  readonly paymentType: string;
  status: string;
  payment: SimulatedPayment;
  /** The attempt under way or the last one. */
  transaction: { readonly id: string; readonly createdSeconds: number } | undefined;
}

/** The orders of every business number, in memory and bounded. */
export interface Orders {
  /** Throws what Meta answers to an order that cannot be sent (rule 2.12). */
  check(channel: Channel, send: OrderSend): void;
  /** Takes over what an accepted message says of an order. */
  take(message: PhoneMessage, send: OrderSend): void;
  find(channel: Channel, referenceId: string): SimulatedOrder | undefined;
}

export function createOrders(): Orders {
  const orders = new Map<string, SimulatedOrder>();
  const keyOf = (channel: Channel, referenceId: string): string => `${channel.number.phoneNumberId}/${referenceId}`;
  const find: Orders['find'] = (channel, referenceId) => orders.get(keyOf(channel, referenceId));
  return {
    find,
    check(channel, send) {
      const order = find(channel, send.referenceId);
      if (send.kind === 'status') checkStatus(order, send.referenceId, send.status);
      else if (order) throw new GraphError(131009, `reference_id ${send.referenceId} has been used before.`);
    },
    take(message, send) {
      const { channel } = message.thread;
      const { referenceId } = send;
      if (send.kind === 'status') {
        const order = find(channel, referenceId);
        if (order) order.status = send.status;
        return;
      }
      const { currency, total, paymentType } = send;
      const fresh = { status: 'pending', payment: 'none', transaction: undefined } as const;
      orders.set(keyOf(channel, referenceId), { referenceId, message, currency, total, paymentType, ...fresh });
      const [oldest] = orders.keys();
      if (orders.size > maxOrders && oldest !== undefined) orders.delete(oldest);
    },
  };
}

function checkStatus(order: SimulatedOrder | undefined, referenceId: string, status: string): void {
  if (!order) throw new GraphError(131009, `There is no order with the reference_id ${referenceId}.`);
  const isFinal = order.status === 'completed' || order.status === 'canceled';
  if (status === 'canceled' && !isFinal) {
    if (order.payment === 'captured' || order.payment === 'pending') {
      throw new GraphError(2047, `The order ${referenceId} has a payment that is ${order.payment}.`);
    }
    return;
  }
  const goesBack = rank.indexOf(status) < rank.indexOf(order.status) || status === 'pending';
  if (isFinal || goesBack) throw new GraphError(2046, `The order ${referenceId} is ${order.status}.`);
}
