import type { components } from '@parley/contract/wati-v1-v2';
import type { WantedStatus } from '../../../modules/conversations/index.ts';

type TicketStatus = components['schemas']['UpdateChatStatusRequest']['ticketStatus'];

const statusOf: Readonly<Record<TicketStatus, WantedStatus>> = {
  OPEN: 'open',
  PENDING: 'pending',
  SOLVED: 'solved',
  BLOCK: 'blocked',
};

export function fromTicketStatus(word: TicketStatus): WantedStatus {
  return statusOf[word];
}
