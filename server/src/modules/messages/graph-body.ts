import { assert } from '../../kernel/assert.ts';
import { writeEcho } from './apply-statuses.ts';
import type { ClaimedMessage } from './dispatch-queries.ts';
import { withHeaderMedia } from './interactive-content.ts';

/**
 * The JSON body of a send (cloud-api `MessagesRequest`). `content` is spliced in as stored, so what was accepted is what
 * goes out. A phone number wins over a BSUID when both are known (behaviour 2.4).
 */
export function toGraphBody(
  message: ClaimedMessage,
  metaMediaId: string | undefined,
  messagingAccountId: string | null = null,
): string {
  const address = message.waId === null ? { recipient: message.bsuid } : { to: message.waId };
  const head = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address,
    type: message.type,
    ...(message.kind === 'direct' ? { category: 'utility' } : {}),
    ...(message.replyToWamid === null ? {} : { context: { message_id: message.replyToWamid } }),
    biz_opaque_callback_data: writeEcho(message.id, message.retry),
    ...(messagingAccountId === null ? {} : { messaging_account_id: messagingAccountId }),
  };
  assert(message.content !== null, 'an outgoing message has content');
  const content = metaMediaId === undefined ? message.content : withMedia(message.type, message.content, metaMediaId);
  return `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(message.type)}:${content}}`;
}

function withMedia(type: string, content: string, metaMediaId: string): string {
  const parsed = JSON.parse(content) as Record<string, unknown>;
  return JSON.stringify(type === 'interactive' ? withHeaderMedia(parsed, metaMediaId) : { id: metaMediaId, ...parsed });
}
