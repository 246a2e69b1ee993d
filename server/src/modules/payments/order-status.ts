import { AppError } from '../../kernel/errors.ts';
import { type OrderStatus, orderStatuses, type PaymentStatus, paymentStatuses } from './types.ts';

const rank: Readonly<Record<OrderStatus, number>> = {
  pending: 0,
  processing: 1,
  partially_shipped: 2,
  shipped: 3,
  completed: 4,
  canceled: 4,
};

/** The status that a word means, in any case and with either dash; undefined for no status. */
export function toOrderStatus(word: string): OrderStatus | undefined {
  const wanted = word.trim().toLowerCase().replace('-', '_');
  return orderStatuses.find((status) => status === wanted);
}

/**
 * Throws order.status_forbidden or order.paid when an order may not take that status. Meta: an order goes forward only,
 * completed and canceled are final, and one that is paid or being paid cannot be canceled (cloud-api-behaviour 2.12). A
 * second parcel repeats partially_shipped.
 */
export function checkTransition(
  order: { readonly referenceId: string; readonly status: OrderStatus; readonly paymentStatus: PaymentStatus },
  to: OrderStatus,
): void {
  const { referenceId, status } = order;
  if (status === 'completed' || status === 'canceled') {
    throw new AppError('order.status_forbidden', `Order ${referenceId} is ${status}, which is final.`);
  }
  if (to === 'canceled' && order.paymentStatus === 'captured') {
    throw new AppError('order.paid', `Order ${referenceId} is paid and cannot be canceled.`);
  }
  if (to === 'canceled' && order.paymentStatus === 'pending') {
    throw new AppError('order.paid', `A payment of order ${referenceId} is under way; it cannot be canceled now.`);
  }
  const repeatsParcel = status === 'partially_shipped' && to === status;
  if (rank[to] <= rank[status] && !repeatsParcel) {
    throw new AppError('order.status_forbidden', `Order ${referenceId} cannot go from ${status} to ${to}.`);
  }
}

/** Whether a report raises the state of a payment: a failed one may still be captured, a captured one stays so. */
export function raisesPayment(from: PaymentStatus, to: PaymentStatus): boolean {
  return paymentStatuses.indexOf(to) > paymentStatuses.indexOf(from);
}
