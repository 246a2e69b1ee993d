import type { components } from '@parley/contract/inbox';
import type { ContactPanel } from '../../../modules/inbox/index.ts';
import { toStatusWord } from './conversation.ts';

export function toPanel(panel: ContactPanel): components['schemas']['Panel'] {
  const { contact, teams, tickets, others, lead } = panel;
  return {
    contact: {
      id: contact.id,
      name: contact.name,
      profileName: contact.profileName,
      phone: contact.waId,
      bsuid: contact.bsuid,
      username: contact.username,
      attributes: Object.entries(contact.attributes).map(([name, value]) => ({ name, value })),
      optedIn: contact.optedIn,
      allowBroadcast: contact.allowBroadcast,
      isBlocked: contact.blockedAt !== null,
      source: contact.source,
      teams: [...teams],
      createdAt: contact.createdAt.toISOString(),
      updatedAt: contact.updatedAt.toISOString(),
    },
    tickets: tickets.map(({ id, openedAt, closedAt, closeReason }) => ({
      id,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      closeReason,
    })),
    conversations: others.map((other) => ({
      id: other.id,
      channel: { id: other.channelId, name: other.channelName, phoneNumber: other.channelPhoneNumber },
      status: toStatusWord(other.status),
      lastActivityAt: other.lastActivityAt.toISOString(),
    })),
    lead:
      lead === undefined
        ? null
        : {
            stage: lead.stage,
            kind: lead.kind,
            value: lead.value,
            currency: lead.currency,
            owner: lead.ownerId === null ? null : { id: lead.ownerId, name: lead.ownerName ?? '' },
          },
    orders: panel.orders.map((order) => ({ ...order, at: order.at.toISOString() })),
    segments: [...panel.segments],
    consent: panel.consent.map(({ allowBroadcast, by, at }) => ({ allowBroadcast, by, at: at.toISOString() })),
  };
}
