import type { components } from '@parley/contract/wati-v3';
import type { ConversationStatus, ListedConversation, WantedStatus } from '../../../modules/conversations/index.ts';

type Schemas = components['schemas'];
type StatusWord = Schemas['UpdateConversationStatusRequest']['new_status'];

export function fromStatusWord(word: StatusWord): WantedStatus {
  return word === 'block' ? 'blocked' : word;
}

/**
 * A chat in the list. Of these members the contract knows two; the others are what a list of chats shows. Dates are never
 * null: a strict client stumbles over those.
 */
export function toConversationSummary(row: ListedConversation): Schemas['ConversationSummary'] {
  const { lastCustomerMessageAt } = row;
  return {
    id: row.id,
    channel_type: 'Whatsapp',
    channel_id: row.channelId,
    channel_name: row.channelName,
    channel_phone_number: row.channelPhoneNumber,
    contact_id: row.contactId,
    contact_name: row.contactName ?? row.waId,
    phone: row.waId,
    ...(row.bsuid === null ? {} : { bsuid: row.bsuid }),
    status: toStatusWord(row.status),
    ticket_id: row.ticketId,
    assigned_id: row.assignedOperatorId,
    operator_name: row.operatorName,
    operator_email: row.operatorEmail,
    tags: row.tags,
    created: row.createdAt.toISOString(),
    last_updated: row.updatedAt.toISOString(),
    ...(lastCustomerMessageAt === null ? {} : { last_customer_message_at: lastCustomerMessageAt.toISOString() }),
  };
}

/** The words in which a status is set; `expired` and `broadcast` are only shown. */
function toStatusWord(status: ConversationStatus): string {
  return status === 'blocked' ? 'block' : status;
}
