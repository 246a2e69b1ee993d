import type { Channel } from './accounts.ts';
import { toStatusErrors } from './graph-errors.ts';
import type { JsonObject } from './json-value.ts';
import type { SimulatedOrder } from './orders.ts';
import type { Person, PhoneMessage } from './people.ts';

/** The `value` of an inbound message: `message` holds type, content, context and referral. */
export function inboundValue(input: {
  channel: Channel;
  person: Person;
  id: string;
  atSeconds: number;
  message: JsonObject;
}): JsonObject {
  const { channel, person, id, atSeconds, message } = input;
  const showPhone = !person.behaviour.hidePhone;
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(channel),
    // System messages come without contacts.
    ...(message.type === 'system' ? {} : { contacts: [contactOf(person, showPhone)] }),
    messages: [
      {
        ...(showPhone ? { from: person.waId } : {}),
        from_user_id: person.userId,
        id,
        timestamp: String(atSeconds),
        ...message,
      },
    ],
  };
}

export interface StatusChange {
  /** One of Meta's words, or any other that a fault plans. */
  readonly status: string;
  readonly atSeconds: number;
  readonly failure?: { readonly code: number; readonly details: string | undefined };
}

/** The `value` of one status of a message that the business sent. */
export function statusValue(message: PhoneMessage, change: StatusChange): JsonObject {
  const { person, thread, sending } = message;
  const showPhone = !(person.behaviour.hidePhone && sending?.addressedByUserId === true);
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(thread.channel),
    contacts: [contactOf(person, showPhone)],
    statuses: [
      {
        id: message.id,
        status: change.status,
        timestamp: String(change.atSeconds),
        ...(showPhone ? { recipient_id: person.waId } : {}),
        recipient_user_id: person.userId,
        ...(sending?.callbackData === undefined ? {} : { biz_opaque_callback_data: sending.callbackData }),
        ...priceOf(message, change.status),
        ...(change.failure ? { errors: toStatusErrors(change.failure.code, change.failure.details) } : {}),
      },
    ],
  };
}

/** The words of payments and of their transactions differ. */
const transactionStatus = { captured: 'success', failed: 'failed', pending: 'pending' } as const;

/** The `value` of a change in the payment of an order: a status of the message that showed it. */
export function paymentValue(
  order: SimulatedOrder,
  change: {
    outcome: keyof typeof transactionStatus;
    transaction: { readonly id: string; readonly createdSeconds: number };
    atSeconds: number;
  },
): JsonObject {
  const { person, thread, sending, id } = order.message;
  const { outcome, transaction, atSeconds } = change;
  const showPhone = !(person.behaviour.hidePhone && sending?.addressedByUserId === true);
  const failure = outcome === 'failed' ? { error: { code: 'payment_failed', reason: 'The bank refused it.' } } : {};
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(thread.channel),
    contacts: [contactOf(person, showPhone)],
    statuses: [
      {
        id,
        status: outcome,
        timestamp: String(atSeconds),
        ...(showPhone ? { recipient_id: person.waId } : {}),
        recipient_user_id: person.userId,
        type: 'payment',
        payment: {
          reference_id: order.referenceId,
          amount: { value: order.total, offset: 100 },
          currency: order.currency,
          transaction: {
            id: transaction.id,
            type: order.paymentType,
            status: transactionStatus[outcome],
            created_timestamp: transaction.createdSeconds,
            updated_timestamp: atSeconds,
            ...failure,
          },
        },
      },
    ],
  };
}

/** Prices come with sent and with delivered (schema Status); the end of a free entry point with sent only. */
function priceOf(message: PhoneMessage, status: string): JsonObject {
  const price = message.sending?.price;
  if (!price || (status !== 'sent' && status !== 'delivered')) return {};
  const { conversation, pricing } = price;
  if (!conversation) return { pricing };
  const expiry = status === 'sent' ? { expiration_timestamp: String(Math.floor(conversation.endsMs / 1000)) } : {};
  return { conversation: { id: conversation.id, ...expiry, origin: { type: 'referral_conversion' } }, pricing };
}

export function metadataOf(channel: Channel): JsonObject {
  return { display_phone_number: channel.digits, phone_number_id: channel.number.phoneNumberId };
}

/** A person as webhooks name them. */
export function contactOf(person: Person, showPhone: boolean): JsonObject {
  const { username } = person.behaviour;
  const profile = {
    ...(person.profileName === undefined ? {} : { name: person.profileName }),
    ...(username === undefined ? {} : { username }),
  };
  return {
    // The name of a person who never wrote is not known to Meta's customer.
    ...(Object.keys(profile).length === 0 ? {} : { profile }),
    ...(showPhone ? { wa_id: person.waId } : {}),
    user_id: person.userId,
  };
}
