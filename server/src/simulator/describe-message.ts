import { type JsonObject, listOrEmpty, objectOrEmpty, textOrUndefined } from './json-value.ts';

/** The one line that a phone shows of a message, in either direction; empty when the content has no words. */
export function textOfMessage(type: string, content: unknown): string {
  const own = objectOrEmpty(content);
  switch (type) {
    case 'text':
      return textOrUndefined(own.body) ?? '';
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
      return textOrUndefined(own.caption) ?? textOrUndefined(own.filename) ?? '';
    case 'location':
      return [own.name, own.address].filter((part) => typeof part === 'string').join(', ');
    case 'contacts':
      return listOrEmpty(content).map(nameOfCard).join(', ');
    case 'reaction':
      return textOrUndefined(own.emoji) ?? '';
    case 'button':
      return textOrUndefined(own.text) ?? '';
    case 'interactive':
      return textOfInteractive(own);
    case 'order':
      return textOrUndefined(own.text) ?? '';
    case 'system':
      return textOrUndefined(own.body) ?? '';
    default:
      return '';
  }
}

function nameOfCard(card: unknown): string {
  return textOrUndefined(objectOrEmpty(objectOrEmpty(card).name).formatted_name) ?? '';
}

/** The body of one that the business sent, or the chosen title of a customer's answer. */
function textOfInteractive(interactive: JsonObject): string {
  const chosen = objectOrEmpty(interactive.button_reply ?? interactive.list_reply).title;
  const form = objectOrEmpty(interactive.nfm_reply).body;
  const body = objectOrEmpty(interactive.body).text;
  return [chosen, form, body].find((text) => typeof text === 'string') ?? '';
}
