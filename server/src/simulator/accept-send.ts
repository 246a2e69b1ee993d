import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import { type CheckedSend, checkSend } from './check-send.ts';
import type { FaultOutcome } from './faults.ts';
import { GraphError } from './graph-errors.ts';
import type { JsonObject } from './json-value.ts';
import type { MediaStore } from './media-store.ts';
import type { Orders } from './orders.ts';
import type { People, Person, PhoneMessage, Thread } from './people.ts';
import type { Pricing } from './price-message.ts';
import { createSendLimits } from './send-limits.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { Fate, StatusPlayer } from './status-player.ts';

const dayMs = 86_400_000;
/** Rule 2.15: how long an undelivered message waits. */
const deliveryLifeMs = 30 * dayMs;
const authenticationLifeMs = 10 * 60_000;
/** Rule 2.8. */
const reactionTargetLifeMs = 30 * dayMs;
/** Rule 3.7: answered within this, a click on an advertisement opens the free entry point. */
const freeEntryAnswerMs = dayMs;
const freeEntryLifeMs = 3 * dayMs;

/** POST /{phone_number_id}/messages with a message: checks, limits, and hands it to the statuses. */
export interface SendAcceptor {
  /** Answers the body of the 200, or throws a GraphError. `fault` bends what becomes of the message. */
  accept(channel: Channel, body: JsonObject, fault: FaultOutcome | undefined): JsonObject;
}

export function createSendAcceptor(deps: {
  clock: Clock;
  ids: SimulatedIds;
  people: People;
  media: MediaStore;
  pricing: Pricing;
  orders: Orders;
  statuses: StatusPlayer;
}): SendAcceptor {
  const { clock, ids, people, media } = deps;
  const limits = createSendLimits(clock);
  const findPerson = (send: CheckedSend): Person | undefined => {
    const { recipient } = send;
    if (recipient.kind === 'nobody') return undefined;
    if (recipient.kind === 'phone') return people.person(recipient.waId);
    const person = people.findByUserId(recipient.input);
    if (!person) throw new GraphError(131026, 'No person with this user id is known to the simulator.');
    return person;
  };
  return {
    accept(channel, body, fault) {
      const findMedia = (id: string) => {
        const file = media.find(id);
        return file?.phoneNumberId === channel.number.phoneNumberId ? file : undefined;
      };
      const send = checkSend(channel, body, findMedia);
      if (send.order) deps.orders.check(channel, send.order);
      const person = findPerson(send);
      const thread = person && people.thread(person, channel);
      limits.take(channel, thread);
      const id = ids.wamid();
      if (person && thread) {
        const message = toMessage(id, send, person, thread, deps);
        const fate = fateOf(message, send, fault, deps);
        people.add(message);
        // Meta forgets an order that never reaches the customer.
        if (send.order && fate.kind === 'arrives') deps.orders.take(message, send.order);
        deps.statuses.begin(message, fate);
      }
      return toAnswer(id, send);
    },
  };
}

function toMessage(
  id: string,
  send: CheckedSend,
  person: Person,
  thread: Thread,
  deps: { clock: Clock; ids: SimulatedIds; people: People; pricing: Pricing },
): PhoneMessage {
  const nowMs = deps.clock.nowMs();
  openFreeEntry(thread, nowMs, deps.ids);
  const quoted = send.quotedId === undefined ? undefined : deps.people.findMessage(send.quotedId);
  const price = deps.pricing.price({
    phoneNumberId: thread.channel.number.phoneNumberId,
    nowMs,
    templateCategory: send.isDirect ? 'UTILITY' : send.template?.category,
    windowOpen: nowMs < thread.windowEndsMs,
    freeEntry: thread.freeEntry,
  });
  const lifeMs = send.template?.category === 'AUTHENTICATION' ? authenticationLifeMs : deliveryLifeMs;
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
      expiresMs: nowMs + lifeMs,
      lost: false,
    },
  };
}

function openFreeEntry(thread: Thread, nowMs: number, ids: SimulatedIds): void {
  if (thread.referredAtMs === undefined) return;
  if (nowMs - thread.referredAtMs <= freeEntryAnswerMs) {
    thread.freeEntry = { id: ids.conversationId(), endsMs: nowMs + freeEntryLifeMs };
  }
  thread.referredAtMs = undefined;
}

function fateOf(
  message: PhoneMessage,
  send: CheckedSend,
  fault: FaultOutcome | undefined,
  deps: { clock: Clock; people: People },
): Fate {
  const { person, thread } = message;
  if (fault?.silence) return { kind: 'silent' };
  if (fault?.error && fault.mode === 'async') return fails(fault.error.code, fault.error.details);
  if (!person.behaviour.onWhatsapp) {
    return fails(131026, 'Message undeliverable: the number is not on WhatsApp.');
  }
  if (send.template?.category === 'MARKETING' && person.behaviour.optedOutMarketing) {
    return fails(131050, 'The user has stopped marketing messages from this business.');
  }
  if (!send.template && !send.isDirect && deps.clock.nowMs() >= thread.windowEndsMs) {
    return fails(131047, 'More than 24 hours have passed since the customer last wrote; use a template.');
  }
  if (send.reactionTo !== undefined && !isReactionTarget(send.reactionTo, message, deps)) {
    return fails(131009, 'The message that is reacted to is unknown, too old, or itself a reaction.');
  }
  return send.laterFailure ? fails(send.laterFailure.code, send.laterFailure.details) : { kind: 'arrives' };
}

function fails(code: number, details: string | undefined): Fate {
  return { kind: 'fails', code, details };
}

function isReactionTarget(id: string, message: PhoneMessage, deps: { clock: Clock; people: People }): boolean {
  const target = deps.people.findMessage(id);
  if (!target || target.thread !== message.thread || target.type === 'reaction') return false;
  return deps.clock.nowMs() - target.atMs <= reactionTargetLifeMs;
}

function toAnswer(id: string, send: CheckedSend): JsonObject {
  const { recipient } = send;
  const contact =
    recipient.kind === 'phone'
      ? { input: recipient.input, wa_id: recipient.waId }
      : { input: recipient.input, user_id: recipient.input };
  return {
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [send.template ? { id, message_status: 'accepted' } : { id }],
  };
}
