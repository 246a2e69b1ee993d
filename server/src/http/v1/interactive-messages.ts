import type { components } from '@parley/contract/wati-v1-v2';
import type { Context } from '../../kernel/context.ts';
import { checkInteractive, type InteractiveMessage, sendInteractiveMessage } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseSession } from './refuse-session.ts';
import { getQueryTarget, getSessionConversation, operatorNameOf } from './session-conversation.ts';
import { fromButtonsMessage, fromListMessage } from './shapes/interactive.ts';
import { toSentInteractive } from './shapes/sent-message.ts';

export function createV1InteractiveMessageHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    sendInteractiveButtonsMessage: ({ ctx, query, body }) => send(deps, ctx, query, fromButtonsMessage(body)),
    sendInteractiveListMessage: ({ ctx, query, body }) => send(deps, ctx, query, fromListMessage(body)),
  });
}

type Query = LegacyRequest<'sendInteractiveButtonsMessage'>['query'];

async function send(deps: ApiDeps, ctx: Context, query: Query, message: InteractiveMessage): Promise<Reply> {
  const target = getQueryTarget(query);
  checkInteractive(message);
  const work = async (): Promise<Reply> => {
    const conversation = await getSessionConversation(deps, ctx, target, query.channelPhoneNumber);
    const operatorName = await operatorNameOf(deps, ctx);
    const sent = await sendInteractiveMessage(deps, ctx, { conversation, message });
    const body: components['schemas']['InteractiveSuccess'] = {
      ok: true,
      errors: null,
      message: toSentInteractive(sent, { operatorName, assignedId: conversation.assignedOperatorId }),
    };
    return { body };
  };
  return refuseSession(work, (info) => ({ ok: false, errors: [info] }));
}
