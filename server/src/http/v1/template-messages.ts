import type { components } from '@parley/contract/wati-v1-v2';
import { noCreditText } from '../../modules/billing/index.ts';
import { readTarget } from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { contactBlocked, refuseChannel, refuseWith, toFailure } from './refuse.ts';
import { sendTemplateToMany, sendTemplateToOne } from './send-templates.ts';
import { fromReceivers, fromSendBody, toV1BulkAnswer } from './shapes/bulk-send.ts';
import { fromLocalMessageId } from './shapes/local-message-id.ts';
import { fromParameters, toV1TemplateAnswer } from './shapes/template-send.ts';

const templateNotFound = 'Template not found';
const numberInvalid = 'Invalid Whatsapp Number';

export function createV1TemplateMessageHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    sendTemplateMessage: (request) =>
      sendToTarget(deps, request, request.query.target?.trim() || request.query.whatsappNumber?.trim() || ''),
    sendTemplateMessageLegacyPath: (request) => sendToTarget(deps, request, request.params.whatsappNumber.trim()),
    sendTemplateMessages: (request) =>
      refuseWith({ 'channel.not_found': refuseChannel, 'template.not_found': refuseBulkTemplate }, () =>
        sendToReceivers(deps, request),
      ),
  });
}

type SingleRequest = Pick<LegacyRequest<'sendTemplateMessage'>, 'ctx' | 'body'>;

function sendToTarget(deps: ApiDeps, { ctx, body }: SingleRequest, target: string): Promise<Reply> {
  const refuseTemplate = (): Reply => {
    const validWhatsAppNumber = readTarget(target) !== undefined;
    return { body: { ...toFailure(templateNotFound), validWhatsAppNumber } };
  };
  const refusals = {
    'channel.not_found': refuseChannel,
    'template.not_found': refuseTemplate,
    'contact.blocked': () => ({ body: { ...toFailure(contactBlocked), validWhatsAppNumber: true } }),
    'tenant.credit_spent': () => ({ body: { ...toFailure(noCreditText), validWhatsAppNumber: true } }),
  };
  return refuseWith(refusals, async () => {
    const parameters = fromParameters(body.parameters);
    const localMessageId = fromLocalMessageId(body.localMessageId);
    const message = await sendTemplateToOne(deps, ctx, fromSendBody(body), { target, parameters, localMessageId });
    if (message === undefined) return { body: { ...toFailure(numberInvalid), validWhatsAppNumber: false } };
    const sent = { templateName: body.template_name, parameters, localMessageId };
    return { body: toV1TemplateAnswer(message, sent) };
  });
}

async function sendToReceivers(deps: ApiDeps, { ctx, body }: LegacyRequest<'sendTemplateMessages'>): Promise<Reply> {
  const receivers = fromReceivers(body);
  const outcome = await sendTemplateToMany(deps, ctx, fromSendBody(body), receivers);
  return { body: toV1BulkAnswer(outcome, receivers) };
}

function refuseBulkTemplate(): Reply {
  const errors = { error: templateNotFound, invalidWhatsappNumbers: [], invalidCustomParameters: [] };
  const body: components['schemas']['SendTemplatesResponseV1'] = {
    ...toFailure(templateNotFound),
    errors,
    receivers: [],
  };
  return { body };
}
