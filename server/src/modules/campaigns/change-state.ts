import type { Database } from '../../db/database.ts';
import type { EventType } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { campaignEvent, nameActor } from './campaign-event.ts';
import { changeStateStatement } from './queries.ts';
import { getCampaign } from './read-campaigns.ts';
import type { CampaignState } from './types.ts';

export interface StateDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  /** Told after the commit: the runner has something to do. */
  campaignsDue(): void;
}

export interface StateChange {
  readonly id: string;
  /** Shown beside the state. */
  readonly reason?: string | undefined;
}

/**
 * Holds a campaign that is sending: nobody else of it is queued. What is queued already, some two seconds of the rate of
 * its channel, still goes out. Throws campaign.not_found or campaign.state_forbidden.
 */
export function pauseCampaign(deps: StateDeps, ctx: Context, change: StateChange): Promise<void> {
  return move(deps, ctx, change, { from: ['sending'], to: 'paused', type: 'campaign.paused' });
}

/** Lets a paused campaign go on. Throws campaign.not_found or campaign.state_forbidden. */
export function resumeCampaign(deps: StateDeps, ctx: Context, change: StateChange): Promise<void> {
  return move(deps, ctx, change, { from: ['paused'], to: 'sending', type: 'campaign.resumed' });
}

/**
 * Ends a campaign for good: who is pending is stopped, what is queued already still goes out. Throws campaign.not_found or
 * campaign.state_forbidden when it has ended.
 */
export function cancelCampaign(deps: StateDeps, ctx: Context, change: StateChange): Promise<void> {
  const from: CampaignState[] = ['scheduled', 'sending', 'paused'];
  return move(deps, ctx, change, { from, to: 'cancelled', type: 'campaign.cancelled' });
}

interface Move {
  readonly from: readonly CampaignState[];
  readonly to: CampaignState;
  readonly type: Extract<EventType, `campaign.${string}`>;
}

async function move(deps: StateDeps, ctx: Context, change: StateChange, { from, to, type }: Move): Promise<void> {
  const { id, reason } = change;
  const at = deps.clock.now();
  const actor = nameActor(ctx);
  const events = await deps.db.transaction(async (tx) => {
    const values = [id, from, to, reason ?? null, actor, at];
    const [row] = await tx.tenant(ctx.tenantId, changeStateStatement, values);
    if (!row) return [];
    const recorded = [campaignEvent(type, { tenantId: ctx.tenantId, id, at }, { actor, reason })];
    await deps.events.record(tx, recorded);
    return recorded;
  });
  if (events.length === 0) {
    const { state } = await getCampaign(deps, ctx, id);
    throw new AppError('campaign.state_forbidden', `The broadcast is ${state}: it can't be ${to} now.`);
  }
  deps.events.committed(events);
  deps.campaignsDue();
}
