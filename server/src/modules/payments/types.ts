/** Where an order stands, in WATI's words; Meta writes partially-shipped with a dash. */
export const orderStatuses = [
  'pending',
  'processing',
  'partially_shipped',
  'shipped',
  'completed',
  'canceled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** `none`: no payment was tried yet. It only rises in this order, so repeats and disorder of Meta's reports change nothing. */
export const paymentStatuses = ['none', 'pending', 'failed', 'captured'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

type Json = Readonly<Record<string, unknown>>;

/** What a customer is to pay, checked. Amounts are hundredths of the currency (offset 100). */
export interface OrderDetails {
  readonly referenceId: string;
  readonly goods: 'digital-goods' | 'physical-goods';
  readonly currency: 'INR' | 'BRL';
  /** The name of a payment set-up at Meta. */
  readonly paymentConfiguration: string | null;
  /** As the caller gave it: upi, br or payment_gateway:<provider>. */
  readonly paymentType: string | null;
  readonly total: number;
  readonly subtotal: number;
  readonly tax: number;
  readonly shipping: number | null;
  readonly discount: number | null;
  /** In Meta's form. */
  readonly items: readonly Json[];
  /** The parameters of the Cloud API's review_and_pay action. */
  readonly parameters: Json;
}

/** A stored order with what became of it. */
export interface Order {
  tenantId: string;
  id: string;
  referenceId: string;
  contactId: string;
  conversationId: string;
  channelId: string;
  /** The message that showed it to the customer. */
  messageId: string;
  goods: string;
  currency: string;
  total: number;
  subtotal: number;
  tax: number;
  shipping: number | null;
  discount: number | null;
  items: Json[];
  details: Json;
  paymentConfiguration: string | null;
  paymentType: string | null;
  status: OrderStatus;
  statusDescription: string | null;
  paymentStatus: PaymentStatus;
  /** What Meta told last of its payment. */
  payment: PaymentReport | null;
  capturedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The `payment` of Meta's status, without the reference. */
export interface PaymentReport {
  readonly amount: Json | null;
  readonly currency: string | null;
  readonly transaction: Json | null;
}

/** What a consumer of `payment.captured` needs to tell of it. */
export interface PaymentFacts {
  readonly referenceId: string;
  readonly customer: string;
  readonly channel: { readonly id: string; readonly phoneNumber: string; readonly isDefault: boolean };
}
