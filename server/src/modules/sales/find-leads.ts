import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findLeadStatement, listLeadsStatement, listMovesStatement } from './lead-queries.ts';
import { getStage } from './stages.ts';
import { toLead } from './to-lead.ts';
import type { Lead, LeadMove, SalesDeps } from './types.ts';

/** Rows of a page. */
export const leadPageLimit = 500;

/** Where a page ended: what comes after it is older. */
export interface PageEnd {
  readonly at: Date;
  readonly id: string;
}

export interface PageInput {
  readonly after: PageEnd | undefined;
  readonly limit: number;
}

/** The lead of a contact. Throws lead.not_found. */
export async function getLead(deps: Pick<SalesDeps, 'db'>, ctx: Context, contactId: string): Promise<Lead> {
  const [row] = await deps.db.tenant(ctx.tenantId, findLeadStatement, [contactId]);
  if (!row) throw new AppError('lead.not_found', 'This contact is no lead.');
  return toLead(row);
}

/** The leads of a stage (id or label), the last that came first; at most 500 a page. Throws stage.not_found. */
export async function listLeads(
  deps: Pick<SalesDeps, 'db'>,
  ctx: Context,
  stage: string,
  page: PageInput,
): Promise<{ leads: Lead[]; end: PageEnd | undefined }> {
  const { id } = await getStage(deps, ctx, stage);
  const rows = await deps.db.tenant(ctx.tenantId, listLeadsStatement, [id, ...pageValues(page)]);
  const leads = rows.slice(0, page.limit).map(toLead);
  const last = rows.length > page.limit ? leads.at(-1) : undefined;
  return { leads, end: last && { at: last.enteredAt, id: last.contactId } };
}

/** The history of a contact's lead, the last first, at most 500 a page; it stays when the lead is removed. */
export async function listLeadMoves(
  deps: Pick<SalesDeps, 'db'>,
  ctx: Context,
  contactId: string,
  page: PageInput,
): Promise<{ moves: LeadMove[]; end: PageEnd | undefined }> {
  const rows = await deps.db.tenant(ctx.tenantId, listMovesStatement, [contactId, ...pageValues(page)]);
  const moves = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? moves.at(-1) : undefined;
  return { moves, end: last && { at: last.at, id: last.id } };
}

/** One row more than the page tells whether there is another. */
function pageValues({ after, limit }: PageInput): readonly unknown[] {
  return [after?.at ?? null, after?.id ?? null, Math.min(limit, leadPageLimit) + 1];
}
