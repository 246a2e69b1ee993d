import { systemStatement, tenantStatement } from '../../db/scope.ts';

export const listPlansStatement = systemStatement<{ name: string; rules: unknown }>(
  'accounts.list-plans',
  'select name, rules from plans order by name limit 100',
);

export const savePlanStatement = systemStatement(
  'accounts.save-plan',
  `insert into plans (name, rules, changed_at) values ($1, $2::json, $3)
   on conflict (name) do update set rules = excluded.rules, changed_at = excluded.changed_at`,
);

/** `rules` is null for a plan that only the code knows. */
export const findPlanStatement = tenantStatement<{ name: string; rules: unknown }>(
  'accounts.find-plan',
  `select t.plan as name, (select p.rules from plans p where p.name = t.plan) as rules
   from tenant_plans t where t.tenant_id = $1`,
);

export const assignPlanStatement = tenantStatement(
  'accounts.assign-plan',
  `insert into tenant_plans (tenant_id, plan, changed_at) values ($1, $2, $3)
   on conflict (tenant_id) do update set plan = excluded.plan, changed_at = excluded.changed_at`,
);

export const leavePlanStatement = tenantStatement(
  'accounts.leave-plan',
  'delete from tenant_plans where tenant_id = $1',
);

/** No row: the window is full. Calls beside each other, in whatever process, wait for the row. */
export const enterWindowStatement = tenantStatement<{ entered: boolean }>(
  'accounts.enter-window',
  `insert into rate_windows as w (tenant_id, call_class, calls) values ($1, $2, array[$3::timestamptz])
   on conflict (tenant_id, call_class) do update
     set calls = array(select c from unnest(w.calls) c where c > $4::timestamptz order by c) || $3::timestamptz
     where (select count(*) from unnest(w.calls) c where c > $4::timestamptz) < $5
   returning true as entered`,
);

export const readWindowStatement = tenantStatement<{ oldest: Date | null }>(
  'accounts.read-window',
  `select (select min(c) from unnest(calls) c where c > $3::timestamptz) as oldest
   from rate_windows where tenant_id = $1 and call_class = $2`,
);

/** No row: the quota of the month is spent. */
export const countCallStatement = tenantStatement<{ calls: number }>(
  'accounts.count-call',
  `insert into api_usage as u (tenant_id, month, calls) select $1, $2, 1 where $3::bigint > 0
   on conflict (tenant_id, month) do update set calls = u.calls + 1 where u.calls < $3
   returning u.calls`,
);

export const readCallsStatement = tenantStatement<{ calls: number }>(
  'accounts.read-calls',
  'select calls from api_usage where tenant_id = $1 and month = $2',
);

export const countOperatorsStatement = tenantStatement<{ count: number }>(
  'accounts.count-operators',
  'select count(*) as count from operators where tenant_id = $1 and disabled_at is null',
);
