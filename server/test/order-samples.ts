import type { SimulatedTemplate } from '../src/simulator/simulator.ts';
import type { TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';

export type Json = Record<string, unknown>;

/** 2 x 250.00 and 100.00, tax 30.00, shipping 50.00, discount 80.00: 600.00 in all. */
export function orderDetails(referenceId: string, change: Json = {}): Json {
  return {
    reference_id: referenceId,
    type: 'physical-goods',
    payment_configuration: 'shop_pg',
    payment_type: 'payment_gateway:razorpay',
    currency: 'INR',
    total_amount: money(60_000),
    order: {
      status: 'pending',
      items: [
        { retailer_id: 'tea-1', name: 'Green tea', amount: money(25_000), quantity: 2 },
        { retailer_id: 'cup-9', name: 'Cup', amount: money(12_000), sale_amount: money(10_000), quantity: 1 },
      ],
      subtotal: money(60_000),
      tax: { ...money(3_000), description: 'GST' },
      shipping: money(5_000),
      discount: { ...money(8_000), discount_program_name: 'Welcome' },
    },
    ...change,
  };
}

export function money(value: number, offset: number = 100): Json {
  return { offset, value };
}

/** The `order` of these details with some members changed; undefined takes one out. */
export function withOrder(details: Json, change: Json): Json {
  return { ...details, order: { ...(details.order as Json), ...change } };
}

export const orderTemplates: readonly SimulatedTemplate[] = [
  {
    id: '900000000000101',
    name: 'order_bill',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    sub_category: 'ORDER_DETAILS',
    parameter_format: 'NAMED',
    components: [
      { type: 'BODY', text: 'Hello {{name}}, your order is ready to pay.' },
      { type: 'FOOTER', text: 'Sample Shop' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Help' },
          { type: 'ORDER_DETAILS', text: 'Review and pay' },
        ],
      },
    ],
  },
  {
    id: '900000000000102',
    name: 'order_news',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    sub_category: 'ORDER_STATUS',
    parameter_format: 'NAMED',
    components: [{ type: 'BODY', text: 'Hello {{name}}, there is news of your order.' }],
  },
];

/** Rows that a refused call must not leave. */
export async function countOrderRows(parley: TestPlatform): Promise<Json> {
  const [row] = await rowsOf(
    parley,
    `select (select count(*) from orders) as orders, (select count(*) from order_updates) as updates,
       (select count(*) from messages where direction = 'out') as messages`,
  );
  return row ?? {};
}
