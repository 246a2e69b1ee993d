import type { Clock } from '../kernel/clock.ts';
import type { Choices } from './choices.ts';
import type { PlannedStatus } from './faults.ts';
import type { MessageStatus, Person, PhoneMessage } from './people.ts';
import type { Pricing } from './price-message.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import type { WebhookSender } from './webhook-sender.ts';
import { type StatusChange, statusValue } from './webhook-values.ts';

/** Of a failed status that a fault plans without a code. */
const usualFailure = 131000;

/** What becomes of a message after Graph has accepted it. */
export type Fate =
  | { readonly kind: 'arrives' }
  | { readonly kind: 'fails'; readonly code: number; readonly details: string | undefined }
  /** These statuses, and nothing else. */
  | { readonly kind: 'planned'; readonly statuses: readonly PlannedStatus[] }
  /** Later one of the first two. */
  | { readonly kind: 'held'; readonly seconds: number; readonly next: Fate }
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
  /** Plays every voice message that is on the phone and was not played; answers how many. */
  playAll(person: Person): number;
}

export interface StatusPlayerDeps {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly settings: Settings;
  readonly choices: Choices;
  readonly pricing: Pricing;
  readonly sender: WebhookSender;
}

export function createStatusPlayer(deps: StatusPlayerDeps): StatusPlayer {
  const { clock, settings, schedule } = deps;
  const play = (message: PhoneMessage, status: string, failure?: StatusChange['failure']): void =>
    playStatus(deps, message, status, failure);
  const isChosen = (message: PhoneMessage, status: 'delivered' | 'read'): boolean => {
    const { delivered_share: delivered, read_share: read } = settings.current();
    const share = status === 'delivered' ? delivered : read;
    return share >= 1 || deps.choices.fraction(`${message.id} ${status}`) < share;
  };
  /** Runs the work now when there is nothing to wait for: what follows at once belongs to one moment. */
  const after = (message: PhoneMessage, status: string, seconds: number, work: () => void): void => {
    const { jitter_seconds: jitter } = settings.current();
    const extra = jitter === 0 ? 0 : jitter * deps.choices.fraction(`${message.id} ${status} jitter`);
    const waitMs = Math.round((seconds + extra) * 1000);
    if (waitMs === 0) work();
    else schedule.at(clock.nowMs() + waitMs, work);
  };
  const read = (message: PhoneMessage): void => {
    if (message.status === 'delivered') play(message, 'read');
  };
  const deliver = (message: PhoneMessage): void => {
    if (!isWaiting(message, clock.nowMs())) return;
    const { behaviour } = message.person;
    arrive(deps, message);
    play(message, 'delivered');
    const seconds = behaviour.readAfterSeconds ?? settings.current().read_after_seconds;
    if (behaviour.autoRead && isChosen(message, 'read')) after(message, 'read', seconds, () => read(message));
  };
  const send = (message: PhoneMessage): void => {
    const { behaviour } = message.person;
    if (message.sending && behaviour.blocked) message.sending.lost = true;
    play(message, 'sent');
    const seconds = behaviour.deliveredAfterSeconds ?? settings.current().delivered_after_seconds;
    // A reaction gets no further status (rule 2.8); it shows at once.
    if (message.type === 'reaction') message.onPhone = !behaviour.blocked;
    else if (behaviour.autoDeliver && isChosen(message, 'delivered')) {
      after(message, 'delivered', seconds, () => {
        if (behaviour.autoDeliver) deliver(message);
      });
    }
  };
  const begin = (message: PhoneMessage, fate: Fate): void => {
    switch (fate.kind) {
      case 'silent':
        break;
      case 'arrives':
        after(message, 'sent', settings.current().sent_after_seconds, () => send(message));
        break;
      case 'fails':
        play(message, 'failed', { code: fate.code, details: fate.details });
        break;
      case 'planned':
        playPlanned(deps, message, fate.statuses);
        break;
      case 'held':
        schedule.at(clock.nowMs() + fate.seconds * 1000, () => begin(message, fate.next));
    }
  };
  return {
    begin: (message, fate) => schedule.at(clock.nowMs(), () => begin(message, fate)),
    deliverWaiting(person) {
      for (const message of [...person.messages]) deliver(message);
    },
    readAll(person) {
      const unread = person.messages.filter((entry) => entry.direction === 'out' && entry.status === 'delivered');
      for (const message of unread) play(message, 'read');
      return unread.length;
    },
    playAll(person) {
      const unplayed = person.messages.filter(
        (entry) => entry.direction === 'out' && entry.onPhone && entry.type === 'audio' && entry.status !== 'played',
      );
      for (const message of unplayed) play(message, 'played');
      return unplayed.length;
    },
  };
}

const knownStatuses: readonly MessageStatus[] = ['sent', 'delivered', 'read', 'played', 'failed'];

function playStatus(
  { clock, sender }: StatusPlayerDeps,
  message: PhoneMessage,
  status: string,
  failure: StatusChange['failure'],
): void {
  const { person, thread } = message;
  message.status = knownStatuses.find((known) => known === status) ?? message.status;
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
}

/** Shows a message on the phone, once, and counts it where the first messages of a month are free. */
function arrive({ clock, pricing }: StatusPlayerDeps, message: PhoneMessage): void {
  if (message.onPhone) return;
  message.onPhone = true;
  if (message.sending?.price.isService) {
    pricing.delivered(message.thread.channel.number.phoneNumberId, clock.nowMs());
  }
}

function playPlanned(deps: StatusPlayerDeps, message: PhoneMessage, statuses: readonly PlannedStatus[]): void {
  const [next, ...rest] = statuses;
  if (!next) return;
  const playNext = (): void => {
    const { status, code, details } = next;
    if (status === 'delivered' || status === 'read') arrive(deps, message);
    const failure = status === 'failed' ? { code: code ?? usualFailure, details } : undefined;
    playStatus(deps, message, status, failure);
    playPlanned(deps, message, rest);
  };
  if (next.after_seconds) deps.schedule.at(deps.clock.nowMs() + next.after_seconds * 1000, playNext);
  else playNext();
}

function isWaiting(message: PhoneMessage, nowMs: number): boolean {
  const { sending } = message;
  if (!sending || sending.lost || message.type === 'reaction') return false;
  return message.status === 'sent' && nowMs < sending.expiresMs;
}
