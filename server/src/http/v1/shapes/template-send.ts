import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../../kernel/errors.ts';
import { localMessageIdOf } from '../../../kernel/ids.ts';
import type { AcceptedMessage } from '../../../modules/messages/index.ts';
import { parseJsonOrText } from '../../contract/parse-json.ts';
import { toV1Contact } from './contact.ts';

type Schemas = components['schemas'];

/** A value of a template as callers give it; `name` is null for one that only has its place. */
export interface NamedValue {
  readonly name: string | null;
  readonly value: string | null;
}

/** Values that one message may bring; Meta's templates have far fewer variables. */
const parameterLimit = 200;

const parametersForm = 'parameters must be a list of {"name", "value"}, or its JSON text.';

/** Reads `parameters`: a list, or the same list as a JSON text (behaviour notes, section 10). Throws request.invalid. */
export function fromParameters(given: readonly Schemas['CustomParam'][] | string | undefined): NamedValue[] {
  const list = typeof given === 'string' ? parseList(given) : (given ?? []).map(readPair);
  if (list.length > parameterLimit) {
    throw new AppError('request.invalid', `parameters must hold at most ${parameterLimit} items.`);
  }
  return list;
}

function readPair({ name, value }: Schemas['CustomParam']): NamedValue {
  return { name: name ?? null, value: value ?? null };
}

function parseList(text: string): NamedValue[] {
  if (text.trim() === '') return [];
  const list = parseJsonOrText(text);
  if (!Array.isArray(list)) throw new AppError('request.invalid', parametersForm);
  return list.map(readEntry);
}

function readEntry(entry: unknown): NamedValue {
  if (typeof entry !== 'object' || entry === null) return { name: null, value: toText(entry) };
  const members = new Map(Object.entries(entry).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  return { name: toText(members.get('name')), value: toText(members.get('value')) };
}

function toText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') throw new AppError('request.invalid', parametersForm);
  return String(value);
}

/** The answer to an accepted template of v1; `parameteres` is spelt so on the wire, and clients read either name of the id. */
export function toV1TemplateAnswer(
  message: AcceptedMessage,
  sent: {
    readonly templateName: string;
    readonly parameters: NamedValue[];
    readonly localMessageId: string | undefined;
  },
): Schemas['SendTemplateResponseV1'] {
  const { contact } = message;
  const localMessageId = sent.localMessageId ?? localMessageIdOf(message.id);
  return {
    result: true,
    phone_number: contact.waId ?? contact.bsuid ?? '',
    template_name: sent.templateName,
    parameteres: sent.parameters,
    contact: toV1Contact(contact),
    model: { ids: [message.id] },
    validWhatsAppNumber: true,
    local_message_id: localMessageId,
    localMessageId,
  };
}
