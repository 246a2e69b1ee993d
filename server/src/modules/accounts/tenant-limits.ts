import type { Database, Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Reason } from '../../kernel/reasons.ts';
import { findLimitsStatement, readUsageStatement, saveLimitsStatement, spendStatement } from './limit-queries.ts';

/** What a tenant may send. All open unless somebody sets it: a server of one's own has no plan. */
export interface TenantLimits {
  /** Template sends are refused. */
  readonly isOffline: boolean;
  /** Messages of marketing templates in a UTC day; null: no limit. */
  readonly marketingPerDay: number | null;
  /** Template messages in all while on trial; null: not on trial. */
  readonly trialMessages: number | null;
}

/** What was accepted since the limit was set: today, and on trial. */
export interface LimitUsage {
  readonly marketingToday: number;
  readonly trialMessages: number;
}

export const noLimits: TenantLimits = { isOffline: false, marketingPerDay: null, trialMessages: null };

/** Changes the limits that are named and leaves the others. They count within a second, in every process. */
export async function setTenantLimits(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  change: Partial<TenantLimits>,
): Promise<TenantLimits> {
  return deps.db.transaction(async (tx) => {
    const [known] = await tx.tenant(tenantId, findLimitsStatement);
    const limits = { ...(known ?? noLimits), ...change };
    const { isOffline, marketingPerDay, trialMessages } = limits;
    await tx.tenant(tenantId, saveLimitsStatement, [isOffline, marketingPerDay, trialMessages, deps.clock.now()]);
    return limits;
  });
}

/** The limits of a tenant and what is used of them. */
export async function readTenantLimits(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
): Promise<{ limits: TenantLimits; usage: LimitUsage }> {
  const [known] = await deps.db.tenant(tenantId, findLimitsStatement);
  const rows = await deps.db.tenant(tenantId, readUsageStatement, [dayOf(deps.clock)]);
  const used = (kind: string): number => rows.find((row) => row.kind === kind)?.used ?? 0;
  return {
    limits: known ?? noLimits,
    usage: { marketingToday: used('marketing_messages'), trialMessages: used('trial_messages') },
  };
}

/**
 * Counts template messages against the limits of their tenant, in the transaction that accepts them: sends beside each
 * other wait for the count, so no limit is passed. Call it before other rows are locked. Throws tenant.offline,
 * tenant.marketing_limit_reached or tenant.trial_quota_spent when not all of them may go.
 */
export async function spendAllowance(
  tx: Transaction,
  deps: { readonly clock: Clock },
  tenantId: string,
  limits: TenantLimits,
  messages: { readonly all: number; readonly marketing: number },
): Promise<void> {
  if (limits.isOffline) throw new AppError('tenant.offline', 'The workspace is offline: no templates are sent.');
  const { trialMessages, marketingPerDay } = limits;
  const spend = async (kind: string, period: string, count: number, max: number | null, refusal: Refusal) => {
    if (count === 0 || max === null) return;
    const rows = count > max ? [] : await tx.tenant(tenantId, spendStatement, [kind, period, count, max]);
    if (rows.length === 0) throw new AppError(refusal.reason, refusal.message, { details: { limit: max, count } });
  };
  await spend('trial_messages', 'all', messages.all, trialMessages, {
    reason: 'tenant.trial_quota_spent',
    message: `The broadcast quota of the trial is spent: it has ${trialMessages} messages.`,
  });
  await spend('marketing_messages', dayOf(deps.clock), messages.marketing, marketingPerDay, {
    reason: 'tenant.marketing_limit_reached',
    message: `The daily limit of marketing messages (${marketingPerDay}) is reached; it begins anew at 00:00 UTC.`,
  });
}

interface Refusal {
  readonly reason: Reason;
  readonly message: string;
}

function dayOf(clock: Clock): string {
  return clock.now().toISOString().slice(0, 10);
}
