import { tenantStatement } from '../../db/scope.ts';
import type { Lead, LeadMove, LeadStage } from './types.ts';

/** A lead as its row has it, with the stage beside. */
export type LeadRow = Omit<Lead, 'stage'> & {
  stageLabel: LeadStage['label'];
  stageId: LeadStage['id'];
  stageColor: LeadStage['color'];
  stageOrder: LeadStage['sortOrder'];
  stageKind: LeadStage['kind'];
};

const columns = `l.contact_id as "contactId", l.value_minor as "valueMinor", l.currency, l.owner_id as "ownerId",
  l.entered_at as "enteredAt", l.created_at as "createdAt", l.updated_at as "updatedAt", s.id as "stageId",
  s.label as "stageLabel", s.color as "stageColor", s.sort_order as "stageOrder", s.kind as "stageKind"`;

const stageOfLead = `cross join lateral (
  select x.id, x.label, x.color, x.sort_order, x.kind from lead_stages x
  where x.tenant_id = $1 and x.id = l.stage_id limit 1) s`;

export const findLeadStatement = tenantStatement<LeadRow>(
  'leads.find',
  `select ${columns} from leads l ${stageOfLead} where l.tenant_id = $1 and l.contact_id = $2`,
);

export const listLeadsStatement = tenantStatement<LeadRow>(
  'leads.list',
  `select ${columns} from leads l ${stageOfLead}
   where l.tenant_id = $1 and l.stage_id = $2 and ($3::timestamptz is null or (l.entered_at, l.contact_id) < ($3, $4::text))
   order by l.entered_at desc, l.contact_id desc limit $5`,
);

export const upsertLeadStatement = tenantStatement(
  'leads.upsert',
  `insert into leads (tenant_id, contact_id, stage_id, value_minor, currency, owner_id, entered_at, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
   on conflict (tenant_id, contact_id) do update set stage_id = excluded.stage_id, value_minor = excluded.value_minor,
     currency = excluded.currency, owner_id = excluded.owner_id, entered_at = excluded.entered_at,
     updated_at = excluded.updated_at`,
);

export const deleteLeadStatement = tenantStatement(
  'leads.delete',
  'delete from leads where tenant_id = $1 and contact_id = $2',
);

export const insertMoveStatement = tenantStatement(
  'leads.insert-move',
  `insert into lead_moves (tenant_id, id, contact_id, kind, from_stage_id, stage_id, value_minor, currency, owner_id, actor, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);

// A label is that of today: a stage may have been renamed since, or deleted.
export const listMovesStatement = tenantStatement<LeadMove>(
  'leads.list-moves',
  `select m.id, m.kind, m.from_stage_id as "fromStageId", m.stage_id as "stageId", m.value_minor as "valueMinor",
     m.currency, m.owner_id as "ownerId", m.actor, m.at,
     (select x.label from lead_stages x where x.tenant_id = $1 and x.id = m.from_stage_id) as "fromStageLabel",
     (select x.label from lead_stages x where x.tenant_id = $1 and x.id = m.stage_id) as "stageLabel"
   from lead_moves m
   where m.tenant_id = $1 and m.contact_id = $2 and ($3::timestamptz is null or (m.at, m.id) < ($3, $4::text))
   order by m.at desc, m.id desc limit $5`,
);

export interface PipelineRow {
  stageId: string;
  label: string;
  sortOrder: number;
  kind: LeadStage['kind'];
  isDeleted: boolean;
  currency: string | null;
  leads: number;
  /** Leads that have a value. */
  valued: number;
  valueMinor: number;
}

// Each lead that came into a stage in the period, once, as it stood at the end of the period.
export const pipelineStatement = tenantStatement<PipelineRow>(
  'leads.pipeline',
  `select s.id as "stageId", s.label, s.sort_order as "sortOrder", s.kind, s.deleted_at is not null as "isDeleted",
     last.currency, count(*) as leads, count(last.value_minor) as valued,
     coalesce(sum(last.value_minor), 0)::float8 as "valueMinor"
   from (select distinct m.contact_id from lead_moves m
         where m.tenant_id = $1 and m.at >= $2 and m.at < $3 and m.kind in ('created', 'moved')) moved
   cross join lateral (
     select x.kind, x.stage_id, x.owner_id, x.value_minor, x.currency from lead_moves x
     where x.tenant_id = $1 and x.contact_id = moved.contact_id and x.at < $3 order by x.at desc, x.id desc limit 1) last
   cross join lateral (
     select y.id, y.label, y.sort_order, y.kind, y.deleted_at from lead_stages y
     where y.tenant_id = $1 and y.id = last.stage_id limit 1) s
   where last.kind <> 'removed' and ($4::text[] is null or last.owner_id = any($4)) and ($5::text[] is null or s.id = any($5))
   group by s.id, s.label, s.sort_order, s.kind, s.deleted_at, last.currency`,
);
