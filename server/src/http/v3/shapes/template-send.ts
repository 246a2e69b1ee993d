import type { components } from '@parley/contract/wati-v3';
import { present } from '../../../kernel/assert.ts';
import { AppError } from '../../../kernel/errors.ts';
import { localMessageIdOf } from '../../../kernel/ids.ts';
import type { GivenParameter } from '../../../modules/templates/index.ts';
import type { PlannedRecipient } from '../plan-recipients.ts';
import { readArticleForm } from './article-form.ts';

type Schemas = components['schemas'];
type RecipientDto = Schemas['TemplateMessageRecipientDto'];

/** Someone who is to get a template, as the caller names them. */
export interface RecipientInput {
  /** Phone number, contact id or BSUID. */
  readonly target: string;
  readonly localMessageId: string | undefined;
  readonly parameters: readonly GivenParameter[];
}

export interface TemplateSendInput {
  /** Undefined means the default channel. */
  readonly channel: string | undefined;
  readonly templateName: string;
  readonly broadcastName: string;
  readonly recipients: readonly RecipientInput[];
}

/** What became of those who were ready. */
export interface SentBroadcast {
  /** Undefined when nobody is sent to. */
  readonly id: string | undefined;
  /** One for each, in order. */
  readonly outcomes: readonly SentOutcome[];
}

export type SentOutcome =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly error: string };

/** Throws request.invalid when a recipient is named neither by phone_number nor by target, or when there is none. */
export function fromTemplateSend(body: Schemas['SendTemplateMessagesRequest']): TemplateSendInput {
  const { channelNumber, recipient } = readArticleForm(body);
  // The schema promises recipients; the form of the article goes without.
  const recipients = (body.recipients as readonly RecipientDto[] | undefined) ?? [recipient];
  return {
    channel: (body.channel ?? channelNumber)?.trim() || undefined,
    templateName: body.template_name,
    broadcastName: body.broadcast_name,
    recipients: recipients.map(toRecipientInput),
  };
}

function toRecipientInput(recipient: RecipientDto, place: number): RecipientInput {
  const target = recipient.phone_number?.trim() || recipient.target?.trim();
  if (!target) {
    const field = `recipients[${place}]`;
    throw new AppError('request.invalid', `${field} needs phone_number or target.`, { details: { field } });
  }
  return {
    target,
    localMessageId: recipient.local_message_id?.trim() || undefined,
    parameters: (recipient.custom_params ?? []).map(({ name, value }) => ({ name, value })),
  };
}

/** A business failure of the whole call: told with status 200, as WATI does. */
export function toRefusedSend(error: string): Schemas['SendTemplateMessagesResponse'] {
  return { success: false, broadcast_id: null, error, recipients: null };
}

/**
 * One result for each recipient, in their order; `broadcast` is undefined when none was ready. Accepted ones have an empty
 * list of errors and the id that their webhooks repeat; without any, there is no broadcast.
 */
export function toTemplateSendResponse(
  planned: readonly PlannedRecipient[],
  broadcast: SentBroadcast | undefined,
): Schemas['SendTemplateMessagesResponse'] {
  const outcomes = broadcast?.outcomes.values();
  const id = broadcast?.id;
  return {
    success: id !== undefined,
    broadcast_id: id ?? null,
    error: id === undefined ? 'None of the recipients can be sent to: see the errors of each.' : null,
    recipients: planned.map((entry) => {
      if (entry.kind === 'refused') return toRecipientResult(entry, entry.localMessageId ?? null, [entry.error]);
      const outcome = present(outcomes?.next().value, 'what became of a recipient');
      if (outcome.kind === 'refused') return toRecipientResult(entry, entry.localMessageId ?? null, [outcome.error]);
      return toRecipientResult(entry, entry.localMessageId ?? localMessageIdOf(outcome.messageId), []);
    }),
  };
}

function toRecipientResult(
  { phoneNumber, target }: PlannedRecipient,
  localMessageId: string | null,
  errors: string[],
): Schemas['TemplateMessageRecipientResultDto'] {
  return { local_message_id: localMessageId, phone_number: phoneNumber, target, errors };
}
