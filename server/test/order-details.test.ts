import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '../src/kernel/errors.ts';
import { checkTransition, raisesPayment, toOrderStatus } from '../src/modules/payments/order-status.ts';
import { readOrderDetails } from '../src/modules/payments/read-order-details.ts';
import { orderStatuses, type PaymentStatus, paymentStatuses } from '../src/modules/payments/types.ts';
import { money, orderDetails, withOrder } from './order-samples.ts';

const nowMs = Date.UTC(2026, 10, 25, 12);

function errorsOf(given: unknown): readonly string[] {
  try {
    readOrderDetails(given, nowMs);
    return [];
  } catch (error) {
    if (!isAppError(error, 'order.invalid')) throw error;
    return error.details?.errors as string[];
  }
}

const good = orderDetails('order-1');
const item = { name: 'Tea', amount: money(100), quantity: 1 };

describe('an order', () => {
  test('is read with its amounts in hundredths', () => {
    expect(readOrderDetails(good, nowMs)).toMatchObject({
      referenceId: 'order-1',
      currency: 'INR',
      total: 60_000,
      subtotal: 60_000,
      tax: 3_000,
      shipping: 5_000,
      discount: 8_000,
      paymentType: 'payment_gateway:razorpay',
    });
  });

  test('without a subtotal takes it from the items, without items from the total', () => {
    const fromItems = withOrder(good, { subtotal: undefined });
    expect(readOrderDetails(fromItems, nowMs)).toMatchObject({ subtotal: 60_000 });
    const plain = withOrder(good, { items: undefined, subtotal: undefined });
    expect(readOrderDetails(plain, nowMs)).toMatchObject({ subtotal: 60_000, items: [] });
  });

  test('passes on how it is paid', () => {
    const upi = { ...good, payment_type: undefined };
    expect(readOrderDetails(upi, nowMs).parameters).toMatchObject({
      payment_type: 'upi',
      payment_configuration: 'shop_pg',
    });
    const link = { ...upi, payment_settings: [{ type: 'payment_link', payment_link: { uri: 'https://pay.test/1' } }] };
    expect(readOrderDetails(link, nowMs).parameters.payment_settings).toEqual(link.payment_settings);
  });

  test('keeps when it ends', () => {
    const timestamp = nowMs / 1000 + 300;
    const { parameters } = readOrderDetails(withOrder(good, { expiration: { timestamp, description: 'Soon' } }), nowMs);
    expect(parameters.order).toMatchObject({ expiration: { timestamp: String(timestamp), description: 'Soon' } });
  });

  test('whose sum is right by construction is taken, and one that is off by any amount is not', () => {
    const amount = fc.integer({ min: 0, max: 100_000_000 });
    const items = fc.array(fc.record({ amount, quantity: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 2,
    });
    fc.assert(
      fc.property(items, amount, amount, fc.integer({ min: 1, max: 1000 }), (list, tax, shipping, off) => {
        const subtotal = list.reduce((sum, entry) => sum + entry.amount * entry.quantity, 0);
        const discount = Math.min(subtotal, 50);
        const total = subtotal + tax + shipping - discount;
        fc.pre(total + off <= 2_147_483_647 && subtotal <= 2_147_483_647);
        const order = {
          items: list.map((entry) => ({ name: 'x', amount: money(entry.amount), quantity: entry.quantity })),
          subtotal: money(subtotal),
          tax: money(tax),
          shipping: money(shipping),
          discount: money(discount),
        };
        expect(errorsOf({ ...good, order, total_amount: money(total) })).toEqual([]);
        expect(errorsOf({ ...good, order, total_amount: money(total + off) })).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });
});

test.each<[string, unknown, string]>([
  ['no order', undefined, 'currency is required.'],
  ['no reference', { ...good, reference_id: '' }, 'reference_id is required.'],
  [
    'a long reference in India',
    { ...good, reference_id: 'x'.repeat(36) },
    'reference_id must have at most 35 characters.',
  ],
  ['another type', { ...good, type: 'goods' }, 'type must be one of digital-goods, physical-goods.'],
  ['no type', { ...good, type: null }, 'type is required.'],
  [
    'another gateway',
    { ...good, payment_type: 'payment_gateway:cash' },
    'payment_type must be one of upi, br, payment_gateway:razorpay, payment_gateway:payu, payment_gateway:billdesk, payment_gateway:zaakpay.',
  ],
  [
    'no way to pay',
    { ...good, payment_type: undefined, payment_configuration: undefined },
    'payment_configuration or payment_settings is required.',
  ],
  [
    'a gateway without its configuration',
    { ...good, payment_configuration: undefined },
    'payment_configuration or payment_settings is required.',
  ],
  ['reais without settings', { ...good, currency: 'BRL', payment_type: 'br' }, 'payment_settings is required for BRL.'],
  [
    'rupees the Brazilian way',
    { ...good, payment_type: 'br' },
    'payment_type must be br for BRL and must not be br for INR.',
  ],
  ['empty settings', { ...good, payment_settings: [] }, 'payment_settings must hold at least 1 item.'],
  [
    'a strange setting',
    { ...good, payment_settings: [{ type: 'cash' }] },
    'payment_settings[0].type must be one of payment_gateway, pix_dynamic_code, payment_link, boleto, offsite_card_pay.',
  ],
  ['no total', { ...good, total_amount: undefined }, 'total_amount is required.'],
  ['a total without a value', { ...good, total_amount: { offset: 100 } }, 'total_amount.value is required.'],
  ['a total of thousandths', { ...good, total_amount: money(60_000, 1000) }, 'total_amount.offset must be 100.'],
  [
    'a fraction',
    { ...good, total_amount: money(0.5) },
    'total_amount.value must be a whole number from 0 to 2147483647.',
  ],
  [
    'an amount below nothing',
    withOrder(good, { tax: money(-1) }),
    'order.tax.value must be a whole number from 0 to 2147483647.',
  ],
  ['an amount that is no object', withOrder(good, { tax: 5 }), 'order.tax must be an object.'],
  ['no order in it', { ...good, order: undefined }, 'order is required.'],
  ['an order that is done', withOrder(good, { status: 'completed' }), 'order.status must be pending in a new order.'],
  [
    'a subtotal that the items do not come to',
    withOrder(good, { items: [item] }),
    'order.subtotal is 60000, but the items come to 100.',
  ],
  [
    'a total below tax and shipping',
    withOrder({ ...good, total_amount: money(10) }, { items: [], subtotal: undefined, discount: undefined }),
    'total_amount is less than tax and shipping without the discount.',
  ],
  ['items that are no list', withOrder(good, { items: {} }), 'order.items must be a list.'],
  [
    'items without end',
    withOrder(good, { items: new Array(501).fill(item) }),
    'order.items must hold at most 500 items.',
  ],
  ['an item that is no object', withOrder(good, { items: ['tea'] }), 'order.items must hold objects only.'],
  [
    'an item without a name',
    withOrder(good, { items: [{ ...item, name: undefined }] }),
    'order.items[0].name is required.',
  ],
  [
    'an item with a long name',
    withOrder(good, { items: [{ ...item, name: 'x'.repeat(61) }] }),
    'order.items[0].name must have at most 60 characters.',
  ],
  [
    'an item without a price',
    withOrder(good, { items: [{ ...item, amount: undefined }] }),
    'order.items[0].amount is required.',
  ],
  [
    'none of an item',
    withOrder(good, { items: [{ ...item, quantity: 0 }] }),
    'order.items[0].quantity must be a whole number from 1 to 1000000.',
  ],
  [
    'an item without a quantity',
    withOrder(good, { items: [{ ...item, quantity: null }] }),
    'order.items[0].quantity is required.',
  ],
  [
    'a sale that is dearer',
    withOrder(good, { items: [{ ...item, sale_amount: money(100) }] }),
    'order.items[0].sale_amount must be less than amount.',
  ],
  [
    'an end that is too near',
    withOrder(good, { expiration: { timestamp: String(nowMs / 1000 + 299) } }),
    'order.expiration.timestamp must be at least 300 seconds ahead, in unix seconds.',
  ],
  ['an end without a time', withOrder(good, { expiration: {} }), 'order.expiration.timestamp is required.'],
])('%s is refused', (_what, given, sentence) => {
  expect(errorsOf(given)).toContain(sentence);
});

describe('the status of an order', () => {
  const canGo = (
    status: (typeof orderStatuses)[number],
    to: (typeof orderStatuses)[number],
    paymentStatus: PaymentStatus,
  ) => {
    try {
      checkTransition({ referenceId: 'x', status, paymentStatus }, to);
      return true;
    } catch {
      return false;
    }
  };

  test('has these ways and no others', () => {
    const ways = orderStatuses.map((from) => [from, orderStatuses.filter((to) => canGo(from, to, 'none'))]);
    expect(Object.fromEntries(ways)).toEqual({
      pending: ['processing', 'partially_shipped', 'shipped', 'completed', 'canceled'],
      processing: ['partially_shipped', 'shipped', 'completed', 'canceled'],
      partially_shipped: ['partially_shipped', 'shipped', 'completed', 'canceled'],
      shipped: ['completed', 'canceled'],
      completed: [],
      canceled: [],
    });
  });

  test('is canceled only while nothing is paid', () => {
    expect(paymentStatuses.filter((payment) => canGo('shipped', 'canceled', payment))).toEqual(['none', 'failed']);
  });

  test('is read in both spellings', () => {
    expect(['Partially-Shipped', 'partially_shipped', ' SHIPPED '].map(toOrderStatus)).toEqual([
      'partially_shipped',
      'partially_shipped',
      'shipped',
    ]);
    expect(toOrderStatus('lost')).toBeUndefined();
  });
});

test('any order and number of reports of a payment end in the highest', () => {
  const report = fc.constantFrom(...paymentStatuses);
  fc.assert(
    fc.property(fc.array(report, { minLength: 1 }), (reports) => {
      let state: PaymentStatus = 'none';
      for (const next of reports) if (raisesPayment(state, next)) state = next;
      const highest = Math.max(...reports.map((entry) => paymentStatuses.indexOf(entry)));
      expect(state).toBe(paymentStatuses[highest]);
    }),
  );
});
