/**
 * Owns the numbering of the event stream, and what a team writes about its chats: notes, favourites, views, quick replies,
 * scheduled messages, and who is present. Promises that a reader who goes on from a cursor sees every committed event once,
 * whatever commits late and whatever restarts, and that what a person sends goes out once. Does not render events for webhooks.
 */
export { type ContactPanel, getContactOf, readContactPanel, readPersonPanel } from './contact-panel.ts';
export { type ConversationRow, loadConversationRows } from './conversation-row.ts';
export { countViews } from './count-views.ts';
export { readDirectory } from './directory.ts';
export { createEventStream, type EventStream, streamLimits, streamPageLimit } from './event-stream.ts';
export { setFavourite } from './favourites.ts';
export { fillVariables, variablesOf } from './fill-variables.ts';
export { createChatFollower } from './follow-chats.ts';
export type { InboxFilter } from './list-filter.ts';
export { listInbox, type PageFrom } from './list-inbox.ts';
export type { ListKey } from './list-keys.ts';
export type { LiveBatch } from './live-batch.ts';
export { createLiveFeed, type LiveFeed, type LivePage, type LiveSubscription } from './live-feed.ts';
export { markRead, markUnread } from './mark-read.ts';
export type { TemplateChoice } from './message-draft.ts';
export { addNote, type NoteRow } from './notes.ts';
export { listPresence, type PresenceRow, setPresence } from './presence.ts';
export {
  createQuickReply,
  deleteQuickReply,
  listQuickReplies,
  type QuickReply,
  type QuickReplyInput,
  updateQuickReply,
} from './quick-replies.ts';
export { renameInQuickReplies } from './rename-in-quick-replies.ts';
export { renumberForeignEvents } from './renumber-events.ts';
export { findEventType, type StreamEvent, type StreamFilter } from './scan-events.ts';
export { cancelScheduled, listScheduled, scheduleMessage } from './scheduled-messages.ts';
export type { ScheduledMessage } from './scheduled-queries.ts';
export { createScheduledSender } from './scheduled-sender.ts';
export { sendFromInbox } from './send-from-inbox.ts';
export { startChat } from './start-chat.ts';
export { type StreamPosition, toCursor } from './stream-position.ts';
export { loadEntries, readTimeline, type TimelineEntry, type TimelineMessage, type TimelinePlace } from './timeline.ts';
export type { ChangeRow, TimelineMessageRow } from './timeline-queries.ts';
export { createView, deleteView, listViews, updateView, type View } from './views.ts';
