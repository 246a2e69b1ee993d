import { tenantStatement } from '../../db/scope.ts';
import { columns } from './queries.ts';
import type { Template } from './types.ts';

/** The statements of templates that are made, changed and deleted here. */

const released = 'meta_call = null, meta_call_id = null, meta_call_at = null, status_before = null';
/** No call is under way; one left behind by a process that died counts no more. */
const isFree = (inFlightSince: string): string => `(t.meta_call is null or t.meta_call_at < ${inFlightSince})`;

/** A draft. Answers nothing when the name is taken in that language. */
export const insertDraftStatement = tenantStatement<Template>(
  'templates.insert-draft',
  `insert into templates as t (tenant_id, id, waba_id, name, language, category, sub_category, status, parameter_format,
     components, own, created_at, updated_at, header_parameter)
   values ($1, $2, $3, $4, $5, $6, $7, 'DRAFT', $8, $9, $10, $11, $11, $12)
   on conflict (tenant_id, waba_id, name, language) do nothing
   returning ${columns}`,
);

/**
 * Takes a template for a call to Meta that makes it pending. The content of a draft is changed at once; that of a template
 * which Meta has only when Meta took it. Answers nothing when its state is another one by now, or a call is under way.
 */
export const claimSubmitStatement = tenantStatement<Template>(
  'templates.claim-submit',
  `update templates t set meta_call = $3, meta_call_id = $4, meta_call_at = $5, status_before = t.status,
     status = 'PENDING', updated_at = $5,
     category = case when $3 = 'create' then $8 else t.category end,
     sub_category = case when $3 = 'create' then $9 else t.sub_category end,
     parameter_format = case when $3 = 'create' then $10 else t.parameter_format end,
     components = case when $3 = 'create' then $11 else t.components end,
     own = case when $3 = 'create' then $12 else t.own end
   where t.tenant_id = $1 and t.id = $2 and t.status = $6 and ${isFree('$7')}
   returning ${columns}`,
);

/** Meta took it. What an event of Meta said meanwhile stands. */
export const settleSubmitStatement = tenantStatement<Template>(
  'templates.settle-submit',
  `update templates t set meta_id = coalesce($4, t.meta_id), ${released}, updated_at = $5, told_at = $5,
     status = case when t.status = 'PENDING' then $6 else t.status end,
     rejected_reason = case when t.status = 'PENDING' then null else t.rejected_reason end,
     category = $7, sub_category = $8, parameter_format = $9, components = $10, own = $11
   where t.tenant_id = $1 and t.id = $2 and t.meta_call_id = $3
   returning ${columns}`,
);

/** Meta refused, or was not reached: the state from before, unless Meta said another one meanwhile. */
export const releaseStatement = tenantStatement<Template>(
  'templates.release-call',
  `update templates t set status = case when t.status = 'PENDING' then coalesce(t.status_before, t.status) else t.status end,
     ${released}, updated_at = $4
   where t.tenant_id = $1 and t.id = $2 and t.meta_call_id = $3
   returning ${columns}`,
);

/** Rows of a name, or of one language of it, in the order in which all who change several lock them. */
export const lockByNameStatement = tenantStatement<Template>(
  'templates.lock-by-name',
  `select ${columns} from templates t
   where t.tenant_id = $1 and t.waba_id = $2 and t.name = $3 and ($4::text is null or t.language = $4)
   order by t.language limit 200 for update`,
);

/** Takes templates for a deletion at Meta; `status_before` stays empty, since their state does not change yet. */
export const claimDeleteStatement = tenantStatement<{ id: string }>(
  'templates.claim-delete',
  `update templates t set meta_call = 'delete', meta_call_id = $3, meta_call_at = $4
   where t.tenant_id = $1 and t.id = any($2::text[]) returning t.id`,
);

/** Gone at Meta, or never there. A claim of another call counts when one is named. */
export const markGoneStatement = tenantStatement<Template>(
  'templates.mark-gone',
  `update templates t set status = 'DELETED', ${released}, updated_at = $4, told_at = $4
   where t.tenant_id = $1 and t.id = any($2::text[]) and ($3::text is null or t.meta_call_id = $3)
   returning ${columns}`,
);

/** Meta refused the deletion, or was not reached. */
export const releaseDeleteStatement = tenantStatement<{ id: string }>(
  'templates.release-delete',
  `update templates t set ${released} where t.tenant_id = $1 and t.id = any($2::text[]) and t.meta_call_id = $3
   returning t.id`,
);

/** After a lost answer: what the maker said of the content that Meta took. */
export const keepOwnStatement = tenantStatement<Template>(
  'templates.keep-own',
  `update templates t set own = $3 where t.tenant_id = $1 and t.id = $2 returning ${columns}`,
);
