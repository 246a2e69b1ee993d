import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { countStatement, findByIdStatement, findByNameStatement, listStatement } from './queries.ts';
import type { Template } from './types.ts';

export interface TemplateFilter {
  readonly wabaId?: string | undefined;
  /** Part of a name, in any case. */
  readonly name?: string | undefined;
  /** From 1; less counts as 1. */
  readonly pageNumber: number;
  /** At most 1,000; more counts as that. */
  readonly pageSize: number;
}

const maxPageSize = 1000;
/** WhatsApp has some seventy languages. */
const maxLanguages = 200;

/** A page of templates in all states, the newest change first, with the number of all that match. */
export async function listTemplates(
  deps: { readonly db: Database },
  ctx: Context,
  filter: TemplateFilter,
): Promise<{ templates: Template[]; total: number }> {
  const values = [filter.wabaId ?? null, filter.name?.trim() || null];
  const pageSize = Math.min(Math.max(filter.pageSize, 0), maxPageSize);
  const offset = (Math.max(filter.pageNumber, 1) - 1) * pageSize;
  const [templates, counts] = await Promise.all([
    deps.db.tenant(ctx.tenantId, listStatement, [...values, pageSize, offset]),
    deps.db.tenant(ctx.tenantId, countStatement, values),
  ]);
  return { templates, total: counts[0]?.total ?? 0 };
}

/** Throws template.not_found. */
export async function getTemplate(deps: { readonly db: Database }, ctx: Context, id: string): Promise<Template> {
  const [template] = await deps.db.tenant(ctx.tenantId, findByIdStatement, [id]);
  return template ?? fail();
}

/**
 * The template to send for a name: an approved one before all, then the language asked for, then `en`, `en_US`, then any.
 * Meta's names are lower case, so one in another case means that. Throws template.not_found, or template.not_approved
 * with the state of the one that would have been taken.
 */
export async function findSendableTemplate(
  deps: { readonly db: Database },
  ctx: Context,
  wanted: { readonly wabaId: string; readonly name: string; readonly language?: string | undefined },
): Promise<Template> {
  const name = wanted.name.trim();
  const names = [...new Set([name, name.toLowerCase()])];
  const rows = await deps.db.tenant(ctx.tenantId, findByNameStatement, [wanted.wabaId, names, maxLanguages]);
  const exact = rows.filter((row) => row.name === name);
  const candidates = exact.length > 0 ? exact : rows;
  const approved = candidates.filter((row) => row.status === 'APPROVED');
  const template = pickLanguage(approved, wanted.language);
  if (template) return template;
  const { status } = pickLanguage(candidates, wanted.language) ?? fail();
  throw new AppError('template.not_approved', `Template "${name}" is not approved: its state is ${status}.`);
}

function pickLanguage(candidates: readonly Template[], language: string | undefined): Template | undefined {
  for (const code of [language ?? '', 'en', 'en_US']) {
    const found = candidates.find((row) => isLanguage(row, code));
    if (found) return found;
  }
  return candidates[0];
}

function isLanguage(template: Template, code: string): boolean {
  return template.language.toLowerCase() === code.trim().replace('-', '_').toLowerCase();
}

function fail(): never {
  throw new AppError('template.not_found', 'Template not found.');
}
