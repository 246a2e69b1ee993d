import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Campaign, counterNames } from './types.ts';

// Counters are the row and what is not added to it yet, seen at one moment.
const openCounts = `left join lateral (
     select ${counterNames.map((name) => `sum(x.${name})::integer as ${name}`).join(', ')}
     from campaign_count_changes x where x.tenant_id = c.tenant_id and x.campaign_id = c.id) o on true`;

/** The select list of `Campaign` for `campaigns c`, to be used with `campaignJoins`. */
export const campaignColumns = `c.tenant_id as "tenantId", c.id, c.name, c.channel_id as "channelId",
  c.template_id as "templateId", c.template_name as "templateName", c.state, c.state_reason as "stateReason",
  c.state_actor as "stateActor", case when c.state = 'sending' then c.waiting_for end as "waitingFor", c.recipients,
  c.created_at as "createdAt", coalesce(c.updated_at, c.created_at) as "updatedAt",
  coalesce(c.scheduled_at, c.created_at) as "scheduledAt", c.started_at as "startedAt", c.ended_at as "endedAt",
  c.retry_until as "retryUntil", c.skips_opted_out as "skipsOptedOut", c.first_message_id as "firstMessageId", c.last_message_id as "lastMessageId",
  ${counterNames.map((name) => `c.${name} + coalesce(o.${name}, 0) as ${name}`).join(', ')}`;
export const campaignJoins = openCounts;

const findStatement = tenantStatement<Campaign>(
  'campaigns.find',
  `select ${campaignColumns} from campaigns c ${campaignJoins}
   where c.tenant_id = $1 and c.id = $2 and c.state <> 'preparing'`,
);

/** The campaign with its counters, or undefined. */
async function findCampaign(deps: { readonly db: Database }, ctx: Context, id: string): Promise<Campaign | undefined> {
  const [campaign] = await deps.db.tenant(ctx.tenantId, findStatement, [id]);
  return campaign;
}

/** Throws campaign.not_found. */
export async function getCampaign(deps: { readonly db: Database }, ctx: Context, id: string): Promise<Campaign> {
  const campaign = await findCampaign(deps, ctx, id);
  if (!campaign) throw new AppError('campaign.not_found', 'Broadcast not found');
  return campaign;
}
