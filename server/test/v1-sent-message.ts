import { expect } from 'vitest';

/** What v1 answers of a message just sent, whatever it holds: text, media and type are told by each test. */
export const sentMessage = {
  whatsappMessageId: null,
  localMessageId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  messageContact: null,
  location: null,
  time: expect.stringMatching(/^\d{10}$/),
  status: 1,
  statusString: 'SENT',
  isOwner: true,
  isUnread: false,
  ticketId: expect.stringMatching(/^[0-9a-f]{24}$/),
  avatarUrl: null,
  assignedId: null,
  operatorName: 'Ada Admin',
  replyContextId: null,
  sourceType: 0,
  failedDetail: null,
  messageReferral: null,
  id: expect.stringMatching(/^[0-9a-f]{24}$/),
  created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  conversationId: expect.stringMatching(/^[0-9a-f]{24}$/),
};
