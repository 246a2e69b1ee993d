import type { Context } from '../../kernel/context.ts';
import { isAppError } from '../../kernel/errors.ts';
import { startBroadcast } from '../../modules/campaigns/index.ts';
import type { Channel } from '../../modules/channels/index.ts';
import { findSendableTemplate, type Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { getRequestedChannel } from './get-requested-channel.ts';
import { planRecipients } from './plan-recipients.ts';
import { fromTemplateSend, toRefusedSend, toTemplateSendResponse } from './shapes/template-send.ts';

/** Templates to 1 to 10,000 people at once: those who can be sent to are accepted together, the others are told. */
export function createV3TemplateSendHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async sendTemplateMessages({ ctx, body }) {
      const input = fromTemplateSend(body);
      const channel = await getRequestedChannel(deps, ctx, input.channel);
      const found = await findTemplate(deps, ctx, channel, input.templateName);
      if (found.kind === 'refused') return { body: toRefusedSend(found.error) };
      const { template } = found;
      const planned = await planRecipients(deps, ctx, template, input.recipients);
      const recipients = planned.flatMap((entry) => (entry.kind === 'ready' ? entry.recipient : []));
      if (recipients.length === 0) return { body: toTemplateSendResponse(planned, undefined) };
      const send = { name: input.broadcastName, channelId: channel.id, template, recipients };
      return { body: toTemplateSendResponse(planned, await startBroadcast(deps, ctx, send)) };
    },
  });
}

type FoundTemplate =
  | { readonly kind: 'found'; readonly template: Template }
  | { readonly kind: 'refused'; readonly error: string };

async function findTemplate(deps: ApiDeps, ctx: Context, channel: Channel, name: string): Promise<FoundTemplate> {
  try {
    return { kind: 'found', template: await findSendableTemplate(deps, ctx, { wabaId: channel.wabaId, name }) };
  } catch (error) {
    const isKnown = isAppError(error, 'template.not_found') || isAppError(error, 'template.not_approved');
    if (!isKnown) throw error;
    return { kind: 'refused', error: error.message };
  }
}
