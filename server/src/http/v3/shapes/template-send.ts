import { present } from '../../../kernel/assert.ts';
import { AppError } from '../../../kernel/errors.ts';
import { localMessageIdOf } from '../../../kernel/ids.ts';
import type { Broadcast } from '../../../modules/campaigns/index.ts';
import type { GivenParameter } from '../../../modules/templates/index.ts';
import type { components } from '../../generated/wati-v3.ts';
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
  broadcast: Broadcast | undefined,
): Schemas['SendTemplateMessagesResponse'] {
  const messages = broadcast?.messages.values();
  const begun = broadcast?.messages.some((message) => message.kind === 'accepted') ? broadcast : undefined;
  return {
    success: begun !== undefined,
    broadcast_id: begun?.id ?? null,
    error: begun === undefined ? 'None of the recipients can be sent to: see the errors of each.' : null,
    recipients: planned.map((entry) => {
      if (entry.kind === 'refused') return toRecipientResult(entry, entry.localMessageId ?? null, [entry.error]);
      const message = present(messages?.next().value, 'what became of a recipient');
      if (message.kind === 'blocked') {
        return toRecipientResult(entry, entry.localMessageId ?? null, ['The contact is blocked.']);
      }
      return toRecipientResult(entry, entry.localMessageId ?? localMessageIdOf(message.id), []);
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
