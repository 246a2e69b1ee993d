import type { Clock } from '../kernel/clock.ts';
import type { Person, PhoneMessage } from './people.ts';
import type { Pricing } from './price-message.ts';
import type { Schedule } from './schedule.ts';
import type { WebhookSender } from './webhook-sender.ts';
import { type StatusChange, statusValue } from './webhook-values.ts';

/** What becomes of a message after Graph has accepted it. */
export type Fate =
  | { readonly kind: 'arrives' }
  | { readonly kind: 'fails'; readonly code: number; readonly details: string | undefined }
  /** No status ever, and nothing on the phone. */
  | { readonly kind: 'silent' };

/** Plays the statuses of sent messages: each is one webhook. */
export interface StatusPlayer {
  /** Plays what happens by itself, beginning now but after the answer to the send has been written. */
  begin(message: PhoneMessage, fate: Fate): void;
  /** Delivers what waited while the phone was off. */
  deliverWaiting(person: Person): void;
  /** Reads everything delivered; answers how many. */
  readAll(person: Person): number;
}

export function createStatusPlayer(deps: {
  clock: Clock;
  schedule: Schedule;
  pricing: Pricing;
  sender: WebhookSender;
}): StatusPlayer {
  const { clock, pricing, sender } = deps;

  const play = (message: PhoneMessage, status: StatusChange['status'], failure?: StatusChange['failure']): void => {
    const { person, thread } = message;
    message.status = status;
    const atSeconds = Math.floor(clock.nowMs() / 1000);
    sender.send({
      wabaId: thread.channel.waba.id,
      field: 'messages',
      value: statusValue(message, { status, atSeconds, ...(failure ? { failure } : {}) }),
      person,
      channel: thread.channel,
      templateName: message.sending?.templateName,
      operation: 'messages.statuses',
    });
  };
  const deliver = (message: PhoneMessage): void => {
    if (!isWaiting(message, clock.nowMs())) return;
    const { person, thread } = message;
    message.onPhone = true;
    if (message.sending?.price.isService) pricing.delivered(thread.channel.number.phoneNumberId, clock.nowMs());
    play(message, 'delivered');
    if (person.behaviour.autoRead) play(message, 'read');
  };
  const send = (message: PhoneMessage): void => {
    const { behaviour } = message.person;
    if (message.sending && behaviour.blocked) message.sending.lost = true;
    play(message, 'sent');
    // A reaction gets no further status (rule 2.8); it shows at once.
    if (message.type === 'reaction') message.onPhone = !behaviour.blocked;
    else if (behaviour.autoDeliver) deliver(message);
  };
  return {
    begin(message, fate) {
      if (fate.kind === 'silent') return;
      deps.schedule.at(clock.nowMs(), () => {
        if (fate.kind === 'arrives') send(message);
        else play(message, 'failed', { code: fate.code, details: fate.details });
      });
    },
    deliverWaiting(person) {
      for (const message of [...person.messages]) deliver(message);
    },
    readAll(person) {
      const unread = person.messages.filter((entry) => entry.direction === 'out' && entry.status === 'delivered');
      for (const message of unread) play(message, 'read');
      return unread.length;
    },
  };
}

function isWaiting(message: PhoneMessage, nowMs: number): boolean {
  const { sending } = message;
  if (!sending || sending.lost || message.type === 'reaction') return false;
  return message.status === 'sent' && nowMs < sending.expiresMs;
}
