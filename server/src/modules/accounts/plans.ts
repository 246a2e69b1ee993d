import type { Database } from '../../db/database.ts';
import type { Scope } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { defaultPlans } from './default-plans.ts';
import {
  assignPlanStatement,
  findPlanStatement,
  leavePlanStatement,
  listPlansStatement,
  readCallsStatement,
  savePlanStatement,
} from './plan-queries.ts';
import { type Plan, type PlanRules, planRulesSchema } from './plan-rules.ts';
import { noLimits, setTenantLimits } from './tenant-limits.ts';

interface PlanDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** All plans by their name: those Parley knows by itself, and at most 100 of this server. */
export async function listPlans(deps: Pick<PlanDeps, 'db'>): Promise<Plan[]> {
  const own = (await deps.db.system(listPlansStatement)).map(toPlan);
  const others = defaultPlans.filter((plan) => !own.some((entry) => entry.name === plan.name));
  return [...own, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Makes a plan or changes it, for all who are on it, within a second. */
export async function savePlan(deps: PlanDeps, plan: Plan): Promise<void> {
  await deps.db.system(savePlanStatement, [plan.name, JSON.stringify(plan.rules), deps.clock.now()]);
}

/** The plan of a tenant; undefined for one that has none and may do everything. */
export async function findPlan(
  deps: { readonly db: Pick<Scope, 'tenant'> },
  tenantId: string,
): Promise<Plan | undefined> {
  const [row] = await deps.db.tenant(tenantId, findPlanStatement);
  return row && toPlan(row);
}

/**
 * Puts a tenant on a plan, with its daily marketing limit and its trial quota; undefined takes the tenant off its plan and
 * lifts both. Throws plan.not_found.
 */
export async function assignPlan(deps: PlanDeps, tenantId: string, name: string | undefined): Promise<void> {
  const rules = name === undefined ? undefined : await getRules(deps, name);
  if (name === undefined) await deps.db.tenant(tenantId, leavePlanStatement);
  else await deps.db.tenant(tenantId, assignPlanStatement, [name, deps.clock.now()]);
  const { marketingPerDay, trialMessages } = rules ?? noLimits;
  await setTenantLimits(deps, tenantId, { marketingPerDay, trialMessages });
}

/** Calls that counted against the quota of this month (UTC). */
export async function readMonthlyCalls(deps: PlanDeps, tenantId: string): Promise<number> {
  const [row] = await deps.db.tenant(tenantId, readCallsStatement, [monthOf(deps.clock)]);
  return row?.calls ?? 0;
}

export function monthOf(clock: Clock): string {
  return clock.now().toISOString().slice(0, 7);
}

async function getRules(deps: PlanDeps, name: string): Promise<PlanRules> {
  const plan = (await listPlans(deps)).find((entry) => entry.name === name);
  if (!plan) throw new AppError('plan.not_found', `There is no plan "${name}".`);
  return plan.rules;
}

function toPlan({ name, rules }: { name: string; rules: unknown }): Plan {
  const known = rules ?? defaultPlans.find((plan) => plan.name === name)?.rules;
  return { name, rules: planRulesSchema.parse(known) };
}
