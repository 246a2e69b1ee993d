import type { components } from '@parley/contract/wati-v3';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Conversation } from '../../modules/conversations/index.ts';
import { fetchToStore } from '../../modules/media/index.ts';
import { type SessionContent, sendSessionMessage, toMediaContent } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { keepUpload } from '../keep-upload.ts';
import { asBadRequest } from './as-bad-request.ts';
import { getOpenConversation } from './get-conversation.ts';
import { toSendResponse } from './send-response.ts';

type SendResponse = components['schemas']['SendFileResponse'];

/** Free-form messages, inside the 24 hours after the customer's last one. A file is taken in only when it may be sent. */
export function createV3SessionSendHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async sendText({ ctx, body }) {
      const conversation = await getOpenConversation(deps, ctx, body.target);
      return { body: await send(deps, ctx, conversation, { kind: 'text', text: body.text }) };
    },

    async sendFile({ ctx, body, files }) {
      const upload = files.find((file) => file.fieldName === 'file');
      if (upload === undefined) throw new AppError('request.invalid', 'file is required.');
      const conversation = await getOpenConversation(deps, ctx, body.target);
      const media = await keepUpload(deps, ctx, upload);
      return { body: await send(deps, ctx, conversation, toMediaContent(media, { caption: body.caption })) };
    },

    async sendFileViaUrl({ ctx, body }) {
      const conversation = await getOpenConversation(deps, ctx, body.target);
      const media = await asBadRequest(
        ['outbound.address_forbidden', 'media.fetch_failed'],
        fetchToStore(deps, ctx, body.file_url.trim()),
      );
      return { body: await send(deps, ctx, conversation, toMediaContent(media, { caption: body.caption })) };
    },
  });
}

async function send(
  deps: ApiDeps,
  ctx: Context,
  conversation: Conversation,
  content: SessionContent,
): Promise<SendResponse> {
  const message = await sendSessionMessage(deps, ctx, { conversation, content });
  return toSendResponse(deps, ctx, message);
}
