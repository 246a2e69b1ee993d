import { GraphError } from './graph-errors.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty, textOrUndefined } from './json-value.ts';
import { isLongerThan, requireList, requireObject, requireText } from './read-parameter.ts';

const maxReference = 60;
const currencies = ['INR', 'BRL'];
const statuses = ['pending', 'processing', 'partially-shipped', 'shipped', 'completed', 'canceled'];

/** What a send says of an order. */
export type OrderSend =
  | {
      readonly kind: 'details';
      readonly referenceId: string;
      readonly currency: string;
      /** Hundredths. */
      readonly total: number;
      /** The type that payments of it bear: upi, br, or the name of a gateway. */
      readonly paymentType: string;
    }
  | { readonly kind: 'status'; readonly referenceId: string; readonly status: string };

/** The order of an interactive message, checked; undefined for all other kinds. */
export function readInteractiveOrder(interactive: JsonObject): OrderSend | undefined {
  const { type } = interactive;
  if (type !== 'order_details' && type !== 'order_status') return undefined;
  const action = requireObject(interactive, 'action', "interactive['action']");
  const name = type === 'order_details' ? 'review_and_pay' : 'review_order';
  if (action.name !== name) throw new GraphError(131009, `action['name'] must be ${name}.`);
  const parameters = requireObject(action, 'parameters', "action['parameters']");
  return type === 'order_details' ? readDetails(parameters) : readStatus(parameters);
}

/** The order in the components of a template send, checked; undefined without one. */
export function readTemplateOrder(
  template: { readonly sub_category?: string; readonly components: readonly JsonObject[] },
  components: readonly unknown[],
): OrderSend | undefined {
  const sent = components.map(objectOrEmpty);
  const isOf = (type: string) => (entry: JsonObject) => String(entry.type ?? '').toUpperCase() === type;
  const news = sent.find(isOf('ORDER_STATUS'));
  const takesStatus = template.sub_category === 'ORDER_STATUS';
  if (news && !takesStatus) throw new GraphError(132012, 'order_status: The template is not an order status template.');
  if (takesStatus) {
    if (!news) throw new GraphError(131008, 'order_status: The component is required.');
    const [parameter] = listOrEmpty(news.parameters).map(objectOrEmpty);
    return readStatus(requireObject(parameter ?? {}, 'order_status'));
  }
  const buttons = template.components.filter(isOf('BUTTONS')).flatMap((entry) => listOrEmpty(entry.buttons));
  const index = buttons.findIndex((button) => isOf('ORDER_DETAILS')(objectOrEmpty(button)));
  if (index < 0) return undefined;
  const button = sent.find((entry) => isOf('BUTTON')(entry) && Number(entry.index) === index);
  const [parameter] = listOrEmpty(button?.parameters).map(objectOrEmpty);
  if (parameter?.type !== 'action') {
    throw new GraphError(131008, `buttons: Button at index ${index} of type order_details requires an action`);
  }
  return readDetails(requireObject(requireObject(parameter, 'action'), 'order_details'));
}

/** Rule 2.12: the sum is right and everything has the offset 100. */
function readDetails(parameters: JsonObject): OrderSend {
  const referenceId = requireText(parameters, 'reference_id');
  if (isLongerThan(referenceId, maxReference) || !/^[\w.-]+$/.test(referenceId)) {
    throw new GraphError(
      131009,
      `reference_id must have 1 to ${maxReference} letters, digits, dots, dashes or underscores.`,
    );
  }
  const type = requireText(parameters, 'type');
  if (type !== 'digital-goods' && type !== 'physical-goods')
    throw new GraphError(131009, `type ${type} is not allowed.`);
  const currency = requireText(parameters, 'currency');
  if (!currencies.includes(currency)) throw new GraphError(131009, `currency ${currency} is not allowed.`);
  const order = requireObject(parameters, 'order');
  if (order.status !== 'pending') throw new GraphError(131009, "order['status'] must be pending.");
  for (const item of order.items === undefined ? [] : requireList(order, 'items').map(objectOrEmpty)) {
    requireText(item, 'name', "items['name']");
    amountOf(item, 'amount');
    if (!Number.isInteger(item.quantity) || Number(item.quantity) < 1) {
      throw new GraphError(131009, "items['quantity'] must be a whole number of at least 1.");
    }
  }
  const total = amountOf(parameters, 'total_amount');
  const sum = amountOf(order, 'subtotal') + optionalAmount(order, 'tax') + optionalAmount(order, 'shipping');
  const expected = sum - optionalAmount(order, 'discount');
  if (total !== expected) {
    throw new GraphError(131009, `total_amount ${total} is not subtotal + tax + shipping - discount = ${expected}.`);
  }
  return { kind: 'details', referenceId, currency, total, paymentType: paymentTypeOf(parameters) };
}

function readStatus(parameters: JsonObject): OrderSend {
  const referenceId = requireText(parameters, 'reference_id');
  const status = requireText(requireObject(parameters, 'order'), 'status', "order['status']");
  if (!statuses.includes(status)) {
    throw new GraphError(131009, `order['status'] must be one of {${statuses.join(', ')}} - got "${status}".`);
  }
  return { kind: 'status', referenceId, status };
}

function optionalAmount(parent: JsonObject, member: string): number {
  return parent[member] === undefined ? 0 : amountOf(parent, member);
}

function amountOf(parent: JsonObject, member: string): number {
  const { value, offset } = requireObject(parent, member);
  if (offset !== 100) throw new GraphError(131009, `${member}['offset'] must be 100.`);
  if (!Number.isInteger(value) || Number(value) < 0) {
    throw new GraphError(131009, `${member}['value'] must be a whole number of at least 0.`);
  }
  return Number(value);
}

function paymentTypeOf(parameters: JsonObject): string {
  const [setting] = listOrEmpty(parameters.payment_settings).map(objectOrEmpty);
  const given = textOrUndefined(parameters.payment_type);
  if (!setting && given === undefined) {
    throw new GraphError(100, 'The parameter payment_settings is required.');
  }
  if (!setting && textOrUndefined(parameters.payment_configuration) === undefined) {
    throw new GraphError(100, 'The parameter payment_configuration is required.');
  }
  return given ?? textOrUndefined(objectOrEmpty(setting?.payment_gateway).type) ?? 'upi';
}
