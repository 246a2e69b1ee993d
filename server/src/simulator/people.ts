import type { Channel } from './accounts.ts';
import type { JsonObject } from './json-value.ts';
import type { MessagePrice } from './price-message.ts';
import { createRateBucket, type RateBucket } from './rate-bucket.ts';
import { userIdOf } from './simulated-ids.ts';

/** People remembered; the one idle for longest is forgotten. */
const maxPeople = 10_000;
/** Messages a phone keeps; the oldest go. */
const maxMessagesPerPerson = 500;
/** Messages kept in all; the oldest go. */
const maxMessages = 100_000;
/** One message per 6 s to one person, with a burst of 45 borrowed from the future (behaviour 4, pair rate). */
const pairRate = { capacity: 45, perSecond: 1 / 6 };

/** How a simulated person behaves; the defaults deliver at once and read only when told. */
export interface Behaviour {
  onWhatsapp: boolean;
  autoDeliver: boolean;
  autoRead: boolean;
  blocked: boolean;
  optedOutMarketing: boolean;
  username: string | undefined;
  hidePhone: boolean;
  /** Instead of those of the settings. */
  deliveredAfterSeconds: number | undefined;
  readAfterSeconds: number | undefined;
}

/** A customer with a phone. */
export interface Person {
  readonly waId: string;
  /** Business-scoped user id. */
  userId: string;
  readonly behaviour: Behaviour;
  profileName: string | undefined;
  readonly threads: Map<string, Thread>;
  /** Oldest first. */
  readonly messages: PhoneMessage[];
}

/** What lies between one person and one business number. */
export interface Thread {
  readonly channel: Channel;
  /** End of the 24-hour window; 0 when the person never wrote. */
  windowEndsMs: number;
  readonly pairRate: RateBucket;
  /** When the person last came from an advertisement and was not yet answered. */
  referredAtMs: number | undefined;
  /** Until then the phone shows that the business is typing. */
  typingUntilMs: number;
  freeEntry: { readonly id: string; readonly endsMs: number } | undefined;
}

/** As Meta has it; `accepted` until the first status is out. A customer's message: sent, delivered, read by the business. */
export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** A message on its way to or from a phone. */
export interface PhoneMessage {
  readonly id: string;
  readonly person: Person;
  readonly thread: Thread;
  /** From the business: `out` was sent by the business, `in` was written by the person. */
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly text: string;
  readonly atMs: number;
  /** Members beside id, type, text and status, as the phone shows them. */
  readonly content: JsonObject;
  status: MessageStatus;
  /** Whether the phone shows it. */
  onPhone: boolean;
  readonly sending: Sending | undefined;
}

/** What only a message of the business has. */
export interface Sending {
  readonly callbackData: string | undefined;
  readonly price: MessagePrice;
  /** A message that was addressed by user id reveals no phone number. */
  readonly addressedByUserId: boolean;
  /** Name of its template, for faults. */
  readonly templateName: string | undefined;
  /** After this moment it is not delivered any more (behaviour 2.15). */
  readonly expiresMs: number;
  /** Set when the person had blocked the business as it was sent: it never arrives. */
  lost: boolean;
}

/** The simulated people and their messages, in memory and bounded. */
export interface People {
  /** The person of that number, made with the default behaviour when new. */
  person(waId: string): Person;
  findByUserId(userId: string): Person | undefined;
  setUserId(person: Person, userId: string): void;
  thread(person: Person, channel: Channel): Thread;
  add(message: PhoneMessage): void;
  findMessage(id: string): PhoneMessage | undefined;
}

export function createPeople(appId: string): People {
  const people = new Map<string, Person>();
  const userIds = new Map<string, string>();
  const messages = new Map<string, PhoneMessage>();

  const forgetOldestPerson = (): void => {
    for (const [waId, person] of people) {
      people.delete(waId);
      userIds.delete(person.userId);
      for (const message of person.messages) messages.delete(message.id);
      return;
    }
  };
  const forgetOldestMessage = (): void => {
    for (const [id, message] of messages) {
      messages.delete(id);
      const own = message.person.messages;
      own.splice(own.indexOf(message), 1);
      return;
    }
  };
  return {
    person(waId) {
      const person = people.get(waId) ?? newPerson(appId, waId);
      // A map keeps the order of insertion, so the first is the one idle for longest.
      people.delete(waId);
      people.set(waId, person);
      userIds.set(person.userId, waId);
      if (people.size > maxPeople) forgetOldestPerson();
      return person;
    },
    setUserId(person, userId) {
      userIds.delete(person.userId);
      person.userId = userId;
      userIds.set(userId, person.waId);
    },
    findByUserId: (userId) => people.get(userIds.get(userId) ?? ''),
    thread(person, channel) {
      const key = channel.number.phoneNumberId;
      const thread = person.threads.get(key) ?? newThread(channel);
      person.threads.set(key, thread);
      return thread;
    },
    add(message) {
      const own = message.person.messages;
      own.push(message);
      if (message.direction === 'out') message.thread.typingUntilMs = 0;
      messages.set(message.id, message);
      if (own.length > maxMessagesPerPerson) messages.delete(own.shift()?.id ?? '');
      if (messages.size > maxMessages) forgetOldestMessage();
    },
    findMessage: (id) => messages.get(id),
  };
}

function newPerson(appId: string, waId: string): Person {
  const behaviour: Behaviour = {
    onWhatsapp: true,
    autoDeliver: true,
    autoRead: false,
    blocked: false,
    optedOutMarketing: false,
    username: undefined,
    hidePhone: false,
    deliveredAfterSeconds: undefined,
    readAfterSeconds: undefined,
  };
  return {
    waId,
    userId: userIdOf(appId, waId),
    behaviour,
    profileName: undefined,
    threads: new Map(),
    messages: [],
  };
}

function newThread(channel: Channel): Thread {
  return {
    channel,
    windowEndsMs: 0,
    pairRate: createRateBucket(pairRate),
    referredAtMs: undefined,
    typingUntilMs: 0,
    freeEntry: undefined,
  };
}
