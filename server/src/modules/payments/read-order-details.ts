import { AppError } from '../../kernel/errors.ts';
import { createFieldReader, type FieldReader, type Money } from './field-reader.ts';
import { readPayment } from './read-payment.ts';
import type { OrderDetails } from './types.ts';

const maxReference = 60;
/** Meta takes shorter references in India. */
const maxReferenceInIndia = 35;
const maxItems = 500;
const maxQuantity = 1_000_000;
const maxName = 60;
const maxText = 120;
/** An order must stay payable for five minutes at least. */
const minExpiryMs = 300_000;

type Json = Record<string, unknown>;

/**
 * Checks an order in the form of WATI's and Meta's `order_details` and makes the parameters of Meta's review_and_pay
 * action of it. Throws order.invalid, whose `errors` hold a sentence for every rule that is broken: the sums
 * (cloud-api-behaviour 2.12: total = subtotal + tax + shipping - discount, offset 100) and the limits of the Cloud API's
 * OrderBlock. A subtotal that is left out follows from the items, without items from the total.
 */
export function readOrderDetails(given: unknown, nowMs: number): OrderDetails {
  const errors: string[] = [];
  const fields = createFieldReader(given, '', errors);
  const currency = readCurrency(fields);
  const referenceId = readReference(fields, currency);
  const goods = fields.choice('type', ['digital-goods', 'physical-goods']);
  if (goods === undefined && !fields.has('type')) fields.complain('type', 'is required.');
  const payment = readPayment(fields, currency);
  const order = fields.object('order') ?? createFieldReader({}, 'order', errors);
  if (!fields.has('order')) fields.complain('order', 'is required.');
  const total = fields.money('total_amount');
  if (!fields.has('total_amount')) fields.complain('total_amount', 'is required.');
  const items = readItems(order);
  const sums = readSums(fields, order, total, items);
  const block = readBlock(order, nowMs);
  if (errors.length > 0) refuse(errors);
  const lines = { ...(items.given ? { items: items.list } : {}), ...sums.parts };
  return {
    referenceId,
    goods: goods ?? 'physical-goods',
    currency: currency ?? 'INR',
    paymentConfiguration: payment.configuration,
    paymentType: payment.type,
    ...sums.amounts,
    items: items.list,
    parameters: {
      reference_id: referenceId,
      type: goods,
      ...payment.part,
      ...beneficiariesOf(fields),
      currency,
      total_amount: total,
      order: { status: 'pending', ...block, ...lines },
    },
  };
}

function refuse(errors: readonly string[]): never {
  throw new AppError('order.invalid', errors[0] ?? 'The order is not valid.', { details: { errors } });
}

function readCurrency(fields: FieldReader): 'INR' | 'BRL' | undefined {
  const code = fields.requiredText('currency', maxName).trim().toUpperCase();
  if (code === 'INR' || code === 'BRL') return code;
  if (code !== '') fields.complain('currency', 'must be INR or BRL: WhatsApp takes payments in India and Brazil.');
  return undefined;
}

function readReference(fields: FieldReader, currency: string | undefined): string {
  const max = currency === 'INR' ? maxReferenceInIndia : maxReference;
  const reference = fields.requiredText('reference_id', max);
  if (reference !== '' && !/^[\w.-]+$/.test(reference)) {
    fields.complain('reference_id', 'must hold letters, digits, dots, dashes and underscores only.');
  }
  return reference;
}

interface Items {
  readonly given: boolean;
  readonly list: readonly Json[];
  /** What they come to, in hundredths. */
  readonly sum: number;
}

function readItems(order: FieldReader): Items {
  const rows = order.list('items', maxItems);
  const read = (rows ?? []).map(readItem);
  return {
    given: rows !== undefined,
    list: read.map((item) => item.part),
    sum: read.reduce((sum, item) => sum + item.sum, 0),
  };
}

