import type { Database } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { countCallStatement, enterWindowStatement, readWindowStatement } from './plan-queries.ts';
import { type CallClass, type Plan, type PlanFeature, rateWindowMs } from './plan-rules.ts';
import { findPlan, monthOf } from './plans.ts';

/** A call as plans see it. */
export interface PlannedCall {
  /** Undefined for one whose rate is not limited. */
  readonly callClass: CallClass | undefined;
  /** What it needs of a plan. */
  readonly feature: PlanFeature | undefined;
  /** False for one that no quota counts. */
  readonly isMetered: boolean;
}

/** Refuses a call that the plan of its tenant does not allow now. */
export type AdmitCall = (tenantId: string, call: PlannedCall) => Promise<void>;

/** How long a changed plan may still be unknown to a process. */
const freshMs = 1_000;
const maxCached = 10_000;

/**
 * Throws plan.feature_missing, plan.trial_excluded, rate.exceeded (with the seconds to wait) or quota.spent. Rates count
 * admitted calls over any 10 seconds of the platform's clock, in the database: they hold over any number of processes.
 * A tenant without a plan costs one query a second.
 */
export function createCallAdmitter(deps: { readonly db: Database; readonly clock: Clock }): AdmitCall {
  const findKnownPlan = createPlanFinder(deps.db);
  return async (tenantId, call) => {
    const plan = await findKnownPlan(tenantId);
    if (!plan) return;
    requireFeature(plan, call.feature);
    const rate = call.callClass && plan.rules.rates[call.callClass];
    if (call.callClass && rate !== undefined) await enterWindow(deps, tenantId, call.callClass, rate);
    if (call.isMetered && plan.rules.monthlyCalls !== null) await countCall(deps, tenantId, plan.rules.monthlyCalls);
  };
}

function createPlanFinder(db: Database): (tenantId: string) => Promise<Plan | undefined> {
  const cache = new Map<string, { readonly readAt: number; readonly plan: Promise<Plan | undefined> }>();
  return (tenantId) => {
    const known = cache.get(tenantId);
    if (known && performance.now() - known.readAt <= freshMs) return known.plan;
    if (cache.size >= maxCached) cache.clear();
    const plan = findPlan({ db }, tenantId);
    cache.set(tenantId, { readAt: performance.now(), plan });
    plan.catch(() => cache.delete(tenantId));
    return plan;
  };
}

// A trial is refused the update of contacts as if it were not signed in (wati-v3-behaviour, section 3).
function requireFeature({ name, rules }: Plan, feature: PlanFeature | undefined): void {
  if (feature === undefined || !rules.without.includes(feature)) return;
  if (feature === 'contactUpdate') {
    throw new AppError('plan.trial_excluded', `Contacts can't be updated on the plan "${name}".`);
  }
  throw new AppError('plan.feature_missing', `The plan "${name}" does not include this call (${feature}).`);
}

async function enterWindow(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  callClass: CallClass,
  rate: number,
): Promise<void> {
  const nowMs = clock.nowMs();
  const since = new Date(nowMs - rateWindowMs);
  const entered = await db.tenant(tenantId, enterWindowStatement, [callClass, new Date(nowMs), since, rate]);
  if (entered.length > 0) return;
  const [window] = await db.tenant(tenantId, readWindowStatement, [callClass, since]);
  const oldestMs = present(window, 'a full window').oldest?.getTime() ?? nowMs;
  const waitSeconds = Math.max(1, Math.ceil((oldestMs + rateWindowMs - nowMs) / 1_000));
  throw new AppError('rate.exceeded', `Too many requests: ${rate} in 10 seconds are allowed. Wait ${waitSeconds} s.`, {
    details: { retryAfterSeconds: waitSeconds },
  });
}

async function countCall(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  quota: number,
): Promise<void> {
  const counted = await db.tenant(tenantId, countCallStatement, [monthOf(clock), quota]);
  if (counted.length > 0) return;
  const now = clock.now();
  const nextMonthMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  const message = `The usage limit of ${quota} calls a month is reached; it begins anew on the 1st at 00:00 UTC.`;
  throw new AppError('quota.spent', message, {
    details: { retryAfterSeconds: Math.ceil((nextMonthMs - now.getTime()) / 1_000) },
  });
}
