import type { StatusWord } from './peer-protocol.ts';

/** A message that the fake Cloud API has accepted. */
export interface SentMessage {
  readonly wamid: string;
  readonly echo: string;
  readonly waId: string;
  readonly phoneNumberId: string;
  /** Milliseconds since 1970, with fractions. */
  readonly atMs: number;
}

/** A business number as Meta's webhooks name it. */
export interface NumberAddress {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly phoneNumber: string;
}

type Json = Record<string, unknown>;

/** A webhook body with one change. */
export function toEnvelope(number: NumberAddress, parts: Json): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [toEntry(number.wabaId, [toChange(number, parts)])],
  });
}

export function toEntry(wabaId: string, changes: readonly Json[]): Json {
  return { id: wabaId, changes };
}

export function toChange(number: NumberAddress, parts: Json): Json {
  const { phoneNumber, phoneNumberId } = number;
  const metadata = { display_phone_number: phoneNumber, phone_number_id: phoneNumberId };
  return { value: { messaging_product: 'whatsapp', metadata, ...parts }, field: 'messages' };
}

/** One status with the pricing that Meta adds; failures are not played here. */
export function toStatus(message: SentMessage, status: StatusWord, unixSeconds: number): Json {
  return {
    id: message.wamid,
    status,
    timestamp: String(unixSeconds),
    recipient_id: message.waId,
    biz_opaque_callback_data: message.echo,
    conversation: { id: message.wamid.slice(-16), origin: { type: 'utility' } },
    pricing: { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' },
  };
}

export function toTextMessage(input: { waId: string; wamid: string; text: string; unixSeconds: number }): Json {
  const { waId, wamid, text, unixSeconds } = input;
  return { from: waId, id: wamid, timestamp: String(unixSeconds), type: 'text', text: { body: text } };
}

export function toContact(waId: string): Json {
  return { profile: { name: `Customer ${waId}` }, wa_id: waId };
}
