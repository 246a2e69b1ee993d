import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findOperatorById } from '../../modules/accounts/index.ts';
import { readTarget, splitChannel } from '../../modules/contacts/index.ts';
import { findConversationOn, findConversations } from '../../modules/conversations/index.ts';
import { operatorOf, sendSessionMessage } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { channelNotFound, contactBlocked, refuseBlocked, refuseWith, toFailure } from './refuse.ts';
import { fromLocalMessageId } from './shapes/local-message-id.ts';
import { toSentMessage } from './shapes/sent-message.ts';

const textEmpty = 'Message text is empty';
const windowClosed = 'Ticket has been expired.';

export function createV1SessionMessageHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    sendSessionMessage: (request) =>
      refuseWith(
        {
          'message.text_empty': () => ({ body: toFailure(textEmpty) }),
          'message.window_closed': () => ({ body: { ...toFailure(windowClosed), ticketStatus: 'EXPIRED' } }),
          'contact.blocked': refuseBlocked,
          'channel.not_found': () => ({ body: toFailure(channelNotFound) }),
        },
        () => sendText(deps, request),
      ),
  });
}

async function sendText(deps: ApiDeps, request: LegacyRequest<'sendSessionMessage'>): Promise<Reply> {
  const { ctx, params, query } = request;
  const text = query.messageText ?? '';
  const localMessageId = fromLocalMessageId(query.localMessageId);
  if (text.trim() === '') throw new AppError('message.text_empty', textEmpty);
  const person = readTarget(splitChannel(params.whatsappNumber).rest);
  if (person === undefined) return refuseContact('The phone number is not valid');
  const found = await findConversations(deps, ctx, params.whatsappNumber, query.channelPhoneNumber);
  if (found === undefined && person.kind !== 'phone') return refuseContact('Contact not found');
  if (found?.contact.blockedAt) throw new AppError('contact.blocked', contactBlocked);
  const conversation = found && (await findConversationOn(deps, ctx, found)).conversation;
  if (conversation === undefined) throw new AppError('message.window_closed', windowClosed);
  // Read before the send: nothing that fails after it may look like a refusal.
  const operatorName = await operatorNameOf(deps, ctx);
  const message = await sendSessionMessage(deps, ctx, {
    conversation,
    content: { kind: 'text', text },
    localMessageId,
    replyToWamid: query.replyContextId?.trim() || undefined,
  });
  return { body: toSentMessage(message, operatorName, conversation.assignedOperatorId) };
}

function refuseContact(info: string): Reply {
  return { body: { ok: false, result: 'Invalid Contact', info, message: info } };
}

async function operatorNameOf(deps: ApiDeps, ctx: Context): Promise<string | null> {
  const operatorId = operatorOf(ctx);
  const operator = operatorId === null ? undefined : await findOperatorById(deps, ctx.tenantId, operatorId);
  return operator?.name ?? null;
}
