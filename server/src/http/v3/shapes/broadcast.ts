import type { components } from '@parley/contract/wati-v3';
import type { Campaign, CampaignState, Counters } from '../../../modules/campaigns/index.ts';

type Schemas = components['schemas'];

/** The contract has `processing` for a broadcast under way, and `stopped`; its words are an open set. */
const statusWords: Readonly<Record<CampaignState, string>> = {
  preparing: 'queued',
  scheduled: 'scheduled',
  sending: 'processing',
  paused: 'paused',
  completed: 'completed',
  cancelled: 'stopped',
};

type BroadcastDto = Schemas['BroadcastDto'] & {
  /** Why it waits, is paused or was stopped; null otherwise. Not of WATI. */
  readonly status_reason: string | null;
};

/** Dates are never null: a strict client of this API cannot read them so. */
export function toBroadcastDto(campaign: Campaign): BroadcastDto {
  return {
    id: campaign.id,
    channel_id: campaign.channelId,
    name: campaign.name,
    status: statusWords[campaign.state],
    template_id: campaign.templateId,
    fallback_templates: [],
    created: campaign.createdAt.toISOString(),
    last_updated: campaign.updatedAt.toISOString(),
    scheduled_at: campaign.scheduledAt.toISOString(),
    status_reason: campaign.waitingFor ?? campaign.stateReason,
  };
}

/** A bare object that never has a member called `error`: the vendor's MCP client would misread it. */
export function toBroadcastDetails(campaign: Campaign): Schemas['BroadcastDetailsDto'] {
  return { ...toBroadcastDto(campaign), statistics: toStatistics(campaign) };
}

function toStatistics(campaign: Campaign): Schemas['BroadcastStatisticsDto'] & { readonly total_skipped: number } {
  return {
    total_recipients: campaign.recipients,
    total_pending: campaign.pending,
    total_queued: campaign.queued,
    total_sending: campaign.sending,
    total_sent: campaign.sent,
    total_delivered: campaign.delivered,
    total_read: campaign.read,
    total_replied: campaign.replied,
    total_failed: campaign.failed,
    total_stopped: campaign.stopped,
    total_skipped: campaign.skipped,
  };
}

/** `total_open` are those who read it; `total_processing` those whose message is not made yet. Links are not counted here. */
export function toOverview(counters: Counters): Schemas['GetBroadcastsOverviewResponse'] {
  return {
    total_links: 0,
    total_processing: counters.pending,
    total_queued: counters.queued,
    total_sent: counters.sent,
    total_delivered: counters.delivered,
    total_open: counters.read,
    total_replied: counters.replied,
    total_failed: counters.failed,
    total_stopped: counters.stopped,
    total_sending: counters.sending,
  };
}
