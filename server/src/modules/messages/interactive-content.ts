import type { InteractiveMessage, ListMessage, ReplyButton } from './interactive-message.ts';

/** A header as it is stored: a file is named by its kind alone, since its id at WhatsApp is known when it is sent. */
export interface StoredHeader {
  readonly kind: 'image' | 'video' | 'document';
  readonly fileName: string | undefined;
}

/**
 * The Cloud API's `interactive` object. `media` stands for the file of a header, whose id the send puts in
 * (`withHeaderMedia`).
 */
export function toInteractiveContent(
  message: InteractiveMessage,
  media: StoredHeader | undefined,
): Record<string, unknown> {
  const { header, body, footer } = message;
  return {
    type: message.kind === 'buttons' ? 'button' : 'list',
    ...(header?.kind === 'text' ? { header: { type: 'text', text: header.text } } : {}),
    ...(media === undefined ? {} : { header: { type: media.kind, [media.kind]: toMediaPart(media) } }),
    body: { text: body },
    ...(footer === undefined ? {} : { footer: { text: footer } }),
    action: message.kind === 'buttons' ? { buttons: toReplyButtons(message.buttons) } : toListAction(message),
  };
}

/** The content with the id of its header's file at WhatsApp. */
export function withHeaderMedia(content: Record<string, unknown>, metaMediaId: string): Record<string, unknown> {
  const header = content.header as { readonly type: string; readonly [kind: string]: unknown };
  const part = header[header.type] as Record<string, unknown>;
  return { ...content, header: { ...header, [header.type]: { id: metaMediaId, ...part } } };
}

/**
 * The ids of all buttons in order: a button without one goes by its number. WATI counts them so, and programs in use
 * choose by "1" and "2" what a tap means.
 */
export function buttonIdsOf(buttons: readonly ReplyButton[]): string[] {
  return buttons.map((button, index) => button.id ?? String(index + 1));
}

/** The ids of all rows in order: a row without one goes by its number. */
export function rowIdsOf({ sections }: ListMessage): string[] {
  return sections.flatMap((section) => section.rows).map((row, index) => row.id ?? String(index + 1));
}

function toMediaPart({ kind, fileName }: StoredHeader): Record<string, unknown> {
  return kind === 'document' && fileName !== undefined ? { filename: fileName } : {};
}

function toReplyButtons(buttons: readonly ReplyButton[]): Record<string, unknown>[] {
  const ids = buttonIdsOf(buttons);
  return buttons.map(({ title }, index) => ({ type: 'reply', reply: { id: ids[index], title } }));
}

function toListAction(message: ListMessage): Record<string, unknown> {
  const ids = rowIdsOf(message);
  let next = 0;
  const sections = message.sections.map(({ title, rows }) => ({
    ...(title === undefined ? {} : { title }),
    rows: rows.map((row) => ({
      id: ids[next++],
      title: row.title,
      ...(row.description ? { description: row.description } : {}),
    })),
  }));
  return { button: message.button, sections };
}
