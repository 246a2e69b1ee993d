import type { Channel } from './accounts.ts';
import { type CheckedSend, checkSend } from './check-send.ts';
import { checkSender, checkTestRecipient } from './check-sender.ts';
import { decideFate, type FateDeps } from './decide-fate.ts';
import type { FaultOutcome } from './faults.ts';
import { GraphError } from './graph-errors.ts';
import type { JsonObject } from './json-value.ts';
import type { MediaStore } from './media-store.ts';
import { normaliseNumber } from './normalise-number.ts';
import type { Orders } from './orders.ts';
import type { Person, PhoneMessage, Thread } from './people.ts';
import type { Pricing } from './price-message.ts';
import type { SendLimits } from './send-limits.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { Fate, StatusPlayer } from './status-player.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Rule 2.15: how long an undelivered message waits. */
const deliveryLifeMs = 30 * dayMs;
const authenticationLifeMs = 10 * 60_000;
/** Rule 3.7: answered within this, a click on an advertisement opens the free entry point. */
const freeEntryAnswerMs = dayMs;

/** POST /{phone_number_id}/messages with a message: checks, limits, and hands it to the statuses. */
export interface SendAcceptor {
  /** Answers the body of the 200, or throws a GraphError. `fault` bends what becomes of the message. */
  accept(channel: Channel, body: JsonObject, fault: FaultOutcome | undefined): JsonObject;
}

export interface SendAcceptorDeps extends FateDeps {
  readonly ids: SimulatedIds;
  readonly media: MediaStore;
  readonly pricing: Pricing;
  readonly orders: Orders;
  readonly statuses: StatusPlayer;
  readonly rates: SendLimits;
}

export function createSendAcceptor(deps: SendAcceptorDeps): SendAcceptor {
  const { clock, ids, people, media, rates } = deps;
  return {
    accept(channel, body, fault) {
      const nowMs = clock.nowMs();
      checkSender(channel, nowMs);
      const findMedia = (id: string) => {
        const file = media.find(id);
        return file?.phoneNumberId === channel.number.phoneNumberId ? file : undefined;
      };
      const send = normalised(deps, checkSend(channel, body, findMedia));
      if (send.order) deps.orders.check(channel, send.order);
      const person = findPerson(deps, send);
      if (person) checkTestRecipient(channel, person.waId);
      const thread = person && people.thread(person, channel);
      rates.take(channel, thread);
      const pair = `${channel.number.phoneNumberId} ${person?.waId ?? send.recipient.input}`;
      if (!person || !thread) return toAnswer(ids.wamid(pair), send, undefined);
      openFreeEntry(thread, nowMs, deps);
      const price = priceOf(deps, send, thread, nowMs);
      const draft = toMessage('', send, { person, thread, price, nowMs }, deps);
      const fate = decideFate(draft, send, fault, deps);
      const message = { ...draft, id: ids.wamid(pair) };
      people.add(message);
      // Meta forgets an order that never reaches the customer.
      if (send.order && (fate.kind === 'arrives' || fate.kind === 'planned')) deps.orders.take(message, send.order);
      deps.statuses.begin(message, fate);
      return toAnswer(message.id, send, fate);
    },
  };
}

function normalised({ settings }: SendAcceptorDeps, send: CheckedSend): CheckedSend {
  const { recipient } = send;
  if (recipient.kind !== 'phone' || !settings.current().normalise_numbers) return send;
  return { ...send, recipient: { ...recipient, waId: normaliseNumber(recipient.waId) } };
}

function findPerson({ people }: SendAcceptorDeps, { recipient }: CheckedSend): Person | undefined {
  if (recipient.kind === 'nobody') return undefined;
  if (recipient.kind === 'phone') return people.person(recipient.waId);
  const person = people.findByUserId(recipient.input);
  if (!person) throw new GraphError(131026, 'No person with this user id is known to the simulator.');
  return person;
}

/** Rule 3.7. */
function openFreeEntry(thread: Thread, nowMs: number, { ids, settings }: SendAcceptorDeps): void {
  if (thread.referredAtMs === undefined) return;
  if (nowMs - thread.referredAtMs <= freeEntryAnswerMs) {
    const endsMs = nowMs + settings.current().free_entry_hours * hourMs;
    thread.freeEntry = { id: ids.conversationId(), endsMs };
  }
  thread.referredAtMs = undefined;
}

/** Throws 131042 when it would be charged and the account has no payment method (rule 10.4). */
function priceOf(deps: SendAcceptorDeps, send: CheckedSend, thread: Thread, nowMs: number) {
  const { channel } = thread;
  const price = deps.pricing.price({
    phoneNumberId: channel.number.phoneNumberId,
    nowMs,
    templateCategory: send.isDirect ? 'UTILITY' : send.template?.category,
    windowOpen: nowMs < thread.windowEndsMs,
    freeEntry: thread.freeEntry,
  });
  if (price.pricing.billable === true && !channel.waba.hasPaymentMethod) {
    throw new GraphError(131042, 'The account has no payment method.');
  }
  return price;
}

function toMessage(
  id: string,
  send: CheckedSend,
  given: { person: Person; thread: Thread; price: ReturnType<typeof priceOf>; nowMs: number },
  { people }: SendAcceptorDeps,
): PhoneMessage {
  const { person, thread, price, nowMs } = given;
  const quoted = send.quotedId === undefined ? undefined : people.findMessage(send.quotedId);
  return {
    id,
    person,
    thread,
    direction: 'out',
    type: send.type,
    text: send.text,
    atMs: nowMs,
    // An unknown target is sent without the quote (rule 2.7).
    content: quoted ? { ...send.content, context: { id: quoted.id } } : send.content,
    status: 'accepted',
    onPhone: false,
    sending: {
      callbackData: send.callbackData,
      price,
      addressedByUserId: send.recipient.kind === 'user',
      templateName: send.template?.name,
      expiresMs: nowMs + lifeOf(send),
      lost: false,
    },
  };
}

/** Rule 2.15: the template's own time, or the usual one of its category. */
function lifeOf({ template }: CheckedSend): number {
  if (template?.message_send_ttl_seconds !== undefined) return template.message_send_ttl_seconds * 1000;
  return template?.category === 'AUTHENTICATION' ? authenticationLifeMs : deliveryLifeMs;
}

function toAnswer(id: string, send: CheckedSend, fate: Fate | undefined): JsonObject {
  const { recipient } = send;
  const contact =
    recipient.kind === 'phone'
      ? { input: recipient.input, wa_id: recipient.waId }
      : { input: recipient.input, user_id: recipient.input };
  const status = fate?.kind === 'held' ? 'held_for_quality_assessment' : 'accepted';
  return {
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [send.template ? { id, message_status: status } : { id }],
  };
}
