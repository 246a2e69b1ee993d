/** `preparing`: recipients are still being written, nothing starts; such a campaign is not shown to anybody. */
export type CampaignState = 'preparing' | 'scheduled' | 'sending' | 'paused' | 'completed' | 'cancelled';

/** What holds a campaign back while it is sending; it goes on by itself. */
export type WaitingFor =
  | 'messaging_limit'
  | 'channel_paused'
  | 'workspace_limit'
  | 'workspace_online'
  | 'recipient_hours';

/** Why people are skipped from the start. `no_value`: a variable has no value for the person that can be sent, and no fallback. */
export const skipReasons = ['opted_out', 'blocked', 'duplicate', 'invalid_number', 'no_value'] as const;
export type PlannedSkipReason = (typeof skipReasons)[number];
/** `internal_error`: the message of the person could not be written. */
export type SkipReason = PlannedSkipReason | 'internal_error';

/**
 * People by what became of them. `sent`, `delivered` and `read` are cumulative: a replied message counts in all of them, a
 * failed one in none. `sending`: handed to WhatsApp without an answer. Pending, queued, sending, sent, failed, skipped and
 * stopped add up to the recipients.
 */
export const counterNames = [
  'pending',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'replied',
  'failed',
  'skipped',
  'stopped',
] as const;

export type CounterName = (typeof counterNames)[number];
export type Counters = Readonly<Record<CounterName, number>>;

/** A campaign as its readers see it. */
export interface Campaign extends Counters {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly channelId: string;
  readonly templateId: string;
  readonly templateName: string | null;
  readonly state: CampaignState;
  readonly stateReason: string | null;
  /** Who changed the state last: `token:<id>`, `operator:<id>`, `system` ... */
  readonly stateActor: string | null;
  readonly waitingFor: WaitingFor | null;
  readonly recipients: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly scheduledAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly retryUntil: Date | null;
  /** People who allow no broadcasts get nothing of it. */
  readonly skipsOptedOut: boolean;
  /** Ids of its messages and recipients lie between these; null without any. */
  readonly firstMessageId: string | null;
  readonly lastMessageId: string | null;
}
