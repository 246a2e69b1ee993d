import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../kernel/errors.ts';
import { listFlows, startFlow } from '../../modules/automation/index.ts';
import { readTarget, splitChannel } from '../../modules/contacts/index.ts';
import { findConversationOn, findConversations } from '../../modules/conversations/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { channelNotFound, refuseWith, toFailure } from './refuse.ts';

const windowClosed = 'Ticket has been expired.';

export function createV1ChatbotHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    async getChatbots({ ctx }) {
      const flows = await listFlows(deps, ctx);
      const body: components['schemas']['Chatbot'][] = flows.map(({ id, name, createdAt }) => ({
        id,
        name,
        created: createdAt.toISOString(),
      }));
      return { body };
    },
    startChatbot: (request) =>
      refuseWith(
        {
          'channel.not_found': () => ({ body: toFailure(channelNotFound) }),
          'flow.not_found': (error) => ({ body: toFailure(error.message) }),
          'flow.already_running': (error) => ({ body: toFailure(error.message) }),
          'message.window_closed': () => ({ body: { ...toFailure(windowClosed), ticketStatus: 'EXPIRED' } }),
        },
        () => startChatbot(deps, request),
      ),
  });
}

async function startChatbot(deps: ApiDeps, { ctx, query }: LegacyRequest<'startChatbot'>): Promise<Reply> {
  const flowId = query.chatbotId?.trim() ?? '';
  const target = query.target?.trim() || query.whatsappNumber?.trim() || '';
  if (flowId === '') throw new AppError('request.invalid', 'chatbotId is required.');
  if (target === '') throw new AppError('request.target_missing', 'target or whatsappNumber is required.');
  const person = readTarget(splitChannel(target).rest);
  if (person === undefined) return { body: toFailure('The phone number is not valid') };
  const found = await findConversations(deps, ctx, target);
  if (found === undefined) return { body: toFailure('Contact not found') };
  const { conversation } = await findConversationOn(deps, ctx, found);
  if (conversation === undefined) throw new AppError('message.window_closed', windowClosed);
  await startFlow(deps, ctx, { flowId: flowId.toLowerCase(), conversation });
  return { body: 'success' };
}
