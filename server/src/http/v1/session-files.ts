import type { components } from '@parley/contract/wati-v1-v2';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { fetchToStore, type StoredMedia } from '../../modules/media/index.ts';
import { checkCaption, sendSessionMessage, toMediaContent } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type Reply } from '../handlers.ts';
import { keepUpload } from '../keep-upload.ts';
import { refuseSession } from './refuse-session.ts';
import { getSessionConversation, operatorNameOf } from './session-conversation.ts';
import { toSentFile } from './shapes/sent-message.ts';

/** A file is taken in only when it may be sent. */
export function createV1SessionFileHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    async sendSessionFile({ ctx, params, query, files }) {
      const upload = files.find((file) => file.fieldName === 'file');
      if (upload === undefined) throw new AppError('request.invalid', 'file is required.');
      const { caption, channelPhoneNumber, isVoice: voice } = query;
      const input = { target: params.whatsappNumber, channelPhoneNumber, caption, voice };
      return refuseSession(() => sendFile(deps, ctx, input, () => keepUpload(deps, ctx, upload)));
    },

    async sendSessionFileViaUrl({ ctx, params, query }) {
      const url = query.fileUrl?.trim();
      if (!url) throw new AppError('request.invalid', 'fileUrl is required.');
      const { caption, channelPhoneNumber, voice } = query;
      const input = { target: params.whatsappNumber, channelPhoneNumber, caption, voice };
      return refuseSession(() => sendFile(deps, ctx, input, () => fetchToStore(deps, ctx, url)));
    },
  });
}

interface FileSend {
  readonly target: string;
  readonly channelPhoneNumber: string | undefined;
  readonly caption: string | undefined;
  readonly voice: boolean | undefined;
}

async function sendFile(
  deps: ApiDeps,
  ctx: Context,
  { target, channelPhoneNumber, caption, voice }: FileSend,
  takeIn: () => Promise<StoredMedia>,
): Promise<Reply> {
  checkCaption(caption);
  const conversation = await getSessionConversation(deps, ctx, target, channelPhoneNumber);
  const operatorName = await operatorNameOf(deps, ctx);
  const media = await takeIn();
  const by = { operatorName, assignedId: conversation.assignedOperatorId };
  const content = toMediaContent(media, { caption, voice });
  const message = await sendSessionMessage(deps, ctx, { conversation, content });
  const body: components['schemas']['SessionFileSuccess'] = {
    ok: true,
    result: 'success',
    message: toSentFile(message, by, { mimeType: media.mimeType, caption: content.caption ?? null }),
  };
  return { body };
}
