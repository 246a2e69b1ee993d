import type { components } from '@parley/contract/wati-v3';
import { listFlows, startFlow } from '../../modules/automation/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { getOpenConversation } from './get-conversation.ts';

type Schemas = components['schemas'];

/** Chatbots: the list of the active ones, oldest first, and their start in a chat whose window is open. */
export function createV3ChatbotHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listChatbots({ ctx, query }) {
      const { page_number, page_size } = query;
      const flows = await listFlows(deps, ctx);
      const start = (page_number - 1) * page_size;
      const body: Schemas['GetChatbotListResponse'] = {
        chatbot_list: flows
          .slice(start, start + page_size)
          .map(({ id, name, createdAt }) => ({ id, name, created: createdAt.toISOString() })),
        page_number,
        page_size,
      };
      return { body };
    },

    async startChatbot({ ctx, body }) {
      const conversation = await getOpenConversation(deps, ctx, body.target);
      await startFlow(deps, ctx, { flowId: body.chatbot_id.trim().toLowerCase(), conversation });
      const answer: Schemas['StartChatbotResponse'] = { result: true };
      return { body: answer };
    },
  });
}
