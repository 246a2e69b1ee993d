import type { components } from '@parley/contract/wati-v3';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { listChannels } from '../../modules/channels/index.ts';
import { getTemplate, listTemplates } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { getRequestedChannel } from './get-requested-channel.ts';
import { toMessageTemplateDto } from './shapes/template.ts';

type Schemas = components['schemas'];

/** The templates of a channel's account, in every state: clients pick the approved ones. */
export function createV3TemplateHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listMessageTemplates({ ctx, query }) {
      const page = { pageNumber: query.page_number, pageSize: query.page_size };
      const wabaId = await findAccount(deps, ctx, query.channel);
      const { templates, total } = await listTemplates(deps, ctx, { wabaId, ...page });
      const body: Schemas['GetMessageTemplatesResponse'] = {
        templates: templates.map(toMessageTemplateDto),
        page_number: page.pageNumber,
        page_size: page.pageSize,
        total,
      };
      return { body };
    },

    async getMessageTemplate({ ctx, params }) {
      const id = params.template_id.trim().toLowerCase();
      if (!isId(id)) throw new AppError('template.not_found', 'Template not found.');
      const body: Schemas['MessageTemplateDto'] = toMessageTemplateDto(await getTemplate(deps, ctx, id));
      return { body };
    },
  });
}

/** The account of the named channel, or of the default one; undefined before any channel is connected. */
async function findAccount(deps: ApiDeps, ctx: Context, channelName: string | undefined): Promise<string | undefined> {
  if (channelName) return (await getRequestedChannel(deps, ctx, channelName)).wabaId;
  const [first] = await listChannels(deps, ctx);
  return first?.wabaId;
}
