import type { InboundMessage } from '../../meta/payload.ts';

/** A message of Meta's as Parley keeps it. */
export interface ReadMessage {
  readonly type: string;
  readonly text: string | null;
  readonly content: Record<string, unknown> | null;
  readonly replyToWamid: string | null;
  readonly media: { readonly id: string; readonly mimeType: string; readonly fileName: string | undefined } | undefined;
}

const mediaTypes = new Set(['image', 'video', 'audio', 'document', 'sticker']);

/** Takes type, text, content and media out of a message of any type; unknown types are kept as they came. */
export function readMessage(message: InboundMessage): ReadMessage {
  const type = message.type ?? 'unknown';
  const part = readPart(message, type);
  const context = message.context;
  const extra = {
    ...(context?.forwarded || context?.frequently_forwarded
      ? { forwarded: true, frequently_forwarded: context.frequently_forwarded === true }
      : {}),
    ...(message.referral ? { referral: message.referral } : {}),
    ...(message.errors ? { errors: message.errors } : {}),
  };
  const content = part || Object.keys(extra).length > 0 ? { ...part, ...extra } : null;
  return {
    type: type === 'audio' && message.audio?.voice ? 'voice' : type,
    text: withoutNul(readText(message, type)),
    content,
    replyToWamid: (type === 'reaction' ? message.reaction?.message_id : context?.id) ?? null,
    media: readMedia(message, type),
  };
}

// The part bears the name of the type. Contact cards are a list: kept under that name.
function readPart(message: InboundMessage, type: string): Record<string, unknown> | undefined {
  const part = (message as Record<string, unknown>)[type];
  if (Array.isArray(part)) return { [type]: part };
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : undefined;
}

function readText(message: InboundMessage, type: string): string | null | undefined {
  switch (type) {
    case 'text':
      return message.text?.body;
    case 'image':
      return message.image?.caption;
    case 'video':
      return message.video?.caption;
    case 'document':
      return message.document?.filename ?? message.document?.caption;
    case 'button':
      return message.button?.text;
    case 'interactive':
      return (
        message.interactive?.button_reply?.title ??
        message.interactive?.list_reply?.title ??
        message.interactive?.nfm_reply?.body
      );
    case 'reaction':
      return message.reaction?.emoji ?? '';
    case 'order':
      return message.order?.text;
    case 'system':
      return message.system?.body;
    default:
      return null;
  }
}

function readMedia(message: InboundMessage, type: string): ReadMessage['media'] {
  if (!mediaTypes.has(type)) return undefined;
  const part = message[type as 'image' | 'video' | 'audio' | 'document' | 'sticker'];
  if (part?.id === undefined) return undefined;
  return { id: part.id, mimeType: part.mime_type ?? 'application/octet-stream', fileName: part.filename };
}

function withoutNul(text: string | null | undefined): string | null {
  return text === undefined || text === null ? null : text.replaceAll('\u0000', '');
}
