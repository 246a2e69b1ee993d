/**
 * Owns orders that customers pay inside WhatsApp, their status and their payment. Promises that an order and the message
 * that shows it are stored together, that sums are right, and that states only go forward. Does not take money: Meta does.
 */
export { applyPayments, type PaymentNotice } from './apply-payments.ts';
export { getOrder } from './find-order.ts';
export { createOrderFollower } from './follow-contacts.ts';
export type { StatusNews } from './order-message.ts';
export { toOrderStatus } from './order-status.ts';
export { requirePayments, switchPayments } from './payment-switch.ts';
export { readOrderDetails } from './read-order-details.ts';
export { sendOrder, sendOrderTemplate } from './send-order.ts';
export { type Order, type OrderStatus, type PaymentFacts, type PaymentStatus, paymentStatuses } from './types.ts';
export { updateOrder, updateOrderByTemplate } from './update-order.ts';
