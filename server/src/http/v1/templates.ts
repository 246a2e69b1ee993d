import type { Context } from '../../kernel/context.ts';
import { getChannel, listChannels } from '../../modules/channels/index.ts';
import { listTemplates } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { components } from '../generated/wati-v1-v2.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseChannel, refuseWith } from './refuse.ts';
import { toPageLink } from './shapes/page-link.ts';
import { toV1Template } from './shapes/template.ts';

export function createV1TemplateHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getMessageTemplates: (request) =>
      refuseWith({ 'channel.not_found': refuseChannel }, () => getMessageTemplates(deps, request)),
  });
}

async function getMessageTemplates(
  deps: ApiDeps,
  { ctx, query }: LegacyRequest<'getMessageTemplates'>,
): Promise<Reply> {
  const { channelPhoneNumber, pageNumber, pageSize } = query;
  const wabaId = await findWaba(deps, ctx, channelPhoneNumber);
  const { templates, total } = await listTemplates(deps, ctx, { wabaId, pageNumber, pageSize });
  const body: components['schemas']['GetMessageTemplatesResponse'] = {
    result: 'success',
    messageTemplates: templates.map(toV1Template),
    link: toPageLink({
      address: `${deps.publicUrl()}/${ctx.tenantId}/api/v1/getMessageTemplates`,
      filters: { channelPhoneNumber },
      pageNumber,
      pageSize,
      total,
    }),
  };
  return { body };
}

/** The account of the named channel, else of the default one; a workspace without channels lists what it has. */
async function findWaba(deps: ApiDeps, ctx: Context, channelName: string | undefined): Promise<string | undefined> {
  if (channelName?.trim()) return (await getChannel(deps, ctx, channelName)).wabaId;
  const [defaultChannel] = await listChannels(deps, ctx);
  return defaultChannel?.wabaId;
}
