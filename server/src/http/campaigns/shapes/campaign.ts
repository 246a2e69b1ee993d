import type { components } from '@parley/contract/campaigns';
import type { Campaign } from '../../../modules/campaigns/index.ts';

type Schemas = components['schemas'];

export function toCampaign(campaign: Campaign): Schemas['Campaign'] {
  const { id, name, stateReason, waitingFor, templateId, templateName, channelId, recipients } = campaign;
  const { pending, queued, sending, sent, delivered, read, replied, failed, skipped, stopped } = campaign;
  return {
    id,
    name,
    // One that is being prepared is found by nobody.
    state: campaign.state === 'preparing' ? 'scheduled' : campaign.state,
    stateReason,
    waitingFor,
    templateId,
    templateName,
    channelId,
    recipients,
    counters: { pending, queued, sending, sent, delivered, read, replied, failed, skipped, stopped },
    createdAt: campaign.createdAt.toISOString(),
    updatedAt: campaign.updatedAt.toISOString(),
    scheduledAt: campaign.scheduledAt.toISOString(),
    startedAt: campaign.startedAt?.toISOString() ?? null,
    endedAt: campaign.endedAt?.toISOString() ?? null,
  };
}
