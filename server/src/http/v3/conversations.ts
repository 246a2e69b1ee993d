import type { components } from '@parley/contract/wati-v3';
import { AppError, isAppError } from '../../kernel/errors.ts';
import {
  addTag,
  assignOperator,
  changeStatus,
  listConversations,
  removeTag,
} from '../../modules/conversations/index.ts';
import { showTyping } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type Reply, type V3Request } from '../handlers.ts';
import { chooseChat, getChat } from './get-chat.ts';
import { getOpenConversation, getTarget } from './get-conversation.ts';
import { fromStatusWord, toConversationSummary } from './shapes/conversation.ts';

type Schemas = components['schemas'];

/** Chats as a whole: their list, who has them, their status and tags, and the typing sign in them. */
export function createV3ConversationHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listConversations({ ctx, query }) {
      const { page_number, page_size } = query;
      const rows = await listConversations(deps, ctx, { pageNumber: page_number, pageSize: page_size });
      return { body: { conversation_list: rows.map(toConversationSummary), page_number, page_size } };
    },

    async assignOperator({ ctx, params, body }) {
      const email = body.assignee_email?.trim() ?? null;
      if (email === '') {
        const text = 'assignee_email must be the e-mail address of an operator, or null for the bot.';
        throw new AppError('request.invalid', text, { details: { field: 'assignee_email' } });
      }
      const { id } = await getChat(deps, ctx, params.target);
      await assignOperator(deps, ctx, { conversationId: id, email: email ?? '' });
      const answer: Schemas['AssignConversationOperatorResponse'] = { result: true };
      return { body: answer };
    },

    updateConversationStatus: (request) => updateStatus(deps, request),

    async addConversationTag({ ctx, params, body }) {
      const { id } = await getChat(deps, ctx, params.target);
      await addTag(deps, ctx, { conversationId: id, name: body.tag_name });
      const answer: Schemas['AddConversationTagResponse'] = { added: true };
      return { body: answer };
    },

    async removeConversationTag({ ctx, params }) {
      const { id } = await getChat(deps, ctx, params.target);
      await removeTag(deps, ctx, { conversationId: id, name: params.tagName });
      const answer: Schemas['RemoveConversationTagResponse'] = { removed: true };
      return { body: answer };
    },

    async sendTypingIndicator({ ctx, body }) {
      await showTyping(deps, ctx, await getOpenConversation(deps, ctx, body.target));
      const answer: Schemas['TypingIndicatorResponse'] = { success: true };
      return { body: answer };
    },
  });
}

/** A block is of the contact, so it needs no single chat. */
async function updateStatus(
  deps: ApiDeps,
  { ctx, params, body }: V3Request<'updateConversationStatus'>,
): Promise<Reply> {
  const status = fromStatusWord(body.new_status);
  const found = await getTarget(deps, ctx, params.target);
  const conversation = status === 'blocked' ? found.conversations[0] : chooseChat(deps, found);
  try {
    await changeStatus(deps, ctx, { contactId: found.contact.id, conversationId: conversation?.id, status });
  } catch (error) {
    if (!isAppError(error, 'message.window_closed')) throw error;
    const next = 'Send a template message, or wait until the customer writes.';
    throw new AppError(error.reason, `${error.message} ${next}`, { cause: error });
  }
  const answer: Schemas['UpdateConversationStatusResponse'] = { result: true };
  return { body: answer };
}
