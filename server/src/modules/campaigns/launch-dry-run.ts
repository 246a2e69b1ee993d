import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { estimateByCountry } from '../billing/index.ts';
import { type AudienceChanges, compareAudience } from './audience-changes.ts';
import { campaignEvent, nameActor } from './campaign-event.ts';
import { deleteDraftStatement } from './draft-queries.ts';
import { type DryRun, launchDryRunStatement } from './dry-run-queries.ts';
import { getDryRun } from './dry-runs.ts';
import { type CampaignDeps, payFor } from './launch-campaign.ts';
import { readQuietHours, refuse } from './plan.ts';
import { createAudienceHash, planAudience } from './plan-audience.ts';
import { type ReadyPlan, readyPlan } from './ready-plan.ts';
import { planTimes } from './recipient-times.ts';
import { type NewCampaign, saveCampaign } from './save-campaign.ts';
import type { DryRunSummary } from './tally-audience.ts';

export type Launch =
  | { readonly kind: 'launched'; readonly id: string; readonly isRepeat: boolean }
  /** Nothing was sent. */
  | { readonly kind: 'changed'; readonly changes: AudienceChanges };

/**
 * Sends what a dry run showed: its frozen recipients become those of the campaign, which takes over its id. When the audience would be
 * another one by now nothing is sent, and the differences are told. A second launch finds the first. Throws
 * campaign.dry_run_not_found, campaign.dry_run_over, request.invalid when nobody can be sent to, template.not_approved,
 * tenant.credit_spent, and the refusals of the limits of a tenant.
 */
export async function launchDryRun(
  deps: CampaignDeps,
  ctx: Context,
  input: { readonly id: string; readonly hash: string; readonly timeZone: string },
): Promise<Launch> {
  const dryRun = await getDryRun(deps, ctx, input.id);
  if (dryRun.state === 'launched') return { kind: 'launched', id: dryRun.id, isRepeat: true };
  if (dryRun.state !== 'ready' || dryRun.hash !== input.hash || dryRun.validUntil <= deps.clock.now()) throw over();
  const summary = present(dryRun.summary, 'the summary of a dry run that is ready');
  if (summary.pending === 0) throw refuse('audience', 'Nobody of this audience can be sent to.');
  const ready = await readyPlan(deps, ctx, dryRun.plan);
  const changes = await findChanges(deps, ctx, dryRun, ready, input.timeZone);
  if (changes) return { kind: 'changed', changes };
  await requireCredit(deps, ctx, ready, summary);
  const events = await deps.db.transaction((tx) => launch(deps, tx, ctx, { dryRun, summary, ready }));
  if (events.length === 0) return launchDryRun(deps, ctx, input);
  deps.events.committed(events);
  deps.campaignsDue();
  return { kind: 'launched', id: dryRun.id, isRepeat: false };
}

function over(): AppError {
  return new AppError('campaign.dry_run_over', 'This dry run is too old, or another took its place. Make another one.');
}

async function findChanges(
  deps: CampaignDeps,
  ctx: Context,
  { id, plan, hash }: DryRun,
  { template, uploads }: ReadyPlan,
  timeZone: string,
): Promise<AudienceChanges | undefined> {
  // What people are sent does not depend on when; a moment that passed meanwhile is no change.
  const schedule = { ...plan.schedule, kind: 'now' as const };
  const times = planTimes(schedule, { nowMs: deps.clock.nowMs(), timeZone });
  const now = createAudienceHash();
  const audience = { plan, template, uploads, times, idsFromMs: deps.clock.nowMs() };
  for await (const part of planAudience(deps, ctx, audience)) now.add(part);
  if (now.end() === hash) return undefined;
  // Read once more: an audience that is the same, as most are, is never in memory as a whole.
  const changes = await compareAudience(deps, ctx, id, planAudience(deps, ctx, audience));
  // Others are skipped, or for another reason: those who are sent to are the same.
  return changes.joined + changes.left + changes.changed === 0 ? undefined : changes;
}

async function requireCredit(
  deps: CampaignDeps,
  ctx: Context,
  { template }: ReadyPlan,
  { countries }: DryRunSummary,
): Promise<void> {
  const people = new Map(Object.entries(countries));
  const { cost, wallet, currency } = await estimateByCountry(deps, ctx.tenantId, {
    category: template.category,
    people,
  });
  if (wallet === undefined || cost <= wallet.credit + wallet.welcomeCredit) return;
  const left = wallet.credit + wallet.welcomeCredit;
  const message = `The campaign costs ${cost} ${currency} and the wallet holds ${left}: top it up, or choose fewer people.`;
  throw new AppError('tenant.credit_spent', message);
}

/** No event: somebody else was faster. */
async function launch(
  deps: CampaignDeps,
  tx: Transaction,
  ctx: Context,
  input: { readonly dryRun: DryRun; readonly summary: DryRunSummary; readonly ready: ReadyPlan },
): Promise<PlatformEvent[]> {
  const { dryRun, summary, ready } = input;
  const { tenantId } = ctx;
  const [taken] = await tx.tenant(tenantId, launchDryRunStatement, [dryRun.id]);
  if (!taken) return [];
  const at = deps.clock.now();
  const campaign = toCampaign(input, at);
  const { id, scheduledAt, state } = campaign;
  if (campaign.isPaid) await payFor(deps, tx, ctx, ready, summary.pending);
  saveCampaign(tx, ctx, campaign, {
    recipients: summary.recipients,
    pending: summary.pending,
    queued: 0,
    skipped: summary.recipients - summary.pending,
    firstMessageId: summary.firstMessageId ?? undefined,
    lastMessageId: summary.lastMessageId ?? undefined,
  });
  await tx.tenant(tenantId, deleteDraftStatement, [dryRun.draftId]);
  const actor = nameActor(ctx);
  const event =
    state === 'scheduled'
      ? campaignEvent('campaign.scheduled', { tenantId, id, at }, { actor, scheduledAt: scheduledAt?.toISOString() })
      : campaignEvent('campaign.started', { tenantId, id, at }, { actor });
  await deps.events.record(tx, [event]);
  return [event];
}

function toCampaign(
  { dryRun, summary, ready }: { readonly dryRun: DryRun; readonly summary: DryRunSummary; readonly ready: ReadyPlan },
  at: Date,
): NewCampaign {
  const { schedule } = dryRun.plan;
  const isTimed = summary.zones.length > 0;
  const startsAt = new Date(summary.startsAt);
  const isLater = startsAt > at && schedule.kind !== 'now';
  return {
    id: dryRun.id,
    name: dryRun.name,
    channelId: ready.channel.id,
    template: ready.template,
    state: isLater ? 'scheduled' : 'sending',
    at,
    scheduledAt: isLater ? startsAt : at,
    // Who is sent to later counts against the limits of that day.
    isPaid: !isLater && !isTimed,
    skipsOptedOut: true,
    timing: isTimed ? { quiet: readQuietHours(schedule) } : undefined,
  };
}
