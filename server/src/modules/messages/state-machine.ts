import type { EventType } from '../../events/catalogue.ts';
import { type Message, type StatusPricing, statusRank } from './types.ts';

/** What became known of an outgoing message. `at` is the moment it happened as Meta or our clock tells it. */
export type Outcome =
  | { readonly kind: 'sent'; readonly at: Date; readonly wamid: string }
  | {
      readonly kind: 'delivered' | 'read' | 'replied';
      readonly at: Date;
      readonly wamid: string | undefined;
      readonly pricing?: StatusPricing | undefined;
    }
  | { readonly kind: 'failed'; readonly at: Date; readonly code: string | null; readonly detail: string }
  | { readonly kind: 'unconfirmed'; readonly at: Date; readonly detail: string };

/** A milestone a message has newly passed, in the order a reader should hear of them. */
export interface Milestone {
  readonly type: EventType;
  readonly at: Date;
}

/**
 * Applies one outcome to a message (changing it) and answers the milestones newly passed. Any order and any number of
 * repeats of the same outcomes end in the same state and tell each milestone at most once: delivery implies that it was
 * sent, reading and replying imply that it was delivered (cloud-api-behaviour 8.6-8.8). Nothing but proof of delivery
 * is told after a failure.
 */
export function applyOutcome(message: Message, outcome: Outcome): Milestone[] {
  switch (outcome.kind) {
    case 'sent':
      message.wamid ??= outcome.wamid;
      return rise(message, ['sent'], outcome.at);
    case 'delivered':
      message.wamid ??= outcome.wamid ?? null;
      return rise(message, ['sent', 'delivered'], outcome.at);
    case 'read':
      message.wamid ??= outcome.wamid ?? null;
      return rise(message, ['sent', 'delivered', 'read'], outcome.at);
    case 'replied':
      return rise(message, ['sent', 'delivered', 'replied'], outcome.at);
    case 'failed':
      if (message.status >= statusRank.failed) return [];
      message.status = statusRank.failed;
      message.failedAt = outcome.at;
      message.failedCode = outcome.code;
      message.failedDetail = outcome.detail;
      return [{ type: 'message.failed', at: outcome.at }];
    case 'unconfirmed':
      if (message.status >= statusRank.unconfirmed && !isTriedAgain(message)) return [];
      message.status = Math.max(message.status, statusRank.unconfirmed);
      message.failedDetail = outcome.detail;
      return [{ type: 'message.unconfirmed', at: outcome.at }];
  }
}

/** WhatsApp took it, then told that it failed, and it is tried again: it stays sent, under no id until that try is known. */
function isTriedAgain({ status, wamid }: Message): boolean {
  return status === statusRank.sent && wamid === null;
}

/** Whether WhatsApp never said what became of the try after a failed one. The state of the message stays sent. */
export function isTryUnknown(message: Message): boolean {
  return isTriedAgain(message) && message.failedDetail !== null;
}

const step = {
  sent: { rank: statusRank.sent, type: 'message.sent', column: 'sentAt' },
  delivered: { rank: statusRank.delivered, type: 'message.delivered', column: 'deliveredAt' },
  read: { rank: statusRank.read, type: 'message.read', column: 'readAt' },
  replied: { rank: statusRank.replied, type: 'message.replied', column: 'repliedAt' },
} as const;

function rise(message: Message, path: readonly (keyof typeof step)[], at: Date): Milestone[] {
  const reached = Math.max(...path.map((name) => step[name].rank));
  if (message.status === statusRank.failed && reached < statusRank.failed) return [];
  // Meta's times are whole seconds, so they can lie before the message was made.
  const moment = at < message.createdAt ? message.createdAt : at;
  const milestones: Milestone[] = [];
  for (const name of path) {
    const { type, column } = step[name];
    if (message[column] !== null) continue;
    message[column] = moment;
    milestones.push({ type, at: moment });
  }
  message.status = Math.max(message.status, reached);
  // What was feared is overruled by what is known.
  message.failedAt = null;
  message.failedCode = null;
  message.failedDetail = null;
  return milestones;
}
