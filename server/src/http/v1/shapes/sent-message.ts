import { localMessageIdOf } from '../../../kernel/ids.ts';
import type { Message } from '../../../modules/messages/index.ts';
import type { components } from '../../generated/wati-v1-v2.ts';
import { toSecondsText } from './moment.ts';

type SessionMessageSuccess = components['schemas']['SessionMessageSuccess'];

/** The numeric twin of SENT, as live captures have it. */
const sentStatus = 1;
const unknownSource = 0;

/** The answer to a session text. It says SENT at once: the message is accepted, and its failure is told later. */
export function toSentMessage(
  message: Message,
  operatorName: string | null,
  assignedId: string | null = null,
): SessionMessageSuccess {
  return {
    ok: true,
    result: 'success',
    message: {
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
    },
  };
}
