import type { Callback } from './callbacks.ts';
import type { NumberStatus, SimulatedNumber } from './simulated-account.ts';

export const qualityRatings = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export const nameStatuses = ['APPROVED', 'DECLINED', 'PENDING_REVIEW', 'EXPIRED', 'NONE'] as const;
export const codeVerifications = ['VERIFIED', 'NOT_VERIFIED', 'EXPIRED'] as const;

/** What changes about a business number while the simulator runs. */
export interface NumberState {
  status: NumberStatus;
  quality: (typeof qualityRatings)[number];
  nameStatus: (typeof nameStatuses)[number];
  codeVerification: (typeof codeVerifications)[number];
  /** Sent by request_code and not yet used. */
  verificationCode: string | undefined;
  pin: string | undefined;
  /** Wrong PINs in a row, and until when no more are looked at. */
  wrongPins: number;
  pinLockedUntilMs: number;
  /** Moments of registrations within the last 72 hours. */
  registrations: number[];
  throughputPerSecond: number;
  /** Until then the number is moved to a higher throughput and sends nothing. */
  upgradeEndsMs: number;
  username: { readonly name: string; readonly status: 'approved' | 'reserved' } | undefined;
  /** Digits of the people that the business blocked, in the order of blocking. */
  readonly blockedUsers: Set<string>;
  /** Callbacks of this number alone, by app id. */
  readonly overrides: Map<string, Callback>;
  readonly testRecipients: ReadonlySet<string> | undefined;
}

export function newNumberState(number: SimulatedNumber): NumberState {
  const status = number.status ?? 'CONNECTED';
  return {
    status,
    quality: 'GREEN',
    nameStatus: 'APPROVED',
    codeVerification: status === 'PENDING' ? 'NOT_VERIFIED' : 'VERIFIED',
    verificationCode: undefined,
    pin: number.pin,
    wrongPins: 0,
    pinLockedUntilMs: 0,
    registrations: [],
    throughputPerSecond: number.throughputPerSecond,
    upgradeEndsMs: 0,
    username: undefined,
    blockedUsers: new Set(),
    overrides: new Map(),
    testRecipients: number.testRecipients && new Set(number.testRecipients.map((entry) => entry.replace(/\D/g, ''))),
  };
}
