/**
 * Owns conversations (one contact on one channel), their tickets and the 24-hour window. Promises that a customer's
 * message always lands in an open ticket and restarts the window. Does not hold the messages themselves.
 */
export { type ConversationPair, ensureConversations } from './ensure-conversations.ts';
export { type FoundConversations, findConversationOn, findConversations } from './find-conversations.ts';
export { type CustomerMessageSeen, noteCustomerMessages } from './note-customer-messages.ts';
export { type Conversation, type ConversationStatus, isWindowOpen, serviceWindowMs } from './types.ts';
