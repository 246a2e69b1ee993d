import { tenantStatement } from '../../db/scope.ts';
import type { TenantLimits } from './tenant-limits.ts';

export const findLimitsStatement = tenantStatement<TenantLimits>(
  'accounts.find-limits',
  `select is_offline as "isOffline", marketing_per_day as "marketingPerDay", trial_messages as "trialMessages"
   from tenant_limits where tenant_id = $1`,
);

export const saveLimitsStatement = tenantStatement(
  'accounts.save-limits',
  `insert into tenant_limits (tenant_id, is_offline, marketing_per_day, trial_messages, updated_at)
   values ($1, $2, $3, $4, $5)
   on conflict (tenant_id) do update set is_offline = excluded.is_offline,
     marketing_per_day = excluded.marketing_per_day, trial_messages = excluded.trial_messages,
     updated_at = excluded.updated_at`,
);

export const readUsageStatement = tenantStatement<{ kind: string; used: number }>(
  'accounts.read-usage',
  `select kind, used from tenant_usage where tenant_id = $1 and period in ($2, 'all')`,
);

/** No row: it would pass the limit. The row stays locked until the transaction ends. */
export const spendStatement = tenantStatement<{ used: number }>(
  'accounts.spend',
  `insert into tenant_usage as u (tenant_id, kind, period, used) values ($1, $2, $3, $4)
   on conflict (tenant_id, kind, period) do update set used = u.used + excluded.used
   where u.used + excluded.used <= $5 returning u.used`,
);
