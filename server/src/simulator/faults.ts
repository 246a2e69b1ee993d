import { AppError } from '../kernel/errors.ts';
import { type Channel, isNamed } from './accounts.ts';
import type { Alteration } from './alter-webhook.ts';

/** Faults kept at once; those used up make room first. */
const maxFaults = 1_000;

const mediaOperations = new Set(['media.lookup', 'media.download']);

/** What a fault applies to; a member that is absent applies to all. */
export interface FaultMatch {
  readonly operation?: string | undefined;
  /** Phone number in any notation, or user id. */
  readonly to?: string | undefined;
  readonly template?: string | undefined;
  /** Phone number, phone number id or verified name of the business number. */
  readonly channel?: string | undefined;
}

/** What happens to a webhook instead of arriving once, in order and signed. */
export interface WebhookFault {
  readonly duplicate?: boolean | undefined;
  readonly reorder?: boolean | undefined;
  /** Virtual time. */
  readonly delay_ms?: number | undefined;
  readonly drop?: boolean | undefined;
  readonly bad_signature?: boolean | undefined;
  readonly signature?: 'missing' | 'wrong_secret' | 'raw_utf8' | undefined;
  /** How often its change stands in the one POST. */
  readonly repeat_in_post?: number | undefined;
  /** Waits until so many for one receiver go in one POST, or for 30 s of virtual time. */
  readonly batch?: number | undefined;
  /** Length of an unknown member that is added. */
  readonly padding_bytes?: number | undefined;
  readonly alter?: readonly Alteration[] | undefined;
}

/** One status of a message whose statuses a fault prescribes. Words that Meta does not know are passed on. */
export interface PlannedStatus {
  readonly status: string;
  /** Virtual time after the one before. */
  readonly after_seconds?: number | undefined;
  /** Of a failed one. */
  readonly code?: number | undefined;
  readonly details?: string | undefined;
}

export const mediaFaults = ['expired', 'not_found', 'wrong_hash', 'truncated', 'oversized', 'wrong_type'] as const;
export type MediaFault = (typeof mediaFaults)[number];

/** Code and HTTP status as Graph answers them; the status follows from the code when it is absent. */
export interface FaultError {
  readonly code: number;
  readonly http_status?: number | undefined;
  readonly error_subcode?: number | undefined;
  readonly details?: string | undefined;
}

/** What happens to a Graph call, or by `webhook` to a webhook. An error is synchronous unless `mode` says otherwise. */
export interface FaultOutcome {
  readonly error?: FaultError | undefined;
  /** `both`: the answer is the error, and a failed status of an id that no answer named follows. */
  readonly mode?: 'sync' | 'async' | 'both' | undefined;
  readonly drop_answer?: boolean | undefined;
  /** Accepted, then the connection is reset or a gateway answers 502 with a page of HTML. */
  readonly reset?: boolean | undefined;
  readonly bad_gateway?: boolean | undefined;
  /** Machine time. */
  readonly delay_ms?: number | undefined;
  readonly silence?: boolean | undefined;
  /** The statuses of the message, in this order, instead of what the phone does. */
  readonly statuses?: readonly PlannedStatus[] | undefined;
  /** The webhooks of the send arrive before its answer (rule 8.8). */
  readonly status_before_answer?: boolean | undefined;
  /** A template send is accepted and held for its quality (rule 7.6): released or failed so many seconds later. */
  readonly hold?: { readonly seconds: number; readonly ends: 'released' | 'failed' } | undefined;
  readonly media?: MediaFault | undefined;
  readonly webhook?: WebhookFault | undefined;
}

/** A fault in force. */
export interface Fault {
  readonly id: string;
  readonly match: FaultMatch;
  readonly outcome: FaultOutcome;
  /** How often it applies; null means until it is deleted. */
  readonly times: number | null;
  remaining: number | null;
  /** How many more that match it lets pass first; absent when there were never any. */
  skip?: number;
}

