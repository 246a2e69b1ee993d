import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { CampaignPlan } from './plan.ts';
import type { DryRunSummary } from './tally-audience.ts';

export interface DryRun {
  readonly id: string;
  readonly draftId: string;
  readonly name: string;
  readonly plan: CampaignPlan;
  /** `over`: another took its place, or it could not be finished. */
  readonly state: 'counting' | 'ready' | 'over' | 'launched';
  readonly hash: string | null;
  readonly summary: DryRunSummary | null;
  /** People frozen so far. */
  readonly counted: number;
  readonly countedAt: Date;
  /** Why it could not be finished. */
  readonly problem: string | null;
  readonly madeAt: Date;
  readonly validUntil: Date;
}

const columns = `d.id, d.draft_id as "draftId", d.name, d.plan, d.state, d.hash, d.summary,
  d.counted, d.counted_at as "countedAt", d.problem, d.made_at as "madeAt",
  d.valid_until as "validUntil"`;

export const insertDryRunStatement = tenantStatement(
  'campaigns.insert-dry-run',
  `insert into campaign_dry_runs (tenant_id, id, draft_id, name, operator_id, plan, state, counted_at, made_at, valid_until)
   values ($1, $2, $3, $4, $5, $6::json, 'counting', $7, $7, $8)`,
);

export const finishDryRunStatement = tenantStatement<DryRun>(
  'campaigns.finish-dry-run',
  `update campaign_dry_runs d set state = 'ready', hash = $3, summary = $4::json
   where d.tenant_id = $1 and d.id = $2 and d.state = 'counting' returning ${columns}`,
);

/** Those of a draft that could be launched but for this one. */
export const replaceDryRunsStatement = tenantStatement(
  'campaigns.replace-dry-runs',
  `update campaign_dry_runs d set state = 'over'
   where d.tenant_id = $1 and d.draft_id = $2 and d.state = 'ready' and d.id <> $3`,
);

export const endDryRunStatement = tenantStatement(
  'campaigns.end-dry-run',
  `update campaign_dry_runs d set state = 'over', problem = $3
   where d.tenant_id = $1 and d.id = $2 and d.state = 'counting'`,
);

export const countDryRunStatement = tenantStatement(
  'campaigns.count-dry-run',
  `update campaign_dry_runs d set counted = $3, counted_at = $4
   where d.tenant_id = $1 and d.id = $2 and d.state = 'counting'`,
);

export const findDryRunStatement = tenantStatement<DryRun>(
  'campaigns.find-dry-run',
  `select ${columns} from campaign_dry_runs d where d.tenant_id = $1 and d.id = $2`,
);

export const launchDryRunStatement = tenantStatement<{ id: string }>(
  'campaigns.launch-dry-run',
  `update campaign_dry_runs d set state = 'launched'
   where d.tenant_id = $1 and d.id = $2 and d.state = 'ready' returning d.id`,
);

/** A frozen person of a dry run or campaign, told in short. */
export interface FrozenDigest {
  readonly messageId: string;
  readonly address: string;
  readonly name: string | null;
  readonly skipReason: string | null;
  readonly digest: string;
}

export const listDigestsStatement = tenantStatement<FrozenDigest>(
  'campaigns.list-digests',
  `select r.message_id as "messageId", coalesce(r.wa_id, r.bsuid, r.person) as address, r.name,
     r.skip_reason as "skipReason", md5(coalesce(r.text, '') || r.content::text) as digest
   from campaign_recipients r
   where r.tenant_id = $1 and r.campaign_id = $2 and r.message_id > $3 order by r.message_id limit $4`,
);

/** The next dry run that nobody can launch any more. */
export const overDryRunStatement = systemStatement<{ tenantId: string; id: string }>(
  'campaigns.over-dry-run',
  `select d.tenant_id as "tenantId", d.id from campaign_dry_runs d
   where d.state <> 'launched' and d.valid_until < $1 order by d.valid_until limit 1`,
);

export const deleteFrozenStatement = tenantStatement<{ id: string }>(
  'campaigns.delete-frozen',
  `delete from campaign_recipients r where r.tenant_id = $1 and r.campaign_id = $2 and r.message_id in (
     select message_id from campaign_recipients where tenant_id = $1 and campaign_id = $2 order by message_id limit $3)
   returning r.message_id as id`,
);

export const deleteDryRunStatement = tenantStatement(
  'campaigns.delete-dry-run',
  `delete from campaign_dry_runs d where d.tenant_id = $1 and d.id = $2 and d.state <> 'launched'`,
);
