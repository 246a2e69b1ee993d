import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { CampaignPlan } from './plan.ts';

export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly plan: CampaignPlan;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = 'd.id, d.name, d.plan, d.created_at as "createdAt", d.updated_at as "updatedAt"';

export const insertDraftStatement = tenantStatement(
  'campaigns.insert-draft',
  `insert into campaign_drafts (tenant_id, id, name, operator_id, plan, created_at, updated_at)
   values ($1, $2, $3, $4, $5::json, $6, $6)`,
);

export const saveDraftStatement = tenantStatement<Draft>(
  'campaigns.save-draft',
  `update campaign_drafts d set name = $3, plan = $4::json, updated_at = $5 where d.tenant_id = $1 and d.id = $2
   returning ${columns}`,
);

export const findDraftStatement = tenantStatement<Draft>(
  'campaigns.find-draft',
  `select ${columns} from campaign_drafts d where d.tenant_id = $1 and d.id = $2`,
);

/** The draft stays as it is until the transaction ends. */
export const holdDraftStatement = tenantStatement<Draft>(
  'campaigns.hold-draft',
  `select ${columns} from campaign_drafts d where d.tenant_id = $1 and d.id = $2 for share`,
);

export const listDraftsStatement = tenantStatement<Draft>(
  'campaigns.list-drafts',
  `select ${columns} from campaign_drafts d where d.tenant_id = $1 order by d.id desc limit $2`,
);

export const countDraftsStatement = tenantStatement<{ drafts: number }>(
  'campaigns.count-drafts',
  'select count(*) as drafts from campaign_drafts where tenant_id = $1',
);

export const deleteDraftStatement = tenantStatement<{ id: string }>(
  'campaigns.delete-draft',
  'delete from campaign_drafts d where d.tenant_id = $1 and d.id = $2 returning d.id',
);

export interface CampaignFile {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly createdAt: Date;
}

export interface FileRow {
  readonly place: number;
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

export const insertFileStatement = tenantStatement(
  'campaigns.insert-file',
  `insert into campaign_files (tenant_id, id, name, columns, created_at) values ($1, $2, $3, $4::json, $5)`,
);

export const setFileRowsStatement = tenantStatement(
  'campaigns.set-file-rows',
  'update campaign_files set row_count = $3 where tenant_id = $1 and id = $2',
);

export const insertFileRowsStatement = tenantStatement(
  'campaigns.insert-file-rows',
  `insert into campaign_file_rows (tenant_id, file_id, place, row_number, cells)
   select $1, $2, i.* from unnest($3::integer[], $4::integer[], $5::json[]) as i`,
);

export const findFileStatement = tenantStatement<CampaignFile>(
  'campaigns.find-file',
  `select f.id, f.name, f.columns, f.row_count as rows, f.created_at as "createdAt" from campaign_files f
   where f.tenant_id = $1 and f.id = $2`,
);

export const listFileRowsStatement = tenantStatement<FileRow>(
  'campaigns.list-file-rows',
  `select r.place, r.row_number as "rowNumber", r.cells from campaign_file_rows r
   where r.tenant_id = $1 and r.file_id = $2 and r.place > $3 order by r.place limit $4`,
);

/** The rows of one old file, some at a time, and the file when none are left. */
export const oldFileStatement = systemStatement<{ tenantId: string; id: string }>(
  'campaigns.old-file',
  'select f.tenant_id as "tenantId", f.id from campaign_files f where f.created_at < $1 order by f.created_at limit 1',
);

export const deleteFileRowsStatement = tenantStatement<{ place: number }>(
  'campaigns.delete-file-rows',
  `delete from campaign_file_rows r where r.tenant_id = $1 and r.file_id = $2 and r.place in (
     select place from campaign_file_rows where tenant_id = $1 and file_id = $2 order by place limit $3)
   returning r.place`,
);

export const deleteFileStatement = tenantStatement(
  'campaigns.delete-file',
  'delete from campaign_files f where f.tenant_id = $1 and f.id = $2',
);