function readItem(item: FieldReader): { part: Json; sum: number } {
  const name = item.requiredText('name', maxName);
  const amount = item.money('amount');
  if (!item.has('amount')) item.complain('amount', 'is required.');
  const sale = item.money('sale_amount');
  if (amount && sale && sale.value >= amount.value) item.complain('sale_amount', 'must be less than amount.');
  const quantity = item.whole('quantity', 1, maxQuantity);
  if (!item.has('quantity')) item.complain('quantity', 'is required.');
  const retailerId = item.text('retailer_id', maxText);
  const address = item.object('importer_address')?.source;
  const origin = item.text('country_of_origin', maxText);
  const importer = item.text('importer_name', maxText);
  const part = {
    ...(retailerId === undefined ? {} : { retailer_id: retailerId }),
    name,
    amount,
    quantity,
    ...(sale === undefined ? {} : { sale_amount: sale }),
    ...(origin === undefined ? {} : { country_of_origin: origin }),
    ...(importer === undefined ? {} : { importer_name: importer }),
    ...(address === undefined ? {} : { importer_address: address }),
  };
  return { part, sum: ((sale ?? amount)?.value ?? 0) * (quantity ?? 0) };
}

interface Sums {
  readonly amounts: Pick<OrderDetails, 'total' | 'subtotal' | 'tax' | 'shipping' | 'discount'>;
  readonly parts: Json;
}

function readSums(fields: FieldReader, order: FieldReader, total: Money | undefined, items: Items): Sums {
  const given = order.money('subtotal');
  const tax = order.money('tax') ?? { value: 0, offset: 100 };
  const shipping = order.money('shipping');
  const discount = order.money('discount');
  const program = order.object('discount')?.text('discount_program_name', maxName);
  const extra = tax.value + (shipping?.value ?? 0) - (discount?.value ?? 0);
  const subtotal = given ?? { value: items.list.length > 0 ? items.sum : (total?.value ?? 0) - extra, offset: 100 };
  if (given && items.list.length > 0 && given.value !== items.sum) {
    order.complain('subtotal', `is ${given.value}, but the items come to ${items.sum}.`);
  }
  if (total && total.value !== subtotal.value + extra) {
    const sum = `${subtotal.value} + ${tax.value} + ${shipping?.value ?? 0} - ${discount?.value ?? 0}`;
    const rule = 'must be subtotal + tax + shipping - discount';
    fields.complain('total_amount', `${rule}: ${sum} = ${subtotal.value + extra}, not ${total.value}.`);
  } else if (total && subtotal.value < 0) {
    fields.complain('total_amount', 'is less than tax and shipping without the discount.');
  }
  return {
    amounts: {
      total: total?.value ?? 0,
      subtotal: subtotal.value,
      tax: tax.value,
      shipping: shipping?.value ?? null,
      discount: discount?.value ?? null,
    },
    parts: {
      subtotal,
      tax,
      ...(shipping ? { shipping } : {}),
      ...(discount ? { discount: { ...discount, ...(program ? { discount_program_name: program } : {}) } } : {}),
    },
  };
}

/** What else Meta's order takes. */
function readBlock(order: FieldReader, nowMs: number): Json {
  const status = order.text('status', maxName)?.trim().toLowerCase();
  if (status !== undefined && status !== 'pending') order.complain('status', 'must be pending in a new order.');
  const type = order.choice('type', ['quick_pay']);
  const catalogId = order.text('catalog_id', maxText);
  const description = order.text('description', maxText);
  const expiration = order.object('expiration');
  const timestamp = expiration?.whole('timestamp', 0, Number.MAX_SAFE_INTEGER);
  const reason = expiration?.text('description', maxText);
  if (expiration && timestamp === undefined && !expiration.has('timestamp')) {
    expiration.complain('timestamp', 'is required.');
  }
  if (expiration && timestamp !== undefined && timestamp * 1000 < nowMs + minExpiryMs) {
    expiration.complain('timestamp', 'must be at least 300 seconds ahead, in unix seconds.');
  }
  return {
    ...(type ? { type } : {}),
    ...(catalogId === undefined ? {} : { catalog_id: catalogId }),
    ...(expiration
      ? { expiration: { timestamp: String(timestamp), ...(reason === undefined ? {} : { description: reason }) } }
      : {}),
    ...(description === undefined ? {} : { description }),
  };
}

function beneficiariesOf(fields: FieldReader): Json {
  const list = fields.list('beneficiaries', maxItems);
  return list === undefined ? {} : { beneficiaries: list.map((entry) => entry.source) };
}
