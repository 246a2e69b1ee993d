import type { Context } from '../../kernel/context.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { TimelineEntry } from '../../modules/inbox/index.ts';
import { describeTemplate, getTemplate, type TemplateDescription } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { FindDescribed } from './shapes/timeline.ts';

/** Knows for a while what templates look like: a chat shows the same few again and again. */
export interface TemplateMemory {
  /** Looks up the templates of these items. */
  describe(ctx: Pick<Context, 'tenantId'>, entries: readonly TimelineEntry[]): Promise<FindDescribed>;
}

const freshMs = 60_000;
const keptTemplates = 500;

export function createTemplateMemory(deps: ApiDeps): TemplateMemory {
  const known = new Map<string, { readonly atMs: number; readonly described: TemplateDescription | undefined }>();
  const find = async (tenantId: string, id: string): Promise<TemplateDescription | undefined> => {
    const key = `${tenantId}/${id}`;
    const kept = known.get(key);
    if (kept !== undefined && performance.now() - kept.atMs < freshMs) return kept.described;
    const described = await read(deps, tenantId, id);
    known.delete(key);
    known.set(key, { atMs: performance.now(), described });
    const [oldest] = known.keys();
    if (known.size > keptTemplates && oldest !== undefined) known.delete(oldest);
    return described;
  };
  return {
    async describe({ tenantId }, entries) {
      const ids = new Set(
        entries.flatMap((entry) => (entry.kind === 'message' ? (entry.message.templateId ?? []) : [])),
      );
      const found = new Map<string, TemplateDescription | undefined>();
      for (const id of ids) found.set(id, await find(tenantId, id));
      return (id) => (id === null ? undefined : found.get(id));
    },
  };
}

async function read(deps: ApiDeps, tenantId: string, id: string): Promise<TemplateDescription | undefined> {
  try {
    const ctx: Context = { tenantId, actor: { kind: 'system' }, requestId: 'inbox templates' };
    return describeTemplate(await getTemplate(deps, ctx, id));
  } catch (error) {
    if (isAppError(error, 'template.not_found')) return undefined;
    throw error;
  }
}
