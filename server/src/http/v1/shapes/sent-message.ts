import type { components } from '@parley/contract/wati-v1-v2';
import { localMessageIdOf } from '../../../kernel/ids.ts';
import type { Message } from '../../../modules/messages/index.ts';
import { toSecondsText } from './moment.ts';

type SentMessage = components['schemas']['SentMessage'];

/** The numeric twin of SENT, as live captures have it. */
const sentStatus = 1;
const unknownSource = 0;

/** On whose behalf a message goes out, and who has the chat. */
export interface SentBy {
  readonly operatorName: string | null;
  readonly assignedId: string | null;
}

/** A message as the session sends echo it. It says SENT at once: it is accepted, and its failure is told later. */
export function toSentMessage(message: Message, { operatorName, assignedId }: SentBy): SentMessage {
  return {
    whatsappMessageId: null,
    localMessageId: message.localMessageId ?? localMessageIdOf(message.id),
    text: message.text,
    media: null,
    messageContact: null,
    location: null,
    type: message.type,
    time: toSecondsText(message.createdAt),
    status: sentStatus,
    statusString: 'SENT',
    isOwner: true,
    isUnread: false,
    ticketId: message.ticketId,
    avatarUrl: null,
    assignedId,
    operatorName,
    replyContextId: message.replyToWamid,
    sourceType: unknownSource,
    failedDetail: null,
    messageReferral: null,
    id: message.id,
    created: message.createdAt.toISOString(),
    conversationId: message.conversationId,
  };
}

/** A file carries its caption beside its type, and has no text. Its id at WhatsApp is not known yet. */
export function toSentFile(
  message: Message,
  by: SentBy,
  media: { readonly mimeType: string; readonly caption: string | null },
): SentMessage {
  return { ...toSentMessage(message, by), text: null, media: { id: null, ...media } };
}

/** Buttons or a list with what the phone shows, in the form of the Cloud API. */
export function toSentInteractive(message: Message, by: SentBy): SentMessage {
  return { ...toSentMessage(message, by), interactiveData: message.content };
}
