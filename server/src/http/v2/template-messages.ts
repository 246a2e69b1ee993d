import type { AppError } from '../../kernel/errors.ts';
import { localMessageIdOf } from '../../kernel/ids.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { channelNotFound, contactBlocked, refuseWith } from '../v1/refuse.ts';
import { type ReceiverOutcome, sendTemplateToMany, sendTemplateToOne } from '../v1/send-templates.ts';
import { fromReceivers, fromSendBody } from '../v1/shapes/bulk-send.ts';
import { fromLocalMessageId } from '../v1/shapes/local-message-id.ts';
import { fromParameters } from '../v1/shapes/template-send.ts';
import { toV2Refusal, toV2SendAnswer } from './shapes/template-send.ts';

export function createV2TemplateMessageHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    sendTemplateMessageV2: (request) => refuseWith(refusals, () => sendToTarget(deps, request)),
    sendTemplateMessagesV2: (request) => refuseWith(refusals, () => sendToReceivers(deps, request)),
  });
}

const refusals = {
  'template.not_found': (error: AppError) => refuse(200, error, 'Template not found'),
  'template.not_approved': (error: AppError) => refuse(400, error),
  'template.parameters_missing': (error: AppError) => refuse(400, error),
  'channel.not_found': (error: AppError) => refuse(400, error, channelNotFound),
  'contact.blocked': (error: AppError) => refuse(200, error, contactBlocked),
  'tenant.credit_spent': (error: AppError) => refuse(200, error),
  'request.target_missing': (error: AppError) => refuse(400, error),
  'tenant.offline': (error: AppError) => refuse(400, error),
  'tenant.marketing_limit_reached': (error: AppError) => refuse(400, error),
  'tenant.trial_quota_spent': (error: AppError) => refuse(400, error),
};

function refuse(status: number, error: AppError, text = error.message): Reply {
  return { status, body: toV2Refusal(error, text) };
}

async function sendToTarget(
  deps: ApiDeps,
  { ctx, query, body }: LegacyRequest<'sendTemplateMessageV2'>,
): Promise<Reply> {
  const receiver = {
    target: query.target?.trim() || query.whatsappNumber?.trim() || '',
    parameters: fromParameters(body.parameters),
    localMessageId: fromLocalMessageId(body.localMessageId),
  };
  const message = await sendTemplateToOne(deps, ctx, fromSendBody(body), receiver);
  const outcome: ReceiverOutcome =
    message === undefined
      ? { kind: 'number_invalid', address: receiver.target }
      : {
          kind: 'accepted',
          address: message.contact.waId ?? message.contact.bsuid ?? '',
          localMessageId: receiver.localMessageId ?? localMessageIdOf(message.id),
        };
  return { body: toV2SendAnswer(body.template_name, [outcome], [receiver]) };
}

async function sendToReceivers(deps: ApiDeps, { ctx, body }: LegacyRequest<'sendTemplateMessagesV2'>): Promise<Reply> {
  const receivers = fromReceivers(body);
  const { broadcastId, receivers: outcomes } = await sendTemplateToMany(deps, ctx, fromSendBody(body), receivers);
  const answer = toV2SendAnswer(body.template_name, outcomes, receivers);
  return { body: broadcastId === undefined ? answer : { ...answer, broadcastId } };
}
