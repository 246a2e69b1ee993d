import { AppError } from '../../../kernel/errors.ts';
import { toStorableText } from '../../../kernel/storable-text.ts';
import type { DirectContent, InteractiveHeader, InteractiveMessage } from '../../../modules/messages/index.ts';

import { fromLocalMessageId } from './local-message-id.ts';

type Part = Readonly<Record<string, unknown>>;

export interface DirectSend {
  readonly content: DirectContent;
  readonly channelName: string | undefined;
  readonly broadcastName: string | undefined;
  readonly localMessageId: string | undefined;
}

/** Buttons of one body that are read; the limit of WhatsApp is checked with the others. */
const readLimit = 100;

/**
 * Reads the open body of a direct send: `category` (utility), `type`, and `text` or `interactive` in the form of the
 * Cloud API, where clients also write the type of buttons as 0. Names in any casing. Throws request.invalid.
 */
export function fromDirectSend(body: unknown): DirectSend {
  const members = membersOf(body, 'The request body');
  const category = textOf(members.category) ?? 'utility';
  if (category.toLowerCase() !== 'utility') {
    throw invalid(`category must be utility, not ${category}: other messages need a template.`);
  }
  const channel = [members.channel_number, members.channelphonenumber, members.channelnumber].map(textOf);
  return {
    content: toContent(members),
    channelName: channel.find((name) => name !== undefined),
    broadcastName: textOf(members.broadcast_name),
    localMessageId: fromLocalMessageId(textOf(members.localmessageid) ?? textOf(members.local_message_id)),
  };
}

function toContent(members: Part): DirectContent {
  const type = textOf(members.type)?.toLowerCase() ?? (members.interactive == null ? 'text' : 'interactive');
  if (type === 'text') return { kind: 'text', text: nestedText(members.text, 'body') ?? '' };
  if (type !== 'interactive') throw invalid(`type must be text or interactive, not ${type}.`);
  return { kind: 'interactive', message: toButtons(membersOf(members.interactive, 'interactive')) };
}

function toButtons(interactive: Part): InteractiveMessage {
  const type = String(interactive.type ?? 'button').toLowerCase();
  if (type !== 'button' && type !== '0') throw invalid(`interactive.type must be button, not ${type}.`);
  const { buttons } = membersOf(interactive.action, 'interactive.action');
  if (!Array.isArray(buttons)) throw invalid('interactive.action.buttons must be a list.');
  return {
    kind: 'buttons',
    header: toHeader(interactive.header),
    body: nestedText(interactive.body, 'text') ?? '',
    footer: nestedText(interactive.footer, 'text'),
    buttons: buttons.slice(0, readLimit).map((button: unknown, index) => {
      const where = `interactive.action.buttons[${index}]`;
      const reply = membersOf(membersOf(button, where).reply, `${where}.reply`);
      return { id: textOf(reply.id), title: textOf(reply.title) ?? '' };
    }),
  };
}

function toHeader(given: unknown): InteractiveHeader | undefined {
  if (given === undefined || given === null) return undefined;
  const header = membersOf(given, 'interactive.header');
  const kind = textOf(header.type)?.toLowerCase() ?? 'text';
  if (kind === 'text') {
    const text = textOf(header.text);
    return text === undefined ? undefined : { kind, text };
  }
  if (kind !== 'image' && kind !== 'video' && kind !== 'document') {
    throw invalid('interactive.header.type must be one of text, image, video, document.');
  }
  const media = membersOf(header[kind], `interactive.header.${kind}`);
  const url = textOf(media.link)?.trim();
  if (url === undefined) throw invalid(`interactive.header.${kind}.link is required.`);
  return { kind, url, fileName: textOf(media.filename) };
}

/** The members of an object under their names in lower case. */
function membersOf(value: unknown, where: string): Part {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${where} must be an object.`);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member as unknown]));
}

/** A text, or the text inside an object that wraps it. */
function nestedText(value: unknown, member: string): string | undefined {
  if (typeof value === 'object' && value !== null) return textOf(membersOf(value, member)[member]);
  return textOf(value);
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? toStorableText(value) : '';
  return text.trim() === '' ? undefined : text;
}

function invalid(message: string): AppError {
  return new AppError('request.invalid', message);
}
