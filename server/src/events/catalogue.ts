/** The events of the platform: what happened, in the past tense. The spine for webhooks, live view and stream. */
export const eventTypes = [
  'contact.created',
  'contact.changed',
  'contact.blocked',
  'contact.unblocked',
  'contact.teamsAssigned',
  'contact.merged',
  'contact.unmerged',
  'contact.addressesChanged',
  'contact.consentChanged',
  'contact.deleted',
  'contactJob.changed',
  'conversation.assigned',
  'conversation.statusChanged',
  'conversation.tagAdded',
  'conversation.tagRemoved',
  'conversation.read',
  'conversation.noteAdded',
  'scheduledMessage.changed',
  'ticket.opened',
  'ticket.closed',
  'message.received',
  'message.accepted',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.replied',
  'message.failed',
  'message.unconfirmed',
  'message.requeued',
  'media.stored',
  'media.lost',
  'call.statusChanged',
  'link.clicked',
  'contact.infoShared',
  'order.created',
  'order.updated',
  'payment.captured',
  'payment.failed',
  'campaign.scheduled',
  'campaign.started',
  'campaign.paused',
  'campaign.resumed',
  'campaign.cancelled',
  'campaign.completed',
  'template.created',
  'template.changed',
  'channel.paused',
  'channel.resumed',
  'channel.changed',
  'waba.changed',
  'waba.reviewed',
  'waba.updated',
  'waba.deleted',
  'waba.limitsChanged',
  'number.removed',
  'number.reconnected',
  'number.qualityChanged',
  'number.nameReviewed',
  'chatbot.started',
  'chatbot.ended',
  'lead.stageChanged',
  'lead.changed',
  'lead.removed',
] as const;

export type EventType = (typeof eventTypes)[number];

/**
 * One thing that happened. `subjectId` is the row it happened to; `data` is what a reader needs beyond that row and
 * is stored; `facts` is what consumers in the same transaction need to render it and is not stored.
 */
export interface PlatformEvent {
  readonly id: string;
  readonly tenantId: string;
  readonly type: EventType;
  readonly conversationId: string | undefined;
  readonly subjectId: string;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly facts: unknown;
  readonly at: Date;
}
