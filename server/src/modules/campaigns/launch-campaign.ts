import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { assert } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { type FindLimits, spendAllowance } from '../accounts/index.ts';
import { campaignEvent, nameActor } from './campaign-event.ts';
import { freezePeople, type NamedRecipient, type PlannedPerson, planPeople } from './freeze-recipients.ts';
import { type FirstCounts, type NewCampaign, saveCampaign } from './save-campaign.ts';
import type { BroadcastPlan } from './start-broadcast.ts';
import type { PlannedSkipReason } from './types.ts';

export interface CampaignDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly findLimits: FindLimits;
  /** Told after the commit: the runner has something to do. */
  campaignsDue(): void;
}

/** What became of a recipient of a launched campaign. */
export type LaunchedRecipient =
  | { readonly kind: 'frozen'; readonly messageId: string }
  | { readonly kind: 'skipped'; readonly reason: PlannedSkipReason };

export interface LaunchedCampaign {
  /** Undefined when nobody is left to be sent to: then nothing is stored. */
  readonly id: string | undefined;
  /** One for each recipient, in order. */
  readonly recipients: readonly LaunchedRecipient[];
}

/** Recipients of one call: the limit of a v3 send. */
const launchLimit = 10_000;

/**
 * Freezes 1 to 10,000 recipients, with what each is sent, in one transaction; the runner accepts their messages piece by
 * piece, now or from `scheduledAt` on (a moment that is past means now). Blocked contacts and repeats are skipped, of marketing those too
 * who allow no broadcasts, also when they say so before their turn. What starts
 * now is counted against the limits of the tenant at once: throws tenant.offline, tenant.marketing_limit_reached or
 * tenant.trial_quota_spent when not all of it may go. What is scheduled waits for the limits when it is sent.
 */
export async function launchCampaign(
  deps: CampaignDeps,
  ctx: Context,
  input: BroadcastPlan & { readonly recipients: readonly NamedRecipient[]; readonly scheduledAt: Date | undefined },
): Promise<LaunchedCampaign> {
  const { recipients, scheduledAt, ...plan } = input;
  assert(
    recipients.length > 0 && recipients.length <= launchLimit,
    'a campaign is launched with 1 to 10,000 recipients',
  );
  const at = deps.clock.now();
  const isLater = scheduledAt !== undefined && scheduledAt > at;
  const startsAt = isLater ? scheduledAt : at;
  const id = newId(at.getTime());
  const skipsOptedOut = plan.template.category.toUpperCase() === 'MARKETING';
  const campaign: NewCampaign = {
    ...plan,
    id,
    at,
    state: isLater ? 'scheduled' : 'sending',
    scheduledAt: startsAt,
    isPaid: !isLater,
    skipsOptedOut,
  };
  let event: PlatformEvent | undefined;
  const people = await deps.db.transaction(async (tx) => {
    const ids = { idsFromMs: startsAt.getTime(), skipsOptedOut };
    const planned = await planPeople(tx, ctx, ids, recipients, 0);
    const pending = planned.filter((entry) => entry.skipReason === undefined).length;
    if (pending === 0) return planned;
    if (!isLater) await payFor(deps, tx, ctx, campaign, pending);
    const frozen = await freezePeople(tx, ctx, id, planned);
    saveCampaign(tx, ctx, campaign, countsOf(frozen));
    const type = isLater ? 'campaign.scheduled' : 'campaign.started';
    const data = { actor: nameActor(ctx), ...(isLater ? { scheduledAt: startsAt.toISOString() } : {}) };
    event = campaignEvent(type, { tenantId: ctx.tenantId, id, at }, data);
    await deps.events.record(tx, [event]);
    return frozen;
  });
  const isStored = people.some((entry) => entry.skipReason === undefined);
  if (event) deps.events.committed([event]);
  if (isStored) deps.campaignsDue();
  return { id: isStored ? id : undefined, recipients: people.map(toLaunched) };
}

/** Counts messages against the limits of the tenant, in the transaction that freezes their recipients. */
export async function payFor(
  deps: Pick<CampaignDeps, 'findLimits' | 'clock'>,
  tx: Transaction,
  ctx: Context,
  { template }: Pick<BroadcastPlan, 'template'>,
  count: number,
): Promise<void> {
  const limits = await deps.findLimits(ctx.tenantId);
  if (!limits || count === 0) return;
  const marketing = template.category === 'MARKETING' ? count : 0;
  await spendAllowance(tx, deps, ctx.tenantId, limits, { all: count, marketing });
}

/** The counters of a campaign that these people begin. */
export function countsOf(people: readonly PlannedPerson[]): FirstCounts {
  const pending = people.filter((entry) => entry.skipReason === undefined).length;
  return {
    recipients: people.length,
    pending,
    queued: 0,
    skipped: people.length - pending,
    firstMessageId: people[0]?.messageId,
    lastMessageId: people.at(-1)?.messageId,
  };
}

function toLaunched({ messageId, skipReason }: PlannedPerson): LaunchedRecipient {
  return skipReason === undefined ? { kind: 'frozen', messageId } : { kind: 'skipped', reason: skipReason };
}
