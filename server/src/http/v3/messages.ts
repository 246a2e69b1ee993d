import { basename } from 'node:path/posix';
import type { components } from '@parley/contract/wati-v3';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { openMedia } from '../../modules/media/index.ts';
import { findMessage, listHistory } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toAttachment } from './content-disposition.ts';
import { getTarget } from './get-conversation.ts';
import { toConversationItem } from './shapes/message.ts';

/** What was said, and the files in it. */
export function createV3MessageHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listMessages({ ctx, params, query }) {
      const { conversations } = await getTarget(deps, ctx, params.target);
      const page = { pageNumber: query.page_number, pageSize: query.page_size };
      const conversationIds = conversations.map((conversation) => conversation.id);
      const rows = await listHistory(deps, ctx, { conversationIds, ...page });
      const body: components['schemas']['GetMessagesByConversationIdResponse'] = {
        message_list: rows.map(toConversationItem),
        page_number: page.pageNumber,
        page_size: page.pageSize,
      };
      return { body };
    },

    async getMessageFile({ ctx, params }) {
      const id = params.message_id.trim();
      if (!isId(id)) throw new AppError('request.invalid', 'The message id must be 24 hexadecimal digits.');
      const row = await findMessage(deps, ctx, id.toLowerCase());
      if (row === undefined) throw new AppError('message.not_found', 'Message not found.');
      const { mediaId } = row.message;
      if (mediaId === null) throw new AppError('media.not_found', 'The message has no file.');
      const file = await openMedia(deps, ctx, { mediaId });
      const fileName = file.fileName ?? basename(row.mediaPath ?? id);
      const headers = {
        'content-type': file.mimeType,
        'content-length': String(file.sizeBytes),
        'content-disposition': toAttachment(fileName),
        'x-content-type-options': 'nosniff',
      };
      return { stream: file.stream, headers };
    },
  });
}
