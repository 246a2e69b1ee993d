import { expect } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import type { TestPlatform } from './harness/start-test-platform.ts';
import { type Json, orderDetails } from './order-samples.ts';

/** The customer who orders, and has an open conversation. */
export const customer = '919800000001';
/** Somebody who never wrote. */
export const silent = '919800000002';

/** The calls of programs that sell, on the platform of a test file. */
export function createOrderCalls(parley: () => TestPlatform) {
  const send = (json: unknown, call: ApiCall = {}) =>
    parley().api<Json>('POST', '/api/v1/order_details', { json, ...call });
  const update = (json: unknown, call: ApiCall = {}) =>
    parley().api<Json>('POST', '/api/v1/order_status', { json, ...call });
  const show = (reference: string, call: ApiCall = {}) =>
    parley().api<Json>('GET', `/api/v1/order_details/${encodeURIComponent(reference)}`, call);
  const paymentOf = (reference: string, call: ApiCall = {}) =>
    parley().api<Json>('GET', `/api/v1/payment_status/${encodeURIComponent(reference)}`, call);
  const pay = (reference_id: string, status: string, waId = customer) =>
    parley().simulator.call('POST', `/customers/${waId}/payments`, { reference_id, status });
  const bodyOf = (reference: string, change: Json = {}) => ({
    phone_number: customer,
    body: 'Your order is ready to pay',
    order_details: orderDetails(reference, change),
  });

  const sendOrder = async (reference: string): Promise<Json> => {
    const answer = await send(bodyOf(reference));
    expect(answer).toMatchObject({ status: 200, body: { result: true } });
    await parley().settle();
    return answer.body;
  };

  const lastOnPhone = async (): Promise<Json> => {
    const messages = (await parley().simulator.phone(customer)).filter((entry) => entry.direction === 'out');
    return { ...messages.at(-1) };
  };

  const lastGraphBody = async (): Promise<Json> => {
    const sent = (await parley().simulator.graphRequests()).filter((entry) => entry.operation === 'messages');
    return (sent.at(-1)?.body ?? {}) as Json;
  };

  return { send, update, show, paymentOf, pay, bodyOf, sendOrder, lastOnPhone, lastGraphBody };
}

/** An order refused with a request fault: one sentence in all members that clients read. */
export async function refuses(answer: { status: number; body: Json }, reason: string, words: RegExp): Promise<void> {
  expect(answer).toMatchObject({ status: 400, body: { result: false, reason } });
  const { info, message, errors } = answer.body as { info: string; message: string; errors: string[] };
  expect(message).toBe(info);
  expect(errors.join(' ')).toMatch(words);
  expect(errors[0]).toBe(info);
}
