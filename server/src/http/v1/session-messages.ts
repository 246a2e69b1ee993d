import { AppError } from '../../kernel/errors.ts';
import { sendSessionMessage } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseSession } from './refuse-session.ts';
import { getSessionConversation, operatorNameOf } from './session-conversation.ts';
import { fromLocalMessageId } from './shapes/local-message-id.ts';
import { toSentMessage } from './shapes/sent-message.ts';

export function createV1SessionMessageHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    sendSessionMessage: (request) => refuseSession(() => sendText(deps, request)),
  });
}

async function sendText(deps: ApiDeps, request: LegacyRequest<'sendSessionMessage'>): Promise<Reply> {
  const { ctx, params, query } = request;
  const text = query.messageText ?? '';
  const localMessageId = fromLocalMessageId(query.localMessageId);
  if (text.trim() === '') throw new AppError('message.text_empty', 'Message text is empty');
  const conversation = await getSessionConversation(deps, ctx, params.whatsappNumber, query.channelPhoneNumber);
  // Read before the send: nothing that fails after it may look like a refusal.
  const operatorName = await operatorNameOf(deps, ctx);
  const message = await sendSessionMessage(deps, ctx, {
    conversation,
    content: { kind: 'text', text },
    localMessageId,
    replyToWamid: query.replyContextId?.trim() || undefined,
  });
  const by = { operatorName, assignedId: conversation.assignedOperatorId };
  return { body: { ok: true, result: 'success', message: toSentMessage(message, by) } };
}
