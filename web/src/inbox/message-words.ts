import type { ConversationRow, MessageState } from '../api/types.ts';

type Contact = ConversationRow['contact'];
type LastMessage = NonNullable<ConversationRow['lastMessage']>;

export function nameOf(contact: Pick<Contact, 'name' | 'phone' | 'username' | 'bsuid'>): string {
  return contact.name || (contact.phone ? `+${contact.phone}` : undefined) || usernameOf(contact) || 'Unknown';
}

function usernameOf({ username, bsuid }: Pick<Contact, 'username' | 'bsuid'>): string | undefined {
  return username ? `@${username}` : (bsuid ?? undefined);
}

/** A number as people write it, or the name a person goes by. */
export function addressOf(contact: Pick<Contact, 'phone' | 'username' | 'bsuid'>): string {
  return contact.phone ? `+${contact.phone}` : (usernameOf(contact) ?? '');
}

const kindWords: Readonly<Record<string, string>> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  voice: 'Voice message',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Location',
  contacts: 'Contact card',
  template: 'Template',
  interactive: 'Choices',
  order: 'Order',
  reaction: 'Reaction',
};

export function previewOf({ preview, type }: Pick<LastMessage, 'preview' | 'type'>): string {
  const kind = kindWords[type];
  if (!preview) return kind ?? 'Message';
  return kind && type !== 'template' && type !== 'interactive' && type !== 'reaction' ? `${kind}: ${preview}` : preview;
}

export const stateWords: Readonly<Record<MessageState, string>> = {
  received: 'Received',
  queued: 'Waiting to be sent',
  unconfirmed: 'Not known whether WhatsApp took it',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  replied: 'Read and answered',
  failed: 'Failed',
};

/** Of a chat that waits since. */
export const outsideHoursText = 'Came in outside working hours';
