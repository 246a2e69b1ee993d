import type { Database, Transaction } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { operatorOf } from '../messages/index.ts';
import { type Draft, holdDraftStatement } from './draft-queries.ts';
import { getDraft } from './drafts.ts';
import {
  countDryRunStatement,
  type DryRun,
  endDryRunStatement,
  findDryRunStatement,
  finishDryRunStatement,
  insertDryRunStatement,
  replaceDryRunsStatement,
} from './dry-run-queries.ts';
import { freezePeople } from './freeze-recipients.ts';
import { type CampaignPlan, refuse } from './plan.ts';
import { type AudienceInput, createAudienceHash, planAudience } from './plan-audience.ts';
import { readyPlan } from './ready-plan.ts';
import { planTimes } from './recipient-times.ts';
import { createTally, type DryRunSummary } from './tally-audience.ts';

export interface StartedDryRun {
  readonly id: string;
  /**
   * Rejects as `planAudience`, with request.invalid when there is nobody, and with campaign.dry_run_over when the draft was changed
   * meanwhile; the dry run is over then, with that problem.
   */
  readonly finished: Promise<DryRun>;
}

export interface DryRunDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** A dry run can be launched for so long. */
const dryRunValidMs = 60 * 60_000;
/** A part is frozen in seconds. */
const stuckAfterMs = 3 * 60_000;

/**
 * Freezes the recipients of a draft, with what each is sent, as a campaign that nothing shows and nobody sends: to launch it is to
 * send these very rows. An earlier dry run of the draft is over. Throws campaign.draft_not_found, as `readyPlan` and as `planTimes`.
 */
export async function startDryRun(
  deps: DryRunDeps,
  ctx: Context,
  input: { readonly draftId: string; readonly timeZone: string },
): Promise<StartedDryRun> {
  const draft = await getDraft(deps, ctx, input.draftId);
  const { id: draftId, name, plan } = draft;
  if (name === '') throw refuse('name', 'Give the campaign a name.');
  const { template, uploads } = await readyPlan(deps, ctx, plan);
  const nowMs = deps.clock.nowMs();
  const times = planTimes(plan.schedule, { nowMs, timeZone: input.timeZone });
  const id = newId(nowMs);
  const dates = [new Date(nowMs), new Date(nowMs + dryRunValidMs)];
  const values = [id, draftId, name, operatorOf(ctx) ?? '', JSON.stringify(plan), ...dates];
  await deps.db.tenant(ctx.tenantId, insertDryRunStatement, values);
  const audience = { plan, template, uploads, times, idsFromMs: times.startMs };
  return { id, finished: finish(deps, ctx, { id, draft }, audience) };
}

async function finish(
  deps: DryRunDeps,
  ctx: Context,
  run: { readonly id: string; readonly draft: Draft },
  audience: AudienceInput,
): Promise<DryRun> {
  try {
    return await freezeAll(deps, ctx, run, audience);
  } catch (error) {
    const problem = isAppError(error) ? error.message : 'It was interrupted by a fault of the server.';
    await deps.db.tenant(ctx.tenantId, endDryRunStatement, [run.id, problem]);
    throw error;
  }
}

async function freezeAll(
  deps: DryRunDeps,
  ctx: Context,
  { id, draft }: { readonly id: string; readonly draft: Draft },
  audience: AudienceInput,
): Promise<DryRun> {
  const hash = createAudienceHash();
  const tally = createTally(audience.times);
  let counted = 0;
  for await (const people of planAudience(deps, ctx, audience)) {
    hash.add(people);
    tally.add(people);
    counted += people.length;
    const progress = [id, counted, deps.clock.now()];
    await deps.db.transaction(async (tx) => {
      await freezePeople(tx, ctx, id, people);
      await tx.tenant(ctx.tenantId, countDryRunStatement, progress);
    });
  }
  const summary = tally.end();
  if (summary.recipients === 0) throw refuse('audience', 'There is nobody in this audience.');
  return deps.db.transaction(async (tx) => {
    await requireUnchanged(tx, ctx, draft);
    await tx.tenant(ctx.tenantId, replaceDryRunsStatement, [draft.id, id]);
    const rows = await tx.tenant(ctx.tenantId, finishDryRunStatement, [id, hash.end(), JSON.stringify(summary)]);
    return present(rows[0], 'the dry run just made');
  });
}

/** What was counted is what the draft says now. Throws campaign.dry_run_over. */
async function requireUnchanged(tx: Transaction, ctx: Context, { id, name, plan }: Draft): Promise<void> {
  const [now] = await tx.tenant(ctx.tenantId, holdDraftStatement, [id]);
  if (now?.name === name && JSON.stringify(now.plan) === JSON.stringify(plan)) return;
  const message = 'The draft was changed, launched or deleted while this was counted. Make another dry run.';
  throw new AppError('campaign.dry_run_over', message);
}

/** In whatever state; one whose process is gone is over. Throws campaign.dry_run_not_found. */
export async function findAnyDryRun(deps: DryRunDeps, ctx: Context, id: string): Promise<DryRun> {
  const [dryRun] = await deps.db.tenant(ctx.tenantId, findDryRunStatement, [id]);
  if (!dryRun) throw notFound();
  const isStuck = dryRun.state === 'counting' && deps.clock.nowMs() - dryRun.countedAt.getTime() > stuckAfterMs;
  return isStuck ? { ...dryRun, state: 'over', problem: 'It was interrupted. Make another one.' } : dryRun;
}

/** One that was finished. Throws campaign.dry_run_not_found. */
export async function getDryRun(deps: Pick<DryRunDeps, 'db'>, ctx: Context, id: string): Promise<DryRun> {
  const [dryRun] = await deps.db.tenant(ctx.tenantId, findDryRunStatement, [id]);
  if (dryRun?.summary) return dryRun;
  throw notFound();
}

function notFound(): AppError {
  return new AppError('campaign.dry_run_not_found', 'This dry run is gone. Make another one.');
}

/** The plan from which a campaign was launched; undefined for one of the API. */
export async function findPlanOf(
  deps: Pick<DryRunDeps, 'db'>,
  ctx: Context,
  campaignId: string,
): Promise<CampaignPlan | undefined> {
  const [dryRun] = await deps.db.tenant(ctx.tenantId, findDryRunStatement, [campaignId]);
  return dryRun?.plan;
}

/** What the dry run found from which a campaign was launched; undefined for one of the API. */
export async function findSummaryOf(
  deps: Pick<DryRunDeps, 'db'>,
  ctx: Context,
  campaignId: string,
): Promise<DryRunSummary | undefined> {
  const [dryRun] = await deps.db.tenant(ctx.tenantId, findDryRunStatement, [campaignId]);
  return dryRun?.summary ?? undefined;
}
