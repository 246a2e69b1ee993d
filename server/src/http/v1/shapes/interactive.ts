import type { components } from '@parley/contract/wati-v1-v2';
import type { InteractiveHeader, InteractiveMessage } from '../../../modules/messages/index.ts';
import { given, toInteractiveHeader, toInteractiveList } from '../../interactive-parts.ts';

type Schemas = components['schemas'];

/** Buttons as v1 writes them. Empty parts are parts that are not there. Throws request.invalid. */
export function fromButtonsMessage(body: Schemas['ButtonsMessage']): InteractiveMessage {
  return {
    kind: 'buttons',
    header: fromHeader(body.header),
    body: body.body ?? '',
    footer: given(body.footer),
    buttons: (body.buttons ?? []).map(({ id, text }) => ({ id: given(id), title: text ?? '' })),
  };
}

/** A list as v1 writes it. */
export function fromListMessage(body: Schemas['ListMessage']): InteractiveMessage {
  return toInteractiveList(body, body.buttonText);
}

function fromHeader(header: Schemas['ButtonsMessageHeader'] | undefined): InteractiveHeader | undefined {
  const { url, fileName } = header?.media ?? {};
  return toInteractiveHeader({ kind: header?.type?.toLowerCase() ?? 'text', text: header?.text, url, fileName });
}
