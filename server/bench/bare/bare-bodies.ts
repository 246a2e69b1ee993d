/** A status as the fake Cloud API posts it, alone in its body. */
interface StatusBody {
  readonly entry: readonly [
    { readonly changes: readonly [{ readonly value: { readonly statuses: readonly [Status] } }] },
  ];
}
interface Status {
  readonly id: string;
  readonly status: keyof typeof eventTypes;
  readonly timestamp: string;
  readonly recipient_id: string;
  readonly biz_opaque_callback_data: string;
}

/** What a status is turned into: the message, how far it came, and the webhook that tells of it. */
export interface BareMilestone {
  readonly messageId: string;
  readonly rank: number;
  readonly webhook: string;
}

const eventTypes = {
  sent: 'templateMessageSent_v2',
  delivered: 'sentMessageDELIVERED_v2',
  read: 'sentMessageREAD_v2',
} as const;
const ranks = Object.keys(eventTypes);

export function toSendBody(message: { id: string; waId: string }): string {
  const { id, waId } = message;
  const parameters = [
    { type: 'text', parameter_name: 'order_id', text: waId.slice(-6) },
    { type: 'text', parameter_name: 'status', text: 'on its way' },
  ];
  const template = { name: 'order_update', language: { code: 'en' }, components: [{ type: 'body', parameters }] };
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: waId,
    type: 'template',
    template,
    biz_opaque_callback_data: id,
  });
}

export function readMilestone(body: string): BareMilestone {
  const [status] = (JSON.parse(body) as StatusBody).entry[0].changes[0].value.statuses;
  const { biz_opaque_callback_data: messageId, recipient_id: waId, timestamp } = status;
  const webhook = {
    eventType: eventTypes[status.status],
    id: messageId,
    localMessageId: messageId,
    whatsappMessageId: status.id,
    waId,
    conversationId: waId,
    ticketId: waId,
    statusString: status.status,
    type: 'template',
    text: 'Your order is on its way.',
    created: new Date(Number(timestamp) * 1000).toISOString(),
    timestamp,
    templateId: 'order_update',
    templateName: 'order_update',
    operatorEmail: null,
    channelPhoneNumber: '15550100001',
  };
  return { messageId, rank: ranks.indexOf(status.status) + 1, webhook: JSON.stringify(webhook) };
}
