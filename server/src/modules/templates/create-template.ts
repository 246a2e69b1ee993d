import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { checkTemplate, toLanguageCode } from '../../meta/template-rules/index.ts';
import { insertDraftStatement } from './call-queries.ts';
import { composeTemplate } from './compose-template.ts';
import type { TemplateContent } from './content.ts';
import { subCategoryOf } from './sub-category.ts';
import type { TemplateDeps } from './template-deps.ts';
import { templateCreated } from './template-event.ts';
import type { Template, TemplateOwn } from './types.ts';

export interface NewTemplate {
  /** An account of the tenant; the caller makes sure of it. */
  readonly wabaId: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  /** Follows from the content when undefined. */
  readonly subCategory: string | undefined;
  readonly content: TemplateContent;
  readonly own: Pick<TemplateOwn, 'type' | 'creationMethod'>;
}

/**
 * Stores a draft, which Meta knows nothing of until it is submitted (wati-v1-v2-behaviour 11). Throws template.invalid with
 * the rule of Meta's that is broken, template.name_taken when there is or was a template of that name in that language.
 */
export async function createTemplate(
  deps: Pick<TemplateDeps, 'db' | 'clock' | 'events'>,
  ctx: Context,
  input: NewTemplate,
): Promise<Template> {
  const name = input.name.trim();
  const language = toLanguageCode(input.language) ?? input.language.trim();
  const category = input.category.toUpperCase();
  const { parameterFormat, components, own } = composeTemplate(category, input.content);
  refuseBroken({ name, language, category, format: parameterFormat, components });
  const at = deps.clock.now();
  const subCategory = input.subCategory?.trim().toUpperCase() || subCategoryOf(components);
  const values = [newId(at.getTime()), input.wabaId, name, language, category, subCategory, parameterFormat];
  const created = await deps.db.transaction(async (tx) => {
    const [template] = await tx.tenant(ctx.tenantId, insertDraftStatement, [
      ...values,
      JSON.stringify(components),
      JSON.stringify({ ...input.own, ...own }),
      at,
      input.content.header?.parameter ?? null,
    ]);
    if (!template) throw new AppError('template.name_taken', 'template with current name already exists');
    const events = [templateCreated(deps, template, at)];
    await deps.events.record(tx, events);
    return { template, events };
  });
  deps.events.committed(created.events);
  return created.template;
}

/** Throws template.invalid when a rule of Meta's is broken. */
export function refuseBroken(template: Parameters<typeof checkTemplate>[0]): void {
  const found = checkTemplate(template);
  if (found) throw new AppError('template.invalid', found.message, { details: { rule: found.rule } });
}
