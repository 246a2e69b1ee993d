import { AppError } from '../../kernel/errors.ts';
import { localMessageIdOf } from '../../kernel/ids.ts';
import { getChannel } from '../../modules/channels/index.ts';
import { splitChannel, toPhoneNumber } from '../../modules/contacts/index.ts';
import { sendDirectMessage } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseSession } from './refuse-session.ts';
import { operatorNameOf } from './session-conversation.ts';
import { fromDirectSend } from './shapes/direct-send.ts';
import { toSentInteractive, toSentMessage } from './shapes/sent-message.ts';

/** Utility messages without a template, whether the window is open or not. */
export function createV1DirectSendHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    sendDirectSendMessage: (request) =>
      refuseSession(
        () => send(deps, request),
        () => ({ ok: false }),
      ),
  });
}

async function send(deps: ApiDeps, { ctx, params, body }: LegacyRequest<'sendDirectSendMessage'>): Promise<Reply> {
  const { channelName, content, broadcastName, localMessageId } = fromDirectSend(body ?? {});
  const { channel: prefix, rest } = splitChannel(params.whatsappNumber);
  const waId = toPhoneNumber(rest);
  if (waId === undefined) throw new AppError('contact.number_invalid', 'The phone number is not valid');
  const channel = await getChannel(deps, ctx, prefix ?? channelName);
  const operatorName = await operatorNameOf(deps, ctx);
  const input = { channelId: channel.id, waId, content, broadcastName, localMessageId };
  const message = await sendDirectMessage(deps, ctx, input);
  const toMessage = content.kind === 'interactive' ? toSentInteractive : toSentMessage;
  return {
    body: {
      ok: true,
      result: 'success',
      errors: null,
      message: toMessage(message, { operatorName, assignedId: null }),
      local_message_id: message.localMessageId ?? localMessageIdOf(message.id),
    },
  };
}
