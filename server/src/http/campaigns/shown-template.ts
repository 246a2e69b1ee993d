import type { Context } from '../../kernel/context.ts';
import { isAppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { describeTemplate, getTemplate, type Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { ShownTemplate } from './shapes/recipient.ts';

/** Undefined when it is gone. */
export async function findTemplate(deps: Pick<ApiDeps, 'db'>, ctx: Context, id: string): Promise<Template | undefined> {
  if (!isId(id)) return undefined;
  try {
    return await getTemplate(deps, ctx, id);
  } catch (error) {
    if (isAppError(error, 'template.not_found')) return undefined;
    throw error;
  }
}

export async function findShownTemplate(deps: Pick<ApiDeps, 'db'>, ctx: Context, id: string): Promise<ShownTemplate> {
  const template = await findTemplate(deps, ctx, id);
  return { id, name: template?.name ?? '', described: template && describeTemplate(template) };
}
