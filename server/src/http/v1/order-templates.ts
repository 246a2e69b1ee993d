import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Channel, getChannel, listChannels } from '../../modules/channels/index.ts';
import { operatorOf, sourceOf, type TemplateMessageInput } from '../../modules/messages/index.ts';
import { compileTemplate, findSendableTemplate } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { LegacyRequest } from '../handlers.ts';
import { fromParameters } from './shapes/template-send.ts';
import type { Recipient } from './template-recipients.ts';

type TemplateBody = Pick<
  LegacyRequest<'sendOrderDetailsTemplate'>['body'],
  'template_name' | 'language_code' | 'is_broadcast' | 'is_campaign' | 'custom_params'
>;

/** The channel of an order: that of its first message, else the one asked for. Throws channel.not_found. */
export async function chooseOrderChannel(
  deps: ApiDeps,
  ctx: Context,
  name: string | undefined,
  id?: string,
): Promise<Channel> {
  if (id === undefined) return getChannel(deps, ctx, name);
  const channel = (await listChannels(deps, ctx)).find((entry) => entry.id === id);
  if (channel === undefined)
    throw new AppError('channel.not_found', 'The channel of the order is no longer connected.');
  return channel;
}

/**
 * The template of an order call filled for its receiver. A language that is named must be there. Throws template.not_found,
 * template.not_approved or template.parameters_missing.
 */
export async function toOrderTemplateMessage(
  deps: ApiDeps,
  ctx: Context,
  input: {
    readonly body: TemplateBody;
    readonly channel: Channel;
    readonly recipient: Recipient;
    readonly localMessageId: string | undefined;
  },
): Promise<TemplateMessageInput> {
  const { body, channel } = input;
  const name = body.template_name.trim();
  if (name === '') throw new AppError('request.invalid', 'template_name is required.');
  const language = body.language_code?.trim() || undefined;
  const template = await findSendableTemplate(deps, ctx, { wabaId: channel.wabaId, name, language });
  if (language !== undefined && !isSameLanguage(template.language, language)) {
    throw new AppError('template.not_found', `Template "${name}" has no approved translation ${language}.`);
  }
  const bulk = body.is_broadcast === true || body.is_campaign === true;
  return {
    tenantId: ctx.tenantId,
    channelId: channel.id,
    recipient: input.recipient,
    template,
    filled: compileTemplate(template)(fromParameters(body.custom_params)),
    localMessageId: input.localMessageId,
    broadcastId: undefined,
    broadcastName: bulk ? name : undefined,
    operatorId: operatorOf(ctx),
    source: sourceOf(ctx),
    bulk,
  };
}

function isSameLanguage(a: string, b: string): boolean {
  return a.replace('-', '_').toLowerCase() === b.replace('-', '_').toLowerCase();
}
