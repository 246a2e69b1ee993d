/**
 * Owns conversations (one contact on one channel), their tickets and tags, and the 24-hour window. Promises that a customer's
 * message lands in an open ticket and restarts the window, unless the contact is blocked, and that a ticket ends 24 hours
 * after the last one. Does not hold the messages themselves.
 */
export { assignOperator, assignOperatorIn } from './assign-operator.ts';
export { assignTeams, assignTeamsIn } from './assign-teams.ts';
export { type ConversationDeps, changeStatus, changeStatusIn } from './change-status.ts';
export { countOpenChats } from './count-open-chats.ts';
export { deleteContact, deleteContactsIn } from './delete-contact.ts';
export { ensureConversations } from './ensure-conversations.ts';
export { findContactsWhoWrote } from './find-contacts-who-wrote.ts';
export { type FoundConversations, findConversationOn, findConversations } from './find-conversations.ts';
export { findLastSeen } from './find-last-seen.ts';
export { findTaggedContacts } from './find-tagged-contacts.ts';
export { enterFlow, leaveFlow, lockConversation } from './flow-changes.ts';
export { changeTag, type KeptTag, listTagsWithChats, removeTagEverywhere } from './keep-tags.ts';
export { type ListedConversation, listConversations } from './list-conversations.ts';
export { type ConversationMove, mergeConversations, moveTicketEvents } from './merge-conversations.ts';
export type { WantedStatus } from './move-status.ts';
export { nameActor } from './name-actor.ts';
export { noteCall } from './note-call.ts';
export { type NotedMessages, noteCustomerMessages } from './note-customer-messages.ts';
export { partConversations } from './part-conversations.ts';
export { noteReply, type ReadState, setReadState } from './read-state.ts';
export { addTag, conversationTagLimit, removeTag } from './tag-conversation.ts';
export { createTag, listTags, type Tag, tagLimit } from './tags.ts';
export { createTicketExpirer } from './ticket-expirer.ts';
export { botName } from './ticket-sentences.ts';
export { type Conversation, type ConversationStatus, isWindowOpen, serviceWindowMs } from './types.ts';