/** What is about to happen, to be compared with the faults. */
export interface FaultSubject {
  /** `messages`, `mark_as_read`, `media.upload`, ..., or of a webhook `messages.statuses`, `messages.inbound`, `account`. */
  readonly operation: string;
  /** Digits of the person, and the user id when known. */
  readonly to?: readonly string[] | undefined;
  readonly template?: string | undefined;
  readonly channel?: Channel | undefined;
}

/** The faults in force, in the order in which they were made: the first that matches wins. */
export interface Faults {
  add(fault: { match: FaultMatch; outcome: FaultOutcome; times: number | null; skip: number }): Fault;
  list(): readonly Fault[];
  /** Removes all, or the one with that id; answers how many. */
  clear(id: string | undefined): number;
  /** Finds the fault of a Graph call without using it up; one that skips counts the call. */
  findForCall(subject: FaultSubject): Fault | undefined;
  /** Uses up and answers the fault of a webhook. */
  takeForWebhook(subject: FaultSubject): WebhookFault | undefined;
  use(fault: Fault): void;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  let counter = 0;
  const use = (fault: Fault): void => {
    if (fault.remaining !== null) fault.remaining -= 1;
  };
  const find = (subject: FaultSubject, isForWebhook: boolean): Fault | undefined =>
    faults.find(
      (fault) =>
        fault.remaining !== 0 &&
        (fault.outcome.webhook !== undefined) === isForWebhook &&
        isPossible(fault.outcome, subject) &&
        doesMatch(fault.match, subject) &&
        !isSkipping(fault),
    );
  return {
    add({ match, outcome, times, skip }) {
      if (faults.length >= maxFaults) faults = faults.filter((fault) => fault.remaining !== 0);
      if (faults.length >= maxFaults) {
        throw new AppError('simulator.limit_reached', `There are ${maxFaults} faults already; delete some.`);
      }
      counter += 1;
      const fault = { id: `fault-${counter}`, match, outcome, times, remaining: times, ...(skip > 0 ? { skip } : {}) };
      faults.push(fault);
      return fault;
    },
    list: () => faults,
    clear(id) {
      const kept = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
      const removed = faults.length - kept.length;
      faults = kept;
      return removed;
    },
    findForCall: (subject) => find(subject, false),
    takeForWebhook(subject) {
      const fault = find(subject, true);
      if (fault) use(fault);
      return fault?.outcome.webhook;
    },
    use,
  };
}

/** What comes by statuses means something for sends only, and what bends a file for media only. */
function isPossible(outcome: FaultOutcome, subject: FaultSubject): boolean {
  const isByStatus = outcome.error !== undefined && (outcome.mode === 'async' || outcome.mode === 'both');
  const isForSends = isByStatus || outcome.silence || outcome.statuses || outcome.status_before_answer || outcome.hold;
  if (isForSends && subject.operation !== 'messages') return false;
  if (outcome.hold && subject.template === undefined) return false;
  return outcome.media === undefined || mediaOperations.has(subject.operation);
}

/** Counts one that is let pass. */
function isSkipping(fault: Fault): boolean {
  if (!fault.skip) return false;
  fault.skip -= 1;
  return true;
}

function doesMatch(match: FaultMatch, subject: FaultSubject): boolean {
  if (match.operation !== undefined && !isOperation(match.operation, subject.operation)) return false;
  if (match.template !== undefined && match.template !== subject.template) return false;
  if (match.channel !== undefined && !(subject.channel && isNamed(subject.channel, match.channel))) return false;
  return match.to === undefined || isAddressed(match.to, subject.to ?? []);
}

/** `media` covers `media.upload` and its like. */
function isOperation(wanted: string, operation: string): boolean {
  return operation === wanted || operation.startsWith(`${wanted}.`);
}

function isAddressed(wanted: string, addresses: readonly string[]): boolean {
  return addresses.includes(wanted) || (/^[+\d\s().-]+$/.test(wanted) && addresses.includes(wanted.replace(/\D/g, '')));
}
