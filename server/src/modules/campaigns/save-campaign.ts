import type { Transaction } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { operatorOf, sourceOf } from '../messages/index.ts';
import { nameActor } from './campaign-event.ts';
import { saveStatement } from './queries.ts';
import type { BroadcastPlan } from './start-broadcast.ts';
import type { CampaignState } from './types.ts';
import type { QuietHours } from './zone-clock.ts';

/** A campaign before its first row is written. */
export interface NewCampaign extends BroadcastPlan {
  readonly id: string;
  readonly state: Extract<CampaignState, 'preparing' | 'scheduled' | 'sending'>;
  readonly at: Date;
  /** Undefined: now. */
  readonly scheduledAt?: Date | undefined;
  /** Its messages are counted against the limits of the tenant already. */
  readonly isPaid: boolean;
  readonly skipsOptedOut: boolean;
  /** Recipients have moments of their own, and hours in which they are left alone. */
  readonly timing?: { readonly quiet: QuietHours | undefined } | undefined;
}

export interface FirstCounts {
  readonly recipients: number;
  readonly pending: number;
  readonly queued: number;
  readonly skipped: number;
  readonly firstMessageId: string | undefined;
  readonly lastMessageId: string | undefined;
}

/** Writes a campaign, or adds to one that is preparing. */
export function saveCampaign(tx: Transaction, ctx: Context, campaign: NewCampaign, counts: FirstCounts): void {
  const { id, name, channelId, template, state, at, scheduledAt, isPaid, skipsOptedOut, timing } = campaign;
  const isMarketing = template.category === 'MARKETING';
  tx.writeTenant(ctx.tenantId, saveStatement, [
    id,
    name,
    channelId,
    template.id,
    template.name,
    isMarketing,
    skipsOptedOut,
    isPaid,
    operatorOf(ctx),
    sourceOf(ctx),
    at,
    scheduledAt ?? at,
    state === 'sending' ? at : null,
    state,
    nameActor(ctx),
    state === 'sending' && counts.pending > 0,
    counts.recipients,
    counts.pending,
    counts.queued,
    counts.skipped,
    counts.firstMessageId ?? null,
    counts.lastMessageId ?? null,
    timing !== undefined,
    timing?.quiet?.from ?? null,
    timing?.quiet?.to ?? null,
  ]);
}
