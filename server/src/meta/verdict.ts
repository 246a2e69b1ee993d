/** What to do after Meta refused something. */
export type Verdict = RetryVerdict | WaitVerdict | FixVerdict | DropVerdict;

/** Try the same request again soon, with growing gaps. */
export interface RetryVerdict {
  readonly kind: 'retry';
  /** Tries in all, the first one included. */
  readonly maxTries: number;
  /** The gaps, as `backoffMs` of the kernel takes them; the factor is 2 when absent. */
  readonly baseMs: number;
  readonly capMs: number;
  readonly factor?: number;
  /** What has to wait: this message, everything to this person, or the whole number (and its queue). */
  readonly scope: 'message' | 'pair' | 'channel';
}

/** It fails now; the same request may work after that time. */
export interface WaitVerdict {
  readonly kind: 'wait';
  readonly afterMs: number;
}

/** The request, the template, the token, the number or the account must change first. */
export interface FixVerdict {
  readonly kind: 'fix';
  /** Every message of the number would fail alike, so its queue should stop until a person acts. */
  readonly pausesChannel: boolean;
  /** Marketing messages of the number should stop until a person acts; the others may go on. */
  readonly pausesMarketing?: true;
  /** Every message of the template would fail alike: campaigns with it should stop until a person acts. */
  readonly pausesTemplate?: true;
}

/** Never for this recipient or message. */
export interface DropVerdict {
  readonly kind: 'drop';
  /** The person does not want marketing any more: record it. */
  readonly optsOutOfMarketing?: true;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export const fix: FixVerdict = { kind: 'fix', pausesChannel: false };
export const fixAndPause: FixVerdict = { kind: 'fix', pausesChannel: true };
export const fixAndPauseMarketing: FixVerdict = { kind: 'fix', pausesChannel: false, pausesMarketing: true };
export const fixAndPauseTemplate: FixVerdict = { kind: 'fix', pausesChannel: false, pausesTemplate: true };
export const drop: DropVerdict = { kind: 'drop' };
export const dropAndOptOut: DropVerdict = { kind: 'drop', optsOutOfMarketing: true };

export const waitMinutes = (minutes: number): WaitVerdict => ({ kind: 'wait', afterMs: minutes * minute });
export const waitHours = (hours: number): WaitVerdict => ({ kind: 'wait', afterMs: hours * hour });

/** A passing fault of one message: 2 s, 4 s, 8 s ... at most a minute. */
export const retryMessage = (maxTries: number): RetryVerdict => ({
  kind: 'retry',
  maxTries,
  baseMs: 2 * second,
  capMs: minute,
  scope: 'message',
});

/** Meta is at work on something that takes minutes. */
export const retryMessageInMinutes: RetryVerdict = {
  kind: 'retry',
  maxTries: 6,
  baseMs: minute,
  capMs: 10 * minute,
  scope: 'message',
};

/** The number sends faster than allowed: slow it down and go on. */
export const slowChannel: RetryVerdict = {
  kind: 'retry',
  maxTries: 10,
  baseMs: second,
  capMs: minute,
  scope: 'channel',
};

/** A limit of calls or a maintenance that lasts minutes. */
export const slowChannelForMinutes: RetryVerdict = {
  kind: 'retry',
  maxTries: 10,
  baseMs: minute,
  capMs: 10 * minute,
  scope: 'channel',
};

/** Too many messages to one person: 4 s, 16 s, 64 s, then the 270 s of quiet that a full burst costs (Meta's pair rate). */
export const slowPair: RetryVerdict = {
  kind: 'retry',
  maxTries: 8,
  baseMs: 4 * second,
  factor: 4,
  capMs: 270 * second,
  scope: 'pair',
};
