/**
 * Owns conversations (one contact on one channel), their tickets and the 24-hour window. Promises that a customer's
 * message always lands in an open ticket and restarts the window. Does not hold the messages themselves.
 */
export { assignByBot, solveByBot } from './bot-changes.ts';
export { type ConversationPair, ensureConversations } from './ensure-conversations.ts';
export { findContactsWhoWrote } from './find-contacts-who-wrote.ts';
export { type FoundConversations, findConversationOn, findConversations } from './find-conversations.ts';
export { enterFlow, leaveFlow, lockConversation } from './flow-changes.ts';
export { type CustomerMessageSeen, type NotedMessages, noteCustomerMessages } from './note-customer-messages.ts';
export { type Conversation, type ConversationStatus, isWindowOpen, serviceWindowMs } from './types.ts';
