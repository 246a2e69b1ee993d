import type { components } from '@parley/contract/wati-v1-v2';
import type { AppError } from '../../../kernel/errors.ts';
import type { ReceiverOutcome, TemplateReceiver } from '../../v1/send-templates.ts';
import { toReceiverRow } from '../../v1/shapes/bulk-send.ts';

export type V2SendAnswer = components['schemas']['SendTemplateResponseV2'];

/**
 * The answer to a send of v2, for one receiver or many: true only when every receiver was accepted. `parameters` are
 * those of the first receiver.
 */
export function toV2SendAnswer(
  templateName: string,
  outcomes: readonly ReceiverOutcome[],
  receivers: readonly TemplateReceiver[],
): V2SendAnswer {
  return {
    result: outcomes.every((outcome) => outcome.kind === 'accepted'),
    error: null,
    templateName,
    receivers: outcomes.map((outcome, index) => toReceiverRow(outcome, receivers[index]?.localMessageId)),
    parameters: [...(receivers[0]?.parameters ?? [])],
  };
}

/** A refusal of the whole send. `info` and `message` repeat the text for clients that also speak v1. */
export function toV2Refusal(error: AppError, text: string): V2SendAnswer {
  return {
    result: false,
    error: text,
    templateName: null,
    receivers: [],
    parameters: [],
    info: text,
    message: text,
    reason: error.reason,
  };
}
