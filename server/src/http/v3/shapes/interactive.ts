import type { components } from '@parley/contract/wati-v3';
import { AppError } from '../../../kernel/errors.ts';
import type { InteractiveHeader, InteractiveMessage } from '../../../modules/messages/index.ts';

type Schemas = components['schemas'];

/** The message that `type` names. Empty parts are parts that are not there. Throws request.invalid. */
export function fromInteractiveRequest(body: Schemas['SendInteractiveMessageRequest']): InteractiveMessage {
  if (body.type === 'buttons') {
    if (!body.button_message) throw missing('button_message', 'buttons');
    return fromButtons(body.button_message);
  }
  if (!body.list_message) throw missing('list_message', 'list');
  return fromList(body.list_message);
}

function missing(field: string, type: string): AppError {
  return new AppError('request.invalid', `${field} is required when type is ${type}.`, { details: { field } });
}

function fromButtons(message: Schemas['ButtonsMessageDto']): InteractiveMessage {
  return {
    kind: 'buttons',
    header: fromHeader(message.header),
    body: message.body ?? '',
    footer: given(message.footer),
    buttons: (message.buttons ?? []).map(({ text }) => ({ title: text ?? '' })),
  };
}

function fromList(message: Schemas['ListMessageDto']): InteractiveMessage {
  const header = given(message.header);
  return {
    kind: 'list',
    header: header === undefined ? undefined : { kind: 'text', text: header },
    body: message.body ?? '',
    footer: given(message.footer),
    button: message.button_text ?? '',
    sections: (message.sections ?? []).map(({ title, rows }) => ({
      title: given(title),
      rows: (rows ?? []).map((row) => ({
        id: given(row.id),
        title: row.title ?? '',
        description: given(row.description),
      })),
    })),
  };
}

/** The kind in any casing, text when none is named; a file needs its address. */
function fromHeader(header: Schemas['ButtonsMessageHeaderDto'] | null | undefined): InteractiveHeader | undefined {
  const kind = given(header?.type)?.trim().toLowerCase() ?? 'text';
  if (kind === 'text') {
    const text = given(header?.text);
    return text === undefined ? undefined : { kind, text };
  }
  if (kind !== 'image' && kind !== 'video' && kind !== 'document') {
    throw new AppError('request.invalid', 'header.type must be one of Text, Image, Video, Document.');
  }
  const url = given(header?.media?.url)?.trim();
  if (url === undefined) throw new AppError('request.invalid', `header.media.url is required for ${kind}.`);
  return { kind, url, fileName: given(header?.media?.file_name) };
}

function given(text: string | null | undefined): string | undefined {
  return text?.trim() ? text : undefined;
}
