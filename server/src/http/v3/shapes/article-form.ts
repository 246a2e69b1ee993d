import type { components } from '@parley/contract/wati-v3';
import { z } from 'zod';
import { AppError } from '../../../kernel/errors.ts';

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => value?.toString());

const parameters = z.array(z.object({ name: text, value: text })).nullish();

const articleForm = z.object({
  channel_number: text,
  target: text,
  phone_number: text,
  local_message_id: text,
  custom_params: parameters,
  parameters,
});

/** What a send of templates says outside its documented members. */
export interface ArticleForm {
  readonly channelNumber: string | undefined;
  readonly recipient: components['schemas']['TemplateMessageRecipientDto'];
}

/**
 * The form of a support article: `channel_number`, and one recipient beside the members of the send
 * (platform-behaviour.md, section 9). The contract does not know these members, so they are checked here: throws
 * request.invalid.
 */
export function readArticleForm(body: unknown): ArticleForm {
  const parsed = articleForm.safeParse(body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new AppError('request.invalid', `${field} has the wrong type.`, { details: { field } });
  }
  const { channel_number: channelNumber, parameters: values, custom_params, ...recipient } = parsed.data;
  return { channelNumber, recipient: toRecipient({ ...recipient, custom_params: custom_params ?? values }) };
}

type Parsed = Omit<z.infer<typeof articleForm>, 'channel_number' | 'parameters'>;

function toRecipient({ target, phone_number, local_message_id, custom_params }: Parsed): ArticleForm['recipient'] {
  return {
    target: target ?? null,
    phone_number: phone_number ?? null,
    local_message_id: local_message_id ?? null,
    custom_params: (custom_params ?? []).map(({ name, value }) => ({ name: name ?? null, value: value ?? null })),
  };
}
