import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { ChannelRef } from '../channels/index.ts';
import type { Contact } from '../contacts/index.ts';
import type { Message } from './types.ts';

/** What consumers need to tell of a customer who gave a contact card when asked for it. */
export interface SharedContactFacts {
  readonly contact: Contact;
  readonly channel: ChannelRef;
  /** Digits of the number on the card. */
  readonly phone: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The event of a message that answers a request for contact information, or undefined: Meta marks the first card of such an
 * answer with its origin; a card that somebody sends unasked has another one.
 */
export function toSharedContact(
  clock: Clock,
  message: Message,
  facts: Pick<SharedContactFacts, 'contact' | 'channel'>,
): PlatformEvent | undefined {
  if (message.type !== 'contacts') return undefined;
  const cards: readonly unknown[] = Array.isArray(message.content?.contacts) ? message.content.contacts : [];
  const card = recordOf(cards[0]);
  if (card?.origin !== 'contact_request') return undefined;
  const phones: readonly unknown[] = Array.isArray(card.phones) ? card.phones : [];
  const [first] = phones.flatMap((phone) => readPhone(recordOf(phone)) ?? []);
  return {
    id: newId(clock.nowMs()),
    tenantId: message.tenantId,
    type: 'contact.infoShared',
    conversationId: message.conversationId,
    subjectId: message.contactId,
    data: { messageId: message.id },
    facts: { ...facts, phone: first ?? null } satisfies SharedContactFacts,
    at: message.createdAt,
  };
}

function readPhone(phone: Json | undefined): string | undefined {
  const digits = String(phone?.wa_id ?? phone?.phone ?? '').replace(/\D/g, '');
  return /^\d{5,20}$/.test(digits) ? digits : undefined;
}

function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
