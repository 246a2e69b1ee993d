import type { Campaign, Recipient } from './campaign-queries.ts';
import type { CampaignState, RecipientState, Step } from './campaign-search.ts';

export const stateNames: Readonly<Record<CampaignState, string>> = {
  scheduled: 'Scheduled',
  sending: 'Sending',
  paused: 'Paused',
  completed: 'Completed',
  cancelled: 'Cancelled',
};

export const stateColours: Readonly<Record<CampaignState, string>> = {
  scheduled: 'blue',
  sending: 'accent',
  paused: 'orange',
  completed: 'gray',
  cancelled: 'red',
};

export const recipientNames: Readonly<Record<RecipientState, string>> = {
  pending: 'To be sent',
  queued: 'In the queue',
  sending: 'Unconfirmed',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  replied: 'Replied',
  failed: 'Failed',
  skipped: 'Skipped',
  stopped: 'Stopped',
};

export const skipNames: Readonly<Record<NonNullable<Recipient['skipReason']>, string>> = {
  opted_out: 'Want no broadcasts',
  blocked: 'Blocked',
  duplicate: 'In the audience already',
  invalid_number: 'No valid number',
  no_value: 'No value for a variable, and no fallback',
  internal_error: 'A fault within Parley',
};

export const stepNames: Readonly<Record<Step, string>> = {
  audience: 'Audience',
  message: 'Message',
  time: 'Time',
  check: 'Dry run',
};

const waitingSentences: Readonly<Record<NonNullable<Campaign['waitingFor']>, string>> = {
  messaging_limit: 'WhatsApp lets the number reach no more people today. It goes on by itself.',
  channel_paused: 'The number is paused. It goes on when the number sends again.',
  workspace_limit: 'A limit of the workspace is reached. It goes on by itself.',
  workspace_online: 'Sends are switched off in this workspace. It goes on when they are on again.',
  recipient_hours: 'The next people are sent to when their own hour has come.',
};

export interface Hold {
  readonly title: string;
  readonly text: string;
}

/** What holds a campaign up; undefined: nothing, or a person cancelled it. */
export function holdOf({ state, stateReason, waitingFor, counters }: Campaign): Hold | undefined {
  if (state === 'sending' && waitingFor) return { title: 'It waits', text: waitingSentences[waitingFor] };
  if (state === 'cancelled') return stateReason ? { title: 'Why it is cancelled', text: stateReason } : undefined;
  if (state !== 'paused') return undefined;
  const leaving = counters.queued === 0 ? '' : ` ${people(counters.queued)} in the queue still get it.`;
  if (stateReason) return { title: 'Paused by itself', text: `${stateReason}${leaving}` };
  return { title: 'Paused by hand', text: `Nobody else gets it until it is resumed.${leaving}` };
}

const counts = new Intl.NumberFormat();

export function number(value: number): string {
  return counts.format(value);
}

export function people(value: number): string {
  return value === 1 ? '1 person' : `${counts.format(value)} people`;
}

export function money(value: number, currency: string): string {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency, maximumFractionDigits: 4 }).format(value);
}

const regions = new Intl.DisplayNames(undefined, { type: 'region' });

export function country(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : 'Country not known';
}
