import { AppError } from '../kernel/errors.ts';
import type { InteractiveHeader, InteractiveMessage } from '../modules/messages/index.ts';

type Text = string | null | undefined;

interface HeaderFields {
  /** In lower case. */
  readonly kind: string;
  readonly text: Text;
  readonly url: Text;
  readonly fileName: Text;
}

/** Clients send an empty header where they want none; one that names a file needs its address. Throws request.invalid. */
export function toInteractiveHeader({ kind, ...fields }: HeaderFields): InteractiveHeader | undefined {
  if (kind === 'text') return toTextHeader(fields.text);
  if (kind !== 'image' && kind !== 'video' && kind !== 'document') {
    throw new AppError('request.invalid', 'header.type must be one of Text, Image, Video, Document.');
  }
  const url = given(fields.url)?.trim();
  if (url === undefined) throw new AppError('request.invalid', `header.media.url is required for ${kind}.`);
  return { kind, url, fileName: given(fields.fileName) };
}

interface ListFields {
  readonly header?: Text;
  readonly body?: Text;
  readonly footer?: Text;
  readonly sections?: readonly ListSection[] | null | undefined;
}

interface ListSection {
  readonly title?: Text;
  readonly rows?:
    | readonly { readonly id?: Text; readonly title?: Text; readonly description?: Text }[]
    | null
    | undefined;
}

/** A list under a button. Empty parts are parts that are not there. */
export function toInteractiveList(message: ListFields, button: Text): InteractiveMessage {
  return {
    kind: 'list',
    header: toTextHeader(message.header),
    body: message.body ?? '',
    footer: given(message.footer),
    button: button ?? '',
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

function toTextHeader(written: Text): Extract<InteractiveHeader, { kind: 'text' }> | undefined {
  const text = given(written);
  return text === undefined ? undefined : { kind: 'text', text };
}

/** A text that says something, as it was written. */
export function given(text: Text): string | undefined {
  return text?.trim() ? text : undefined;
}
