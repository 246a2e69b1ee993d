import { systemStatement } from '../../db/scope.ts';
import type { CampaignState } from './types.ts';
import { counterNames } from './types.ts';

const columns = counterNames.join(', ');
const arrays = counterNames.map((_, place) => `$${place + 4}::integer[]`).join(', ');

export const insertChangesStatement = systemStatement(
  'campaigns.insert-count-changes',
  `insert into campaign_count_changes (tenant_id, campaign_id, id, ${columns})
   select * from unnest($1::text[], $2::text[], $3::text[], ${arrays})`,
);

export interface FoldedCampaign {
  readonly tenantId: string;
  readonly id: string;
  readonly state: CampaignState;
  readonly open: number;
}

// Rows are locked by a look-up of its own and then found by their place (ctid): processes that fold beside each other take
// different ones.
export const foldStatement = systemStatement<FoldedCampaign & { changes: number }>(
  'campaigns.fold-counts',
  `with taken as materialized (
     select x.ctid as place from campaign_count_changes x order by x.tenant_id, x.campaign_id, x.id limit $2
     for update skip locked),
   gone as (
     delete from campaign_count_changes x using taken t where x.ctid = t.place
     returning x.tenant_id, x.campaign_id, ${counterNames.map((name) => `x.${name}`).join(', ')}),
   sums as materialized (
     select tenant_id, campaign_id, count(*)::integer as changes,
       ${counterNames.map((name) => `sum(${name})::integer as ${name}`).join(', ')}
     from gone group by tenant_id, campaign_id order by tenant_id, campaign_id)
   update campaigns c set updated_at = $1, ${counterNames.map((name) => `${name} = c.${name} + s.${name}`).join(', ')}
   from sums s where c.tenant_id = s.tenant_id and c.id = s.campaign_id
   returning c.tenant_id as "tenantId", c.id, c.state, c.pending + c.queued as open, s.changes`,
);

export const anyChangeStatement = systemStatement<{ changed: boolean }>(
  'campaigns.any-count-change',
  'select exists (select 1 from campaign_count_changes) as changed',
  { gathered: 'changed' },
);

/** Ends campaigns of which nothing is left to be sent. */
export const completeStatement = systemStatement<{ tenantId: string; id: string }>(
  'campaigns.complete',
  `update campaigns c set state = 'completed', state_reason = null, state_actor = 'system', updated_at = $3,
     ended_at = $3, waiting_for = null, feeding = false
   from unnest($1::text[], $2::text[]) as i (tenant_id, id)
   where c.tenant_id = i.tenant_id and c.id = i.id and c.state in ('sending', 'paused') and c.pending + c.queued <= 0
   returning c.tenant_id as "tenantId", c.id`,
);
