import type { Scope } from '../../db/scope.ts';
import { AppError } from '../../kernel/errors.ts';
import { countOperatorsStatement } from './plan-queries.ts';
import { findPlan } from './plans.ts';

/** Throws plan.seats_taken when the plan of the tenant has no room for one more operator. */
export async function requireSeat(deps: { readonly db: Pick<Scope, 'tenant'> }, tenantId: string): Promise<void> {
  const plan = await findPlan(deps, tenantId);
  const seats = plan?.rules.seats ?? null;
  if (plan === undefined || seats === null) return;
  const [row] = await deps.db.tenant(tenantId, countOperatorsStatement);
  if ((row?.count ?? 0) < seats) return;
  throw new AppError('plan.seats_taken', `The plan "${plan.name}" has ${seats} seats, and all are taken.`);
}
