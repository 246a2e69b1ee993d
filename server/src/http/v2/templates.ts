import { listTemplates } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers } from '../handlers.ts';
import { toTemplateList } from '../v1/shapes/template-list.ts';

export function createV2TemplateHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getMessageTemplatesV2: async ({ ctx, query }) => {
      const { pageNumber, pageSize } = query;
      const [name, wabaId] = [query.name?.trim() || undefined, query.wabaId?.trim() || undefined];
      const { templates, total } = await listTemplates(deps, ctx, { name, wabaId, pageNumber, pageSize });
      const address = `${deps.publicUrl()}/${ctx.tenantId}/api/v2/getMessageTemplates`;
      return { body: toTemplateList(templates, { address, filters: { name, wabaId }, pageNumber, pageSize, total }) };
    },
  });
}
