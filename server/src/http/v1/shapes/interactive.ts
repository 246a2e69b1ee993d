import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../../kernel/errors.ts';
import type { InteractiveHeader, InteractiveMessage } from '../../../modules/messages/index.ts';

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
  const header = given(body.header);
  return {
    kind: 'list',
    header: header === undefined ? undefined : { kind: 'text', text: header },
    body: body.body ?? '',
    footer: given(body.footer),
    button: body.buttonText ?? '',
    sections: (body.sections ?? []).map(({ title, rows }) => ({
      title: given(title),
      rows: (rows ?? []).map((row) => ({
        id: given(row.id),
        title: row.title ?? '',
        description: given(row.description),
      })),
    })),
  };
}

/** Clients send an empty header where they want none; one that names a file needs its address. */
function fromHeader(header: Schemas['ButtonsMessageHeader'] | undefined): InteractiveHeader | undefined {
  const kind = header?.type?.toLowerCase() ?? 'text';
  if (kind === 'text') {
    const text = given(header?.text);
    return text === undefined ? undefined : { kind, text };
  }
  if (kind !== 'image' && kind !== 'video' && kind !== 'document') {
    throw new AppError('request.invalid', 'header.type must be one of Text, Image, Video, Document.');
  }
  const url = given(header?.media?.url)?.trim();
  if (url === undefined) throw new AppError('request.invalid', `header.media.url is required for ${kind}.`);
  return { kind, url, fileName: given(header?.media?.fileName) };
}

function given(text: string | null | undefined): string | undefined {
  return text?.trim() ? text : undefined;
}
