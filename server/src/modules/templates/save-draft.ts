import { isUniqueViolation } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { toLanguageCode } from '../../meta/template-rules/index.ts';
import { composeTemplate } from './compose-template.ts';
import { refuseBroken } from './create-template.ts';
import type { TemplateToWrite } from './find-problems.ts';
import { columns } from './queries.ts';
import { subCategoryOf } from './sub-category.ts';
import type { TemplateDeps } from './template-deps.ts';
import { getTemplate } from './template-verbs.ts';
import type { Template } from './types.ts';

const saveStatement = tenantStatement<Template>(
  'templates.save-draft',
  `update templates t set name = $3, language = $4, category = $5, sub_category = $6, parameter_format = $7, components = $8,
     own = $9, header_parameter = $10, updated_at = $11
   where t.tenant_id = $1 and t.id = $2 and t.status = 'DRAFT' and t.meta_call is null
   returning ${columns}`,
);

/**
 * Changes a draft, its name and language too. Throws template.not_found, template.invalid, template.name_taken, and
 * template.not_editable for what is no draft (any more).
 */
export async function saveDraft(
  deps: Pick<TemplateDeps, 'db' | 'clock'>,
  ctx: Context,
  input: TemplateToWrite & { readonly id: string },
): Promise<Template> {
  const name = input.name.trim();
  const language = toLanguageCode(input.language) ?? input.language.trim();
  const category = input.category.toUpperCase();
  const { parameterFormat, components, own } = composeTemplate(category, input.content);
  refuseBroken({ name, language, category, format: parameterFormat, components });
  const before = await getTemplate(deps, ctx, input.id);
  const kept = { type: before.own?.type, creationMethod: before.own?.creationMethod };
  const values = [input.id, name, language, category, subCategoryOf(components), parameterFormat];
  const [saved] = await deps.db
    .tenant(ctx.tenantId, saveStatement, [
      ...values,
      JSON.stringify(components),
      JSON.stringify({ ...kept, ...own }),
      input.content.header?.parameter ?? null,
      deps.clock.now(),
    ])
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError('template.name_taken', 'There is or was a template of this name in this language.');
    });
  if (saved) return saved;
  throw new AppError('template.not_editable', 'It is no draft any more: read it again.');
}
