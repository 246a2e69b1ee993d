import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../../kernel/errors.ts';
import { noCreditText } from '../../../modules/billing/index.ts';
import { contactBlocked } from '../refuse.ts';
import type { BulkOutcome, ReceiverOutcome, TemplateReceiver, TemplateSend } from '../send-templates.ts';
import { fromLocalMessageId } from './local-message-id.ts';
import { fromParameters } from './template-send.ts';

type Schemas = components['schemas'];
type BulkRequest = Schemas['SendTemplatesRequest'] | Schemas['SendTemplatesRequestV2'];

/** What a body of a single or bulk send says of the whole send; one article of WATI's writes `channelNumber`. */
export function fromSendBody(body: Schemas['SendTemplateRequest'] | BulkRequest): TemplateSend {
  const other = typeof body.channelNumber === 'string' ? body.channelNumber : undefined;
  const { template_name, broadcast_name, channel_number } = body;
  return {
    templateName: template_name,
    broadcastName: broadcast_name || undefined,
    channelNumber: channel_number?.trim() || other,
  };
}

/** The receivers of a bulk send. One without a target stays in, to be told of. Throws request.invalid. */
export function fromReceivers(body: BulkRequest): TemplateReceiver[] {
  if (body.receivers.length === 0) throw new AppError('request.invalid', 'receivers must hold at least 1 item.');
  return body.receivers.map(({ target, whatsappNumber, customParams, localMessageId }) => ({
    target: target?.trim() || whatsappNumber?.trim() || '',
    parameters: fromParameters(customParams),
    localMessageId: fromLocalMessageId(localMessageId),
  }));
}

/** The answer of v1: true only when every receiver was accepted. */
export function toV1BulkAnswer(
  { broadcastId, receivers: outcomes }: BulkOutcome,
  receivers: readonly TemplateReceiver[],
): Schemas['SendTemplatesResponseV1'] {
  const listed = outcomes.flatMap((outcome) => (outcome.kind === 'number_invalid' ? [outcome.address] : []));
  const blocked = outcomes.flatMap((outcome) => (outcome.kind === 'blocked' ? [outcome.address] : []));
  const uncovered = outcomes.flatMap((outcome) => (outcome.kind === 'uncovered' ? [outcome.address] : []));
  const isWhole = outcomes.every((outcome) => outcome.kind === 'accepted');
  const unfilled = outcomes.flatMap((outcome) =>
    outcome.kind === 'parameters_missing' ? [`${outcome.address}: ${outcome.reason}`] : [],
  );
  return {
    result: isWhole,
    errors: {
      error: [nameAll(contactBlocked, blocked), nameAll(noCreditText, uncovered)]
        .filter((text) => text !== '')
        .join('; '),
      invalidWhatsappNumbers: listed,
      invalidCustomParameters: unfilled,
    },
    receivers: outcomes.map((outcome, index) => ({
      whatsappNumber: receivers[index]?.target ?? '',
      ...toReceiverRow(outcome, receivers[index]?.localMessageId),
    })),
    ...(broadcastId === undefined ? {} : { broadcastId }),
  };
}

function nameAll(text: string, addresses: readonly string[]): string {
  return addresses.length === 0 ? '' : `${text}: ${addresses.join(', ')}`;
}

/** A row of the answers of v1 and v2; what was not accepted keeps the caller's id alone. */
export function toReceiverRow(outcome: ReceiverOutcome, givenId: string | undefined) {
  return {
    localMessageId: outcome.kind === 'accepted' ? outcome.localMessageId : (givenId ?? null),
    waId: outcome.address,
    isValidWhatsAppNumber: outcome.kind !== 'number_invalid',
    errors: 'reason' in outcome ? [outcome.reason] : [],
  };
}
