import { AppError } from '../kernel/errors.ts';
import { type Channel, isNamed } from './accounts.ts';

/** Faults kept at once; those used up make room first. */
const maxFaults = 1_000;

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
}

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
  readonly mode?: 'sync' | 'async' | undefined;
  readonly drop_answer?: boolean | undefined;
  /** Machine time. */
  readonly delay_ms?: number | undefined;
  readonly silence?: boolean | undefined;
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
  add(fault: { match: FaultMatch; outcome: FaultOutcome; times: number | null }): Fault;
  list(): readonly Fault[];
  /** Removes all, or the one with that id; answers how many. */
  clear(id: string | undefined): number;
  /** Finds the fault of a Graph call without using it up. */
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
        doesMatch(fault.match, subject),
    );
  return {
    add({ match, outcome, times }) {
      if (faults.length >= maxFaults) faults = faults.filter((fault) => fault.remaining !== 0);
      if (faults.length >= maxFaults) {
        throw new AppError('simulator.limit_reached', `There are ${maxFaults} faults already; delete some.`);
      }
      counter += 1;
      const fault = { id: `fault-${counter}`, match, outcome, times, remaining: times };
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

/** An error that comes by a status, and silence, mean something for sends only. */
function isPossible(outcome: FaultOutcome, subject: FaultSubject): boolean {
  const isForSends = outcome.silence === true || (outcome.error !== undefined && outcome.mode === 'async');
  return !isForSends || subject.operation === 'messages';
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
