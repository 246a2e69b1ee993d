import { tenantStatement } from '../../db/scope.ts';
import type { LeadStage } from './types.ts';

function stageColumns(alias: string): string {
  return `${alias}.id, ${alias}.label, ${alias}.color, ${alias}.sort_order as "sortOrder", ${alias}.kind`;
}

export const listStagesStatement = tenantStatement<LeadStage>(
  'lead-stages.list',
  `select ${stageColumns('s')} from lead_stages s where s.tenant_id = $1 and s.deleted_at is null
   order by s.sort_order, s.id`,
);

export const findStageStatement = tenantStatement<LeadStage>(
  'lead-stages.find',
  `select ${stageColumns('s')} from lead_stages s where s.tenant_id = $1 and s.id = $2 and s.deleted_at is null`,
);

// The lock keeps the stage from being deleted while a lead goes into it.
export const shareStageStatement = tenantStatement<LeadStage>(
  'lead-stages.share',
  `select ${stageColumns('s')} from lead_stages s where s.tenant_id = $1 and s.id = $2 and s.deleted_at is null
   for key share`,
);

export const findStageIdStatement = tenantStatement<{ id: string }>(
  'lead-stages.find-id',
  `select s.id from lead_stages s where s.tenant_id = $1 and lower(s.label) = lower($2) and s.deleted_at is null`,
);

export const countAllStagesStatement = tenantStatement<{ live: number; all: number; last: number }>(
  'lead-stages.count',
  `select count(*) filter (where deleted_at is null) as live, count(*) as all,
     coalesce(max(sort_order) filter (where deleted_at is null), 0)::int as last
   from lead_stages where tenant_id = $1`,
);

export const insertStageStatement = tenantStatement<LeadStage>(
  'lead-stages.insert',
  `insert into lead_stages as s (tenant_id, id, label, color, sort_order, kind, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7)
   on conflict (tenant_id, lower(label)) where deleted_at is null do nothing returning ${stageColumns('s')}`,
);

// "$4" says whether a color is given: null takes it away.
export const updateStageStatement = tenantStatement<LeadStage>(
  'lead-stages.update',
  `update lead_stages s set label = coalesce($3, s.label), color = case when $4::boolean then $5 else s.color end,
     kind = coalesce($6, s.kind), updated_at = $7
   where s.tenant_id = $1 and s.id = $2 and s.deleted_at is null returning ${stageColumns('s')}`,
);

// In id order, so that two orders given at once do not lock each other out.
export const lockStagesStatement = tenantStatement<{ id: string }>(
  'lead-stages.lock',
  `select id from lead_stages where tenant_id = $1 and deleted_at is null order by id for no key update`,
);

export const orderStagesStatement = tenantStatement(
  'lead-stages.order',
  `update lead_stages s set sort_order = wanted.place, updated_at = $3
   from unnest($2::text[]) with ordinality as wanted (id, place)
   where s.tenant_id = $1 and s.id = wanted.id and s.sort_order <> wanted.place`,
);

export const lockStageStatement = tenantStatement<{ id: string }>(
  'lead-stages.lock-one',
  `select id from lead_stages where tenant_id = $1 and id = $2 and deleted_at is null for update`,
);

export const anyLeadStatement = tenantStatement<{ found: boolean }>(
  'lead-stages.any-lead',
  'select true as found from leads where tenant_id = $1 and stage_id = $2 limit 1',
);

export const deleteStageStatement = tenantStatement(
  'lead-stages.delete',
  'update lead_stages set deleted_at = $3, updated_at = $3 where tenant_id = $1 and id = $2',
);
