import type { FieldReader } from './field-reader.ts';

const maxSettings = 10;
const maxConfiguration = 60;
const gateways = ['razorpay', 'payu', 'billdesk', 'zaakpay'] as const;
const settingTypes = ['payment_gateway', 'pix_dynamic_code', 'payment_link', 'boleto', 'offsite_card_pay'] as const;
const types = ['upi', 'br', ...gateways.map((name) => `payment_gateway:${name}` as const)] as const;

export interface PaymentWay {
  readonly configuration: string | null;
  readonly type: string | null;
  /** The members of Meta's parameters that say how the customer pays. */
  readonly part: Readonly<Record<string, unknown>>;
}

/**
 * How an order is to be paid. WATI's `payment_type: payment_gateway:razorpay` with a configuration is what Meta writes as a
 * payment setting; `upi`, `br` and settings are passed on.
 */
export function readPayment(fields: FieldReader, currency: string | undefined): PaymentWay {
  const configuration = fields.text('payment_configuration', maxConfiguration);
  const given = fields.choice('payment_type', types);
  const settings = readSettings(fields);
  if (given !== undefined && currency !== undefined && (given === 'br') !== (currency === 'BRL')) {
    fields.complain('payment_type', 'must be br for BRL and must not be br for INR.');
  }
  if (settings === undefined && !fields.has('payment_settings')) {
    if (currency === 'BRL') fields.complain('payment_settings', 'is required for BRL.');
    else if (configuration === undefined && !fields.has('payment_configuration')) {
      fields.complain('payment_configuration', 'or payment_settings is required.');
    }
  }
  const way = { configuration: configuration ?? null, type: given ?? null };
  const gateway = given?.startsWith('payment_gateway:') ? given.slice('payment_gateway:'.length) : undefined;
  if (gateway !== undefined && settings === undefined) {
    const setting = { type: gateway, configuration_name: configuration };
    return { ...way, part: { payment_settings: [{ type: 'payment_gateway', payment_gateway: setting }] } };
  }
  const type = currency === 'BRL' ? 'br' : settings === undefined || given === 'upi' ? 'upi' : undefined;
  return {
    ...way,
    part: {
      ...(type === undefined ? {} : { payment_type: type }),
      ...(configuration === undefined ? {} : { payment_configuration: configuration }),
      ...(settings === undefined ? {} : { payment_settings: settings }),
    },
  };
}

function readSettings(fields: FieldReader): readonly Readonly<Record<string, unknown>>[] | undefined {
  const settings = fields.list('payment_settings', maxSettings);
  if (settings?.length === 0) fields.complain('payment_settings', 'must hold at least 1 item.');
  return settings?.map((setting) => {
    const type = setting.choice('type', settingTypes);
    if (!setting.has('type')) setting.complain('type', 'is required.');
    setting.object('payment_gateway')?.choice('type', gateways);
    return { ...setting.source, ...(type === undefined ? {} : { type }) };
  });
}
