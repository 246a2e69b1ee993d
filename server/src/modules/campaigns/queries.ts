import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { CampaignState, WaitingFor } from './types.ts';

/** A campaign with its recipients, or more of them while it is preparing. `$14`: the moment it starts, if it does. */
export const saveStatement = tenantStatement(
  'campaigns.save',
  `insert into campaigns as c (tenant_id, id, name, channel_id, template_id, template_name, marketing, skips_opted_out,
     prepaid, operator_id, source, created_at, updated_at, scheduled_at, started_at, state, state_actor, feeding, look_at,
     recipients, pending, queued, skipped, first_message_id, last_message_id, timed, quiet_from, quiet_to)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, $16, $17, $12, $18, $19, $20, $21, $22, $23,
     $24, $25, $26)
   on conflict (tenant_id, id) do update set recipients = c.recipients + excluded.recipients,
     pending = c.pending + excluded.pending, skipped = c.skipped + excluded.skipped, updated_at = excluded.updated_at,
     first_message_id = coalesce(c.first_message_id, excluded.first_message_id),
     last_message_id = coalesce(excluded.last_message_id, c.last_message_id)
   where c.state = 'preparing'`,
);

export interface ChangedCampaign {
  readonly id: string;
  readonly state: CampaignState;
}

/**
 * Moves a campaign from one of some states to another: no row when it is in none of them. Feeding ends where nothing is
 * pending; where it is cancelled it goes on, to stop who is pending.
 */
export const changeStateStatement = tenantStatement<ChangedCampaign>(
  'campaigns.change-state',
  `update campaigns c set state = $4, state_reason = $5, state_actor = $6, updated_at = $7, waiting_for = null,
     look_at = $7, feeding = c.feeding or $4 in ('sending', 'cancelled'),
     started_at = case when $4 = 'sending' then coalesce(c.started_at, $7) else c.started_at end,
     ended_at = case when $4 = 'cancelled' then $7::timestamptz end
   where c.tenant_id = $1 and c.id = $2 and c.state = any($3::text[])
   returning c.id, c.state`,
);

/** The next campaigns whose moment has come. */
export const startDueStatement = systemStatement<{ tenantId: string; id: string }>(
  'campaigns.start-due',
  `update campaigns c set state = 'sending', state_actor = 'system', started_at = $1, updated_at = $1, feeding = true,
     look_at = $1
   from (
     select tenant_id, id from campaigns where state = 'scheduled' and scheduled_at <= $1
     order by scheduled_at limit $2 for update skip locked) due
   where c.tenant_id = due.tenant_id and c.id = due.id
   returning c.tenant_id as "tenantId", c.id`,
);

/** Campaigns that began to be written before a moment and never were launched: their process is gone. */
export const abandonStatement = systemStatement<{ tenantId: string; id: string }>(
  'campaigns.abandon',
  `update campaigns c set state = 'cancelled', state_reason = $2, state_actor = 'system', updated_at = $1, ended_at = $1,
     feeding = true, look_at = $1
   from (
     select tenant_id, id from campaigns where state = 'preparing' and updated_at < $3
     order by updated_at limit $4 for update skip locked) old
   where c.tenant_id = old.tenant_id and c.id = old.id
   returning c.tenant_id as "tenantId", c.id`,
);

/** A campaign that the runner looks at, with what it must know of the channel. */
export interface FeedingCampaign {
  readonly tenantId: string;
  readonly id: string;
  readonly channelId: string;
  readonly state: CampaignState;
  readonly waitingFor: WaitingFor | null;
  readonly throughputPerSecond: number;
  readonly isChannelPaused: boolean;
}

export const listFeedingStatement = systemStatement<FeedingCampaign>(
  'campaigns.list-feeding',
  `select c.tenant_id as "tenantId", c.id, c.channel_id as "channelId", c.state, c.waiting_for as "waitingFor",
     ch.throughput_per_s as "throughputPerSecond", ch.paused_at is not null as "isChannelPaused"
   from campaigns c
   cross join lateral (
     select throughput_per_s, paused_at from channels where tenant_id = c.tenant_id and id = c.channel_id limit 1) ch
   where c.feeding and c.look_at <= $1 and c.state in ('sending', 'cancelled') order by c.look_at limit $2`,
);

