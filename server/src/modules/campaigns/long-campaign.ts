import { assert } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { campaignEvent, nameActor } from './campaign-event.ts';
import { freezePeople, type NamedRecipient, planPeople } from './freeze-recipients.ts';
import { type CampaignDeps, countsOf, payFor } from './launch-campaign.ts';
import { changeStateStatement } from './queries.ts';
import { type NewCampaign, saveCampaign } from './save-campaign.ts';
import type { BroadcastPlan } from './start-broadcast.ts';
import type { CampaignState } from './types.ts';

/** A campaign whose recipients come part by part: too many for one transaction. It starts when all are there. */
export interface LongCampaign extends BroadcastPlan {
  readonly id: string;
  readonly idsFromMs: number;
  /** Recipients that were added before. */
  readonly added: number;
}

/** Recipients of one part. */
export const maxPartSize = 500;

/** A campaign that exists with its first part; nothing is written yet. */
export function planLongCampaign(deps: Pick<CampaignDeps, 'clock'>, plan: BroadcastPlan): LongCampaign {
  const nowMs = deps.clock.nowMs();
  return { ...plan, id: newId(nowMs), idsFromMs: nowMs, added: 0 };
}

/**
 * Freezes the next 1 to 500 recipients in one transaction. People who allow no broadcasts, are blocked or are in the campaign
 * already are skipped. Throws what the limits of the tenant refuse; then nothing of the part is written. Answers the
 * campaign to go on with, and for each recipient whether they will be sent to.
 */
export async function addRecipients(
  deps: CampaignDeps,
  ctx: Context,
  campaign: LongCampaign,
  recipients: readonly NamedRecipient[],
): Promise<{ readonly campaign: LongCampaign; readonly isPending: readonly boolean[] }> {
  assert(recipients.length > 0 && recipients.length <= maxPartSize, 'a part has 1 to 500 recipients');
  const { id, name, channelId, template, idsFromMs, added } = campaign;
  const row: NewCampaign = {
    id,
    name,
    channelId,
    template,
    at: deps.clock.now(),
    state: 'preparing',
    isPaid: true,
    skipsOptedOut: true,
  };
  const people = await deps.db.transaction(async (tx) => {
    const planned = await planPeople(tx, ctx, { idsFromMs, skipsOptedOut: true }, recipients, added);
    const pending = planned.filter((entry) => entry.skipReason === undefined).length;
    await payFor(deps, tx, ctx, campaign, pending);
    const frozen = await freezePeople(tx, ctx, id, planned);
    saveCampaign(tx, ctx, row, countsOf(frozen));
    return frozen;
  });
  return {
    campaign: { ...campaign, added: added + recipients.length },
    isPending: people.map((entry) => entry.skipReason === undefined),
  };
}

/** Starts a campaign to which all recipients were added. Answers false when it was given up meanwhile. */
export function startLongCampaign(deps: CampaignDeps, ctx: Context, { id }: LongCampaign): Promise<boolean> {
  return endPreparation(deps, ctx, id, { state: 'sending', type: 'campaign.started' });
}

/** Gives a campaign up that was not started: none of it is sent. Answers false when it is started or was given up. */
export function giveUpLongCampaign(
  deps: CampaignDeps,
  ctx: Context,
  { id }: LongCampaign,
  reason: string,
): Promise<boolean> {
  return endPreparation(deps, ctx, id, { state: 'cancelled', type: 'campaign.cancelled', reason });
}

interface End {
  readonly state: CampaignState;
  readonly type: 'campaign.started' | 'campaign.cancelled';
  readonly reason?: string;
}

async function endPreparation(
  deps: CampaignDeps,
  ctx: Context,
  id: string,
  { state, type, reason }: End,
): Promise<boolean> {
  const at = deps.clock.now();
  const actor = nameActor(ctx);
  const events = await deps.db.transaction(async (tx) => {
    const values = [id, ['preparing'], state, reason ?? null, actor, at];
    const [row] = await tx.tenant(ctx.tenantId, changeStateStatement, values);
    if (!row) return [];
    const recorded = [campaignEvent(type, { tenantId: ctx.tenantId, id, at }, { actor, reason })];
    await deps.events.record(tx, recorded);
    return recorded;
  });
  deps.events.committed(events);
  deps.campaignsDue();
  return events.length > 0;
}
