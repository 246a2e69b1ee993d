import type { components } from '@parley/contract/wati-v3';
import { AppError } from '../../../kernel/errors.ts';
import type { InteractiveHeader, InteractiveMessage } from '../../../modules/messages/index.ts';
import { given, toInteractiveHeader, toInteractiveList } from '../../interactive-parts.ts';

type Schemas = components['schemas'];

/** The message that `type` names. Empty parts are parts that are not there. Throws request.invalid. */
export function fromInteractiveRequest(body: Schemas['SendInteractiveMessageRequest']): InteractiveMessage {
  if (body.type === 'buttons') {
    if (!body.button_message) throw missing('button_message', 'buttons');
    return fromButtons(body.button_message);
  }
  if (!body.list_message) throw missing('list_message', 'list');
  return toInteractiveList(body.list_message, body.list_message.button_text);
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

/** The kind in any casing, text when none is named. */
function fromHeader(header: Schemas['ButtonsMessageHeaderDto'] | null | undefined): InteractiveHeader | undefined {
  const kind = given(header?.type)?.trim().toLowerCase() ?? 'text';
  const { url, file_name: fileName } = header?.media ?? {};
  return toInteractiveHeader({ kind, text: header?.text, url, fileName });
}