/** The soonest start of a campaign or look at one, be it due or not. */
export const soonestStatement = systemStatement<{ due: Date | null }>(
  'campaigns.soonest',
  `select least(
     (select min(scheduled_at) from campaigns where state = 'scheduled'),
     (select min(look_at) from campaigns where feeding and state in ('sending', 'cancelled'))) as due`,
  { gathered: 'due' },
);

/** When something of a campaign is due next: its start, or a look at it. */
export const nextDueStatement = systemStatement<{ due: Date | null }>(
  'campaigns.next-due',
  `select least(
     (select min(scheduled_at) from campaigns where state = 'scheduled'),
     (select min(look_at) from campaigns where feeding and state in ('sending', 'cancelled') and look_at > $1)) as due`,
);

/** People of campaigns under way whose messages are not made yet. */
export const campaignBacklogStatement = systemStatement<{ waiting: number }>(
  'campaigns.backlog',
  `select coalesce(sum(p.waiting), 0)::bigint as waiting from campaigns c
   cross join lateral (
     select count(*) as waiting from campaign_recipients
     where tenant_id = c.tenant_id and campaign_id = c.id and state = 'pending') p
   where c.feeding and c.state = 'sending'`,
);

/** What every message of a campaign takes from it. */
export interface CampaignHead {
  readonly id: string;
  readonly name: string;
  readonly channelId: string;
  readonly templateId: string;
  readonly templateName: string;
  readonly marketing: boolean;
  readonly skipsOptedOut: boolean;
  readonly prepaid: boolean;
  /** Recipients are taken by the moment from which they may be sent to. */
  readonly timed: boolean;
  /** Minutes after midnight of the recipient; null: none. */
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly operatorId: string | null;
  readonly source: string;
}

/** Takes a campaign to work on it: no row when another process does, or when it is in another state by now. */
export const takeStatement = tenantStatement<CampaignHead>(
  'campaigns.take',
  `select c.id, c.name, c.channel_id as "channelId", c.template_id as "templateId",
     coalesce(c.template_name, '') as "templateName", c.marketing, c.skips_opted_out as "skipsOptedOut", c.prepaid,
     c.timed, c.quiet_from as "quietFrom", c.quiet_to as "quietTo",
     c.operator_id as "operatorId", coalesce(c.source, 'API') as source
   from campaigns c where c.tenant_id = $1 and c.id = $2 and c.state = $3 and c.feeding for update skip locked`,
);

/** Says when to look again, and what the campaign waits for, if it is still in that state. */
export const lookAgainStatement = tenantStatement(
  'campaigns.look-again',
  `update campaigns c set look_at = $3, feeding = $4, waiting_for = $5
   where c.tenant_id = $1 and c.id = $2 and c.state = $6`,
);

export const setRetryStatement = tenantStatement(
  'campaigns.set-retry',
  'update campaigns set retry_until = $3, retry_next_at = $4 where tenant_id = $1 and id = $2',
);

export const rescheduleStatement = tenantStatement(
  'campaigns.reschedule',
  'update campaigns set retry_next_at = $3 where tenant_id = $1 and id = $2',
);

export interface DueRetry {
  tenantId: string;
  id: string;
  retryUntil: Date;
  retryNextAt: Date;
  skipsOptedOut: boolean;
}

/** The next broadcast to be tried again, locked: processes that work beside each other take different ones. */
export const dueRetryStatement = systemStatement<DueRetry>(
  'campaigns.due-retry',
  `select tenant_id as "tenantId", id, retry_until as "retryUntil", retry_next_at as "retryNextAt",
     skips_opted_out as "skipsOptedOut"
   from campaigns where retry_next_at <= $1 order by retry_next_at limit 1 for update skip locked`,
);

export const nextRetryStatement = systemStatement<{ due: Date | null }>(
  'campaigns.next-retry',
  'select min(retry_next_at) as due from campaigns where retry_next_at is not null',
  { gathered: 'due' },
);
