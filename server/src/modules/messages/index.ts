/**
 * Owns messages from acceptance to their last status, and the queue that sends them. Promises that an accepted message
 * is sent once, or shown as unconfirmed, and that its state only rises, except where a broadcast tries a failed one again.
 * Does not speak HTTP to customers of the API.
 */
export { acceptBotMessage } from './accept-bot-message.ts';
export { applyStatuses, type IncomingStatus } from './apply-statuses.ts';
export { createBlockMirror } from './block-mirror.ts';
export { checkInteractive } from './check-interactive.ts';
export { countQueued } from './count-queued.ts';
export { countPeopleReached, findQueuedBulk } from './count-templates.ts';
export { queueSizesStatement } from './dispatch-queries.ts';
export { createDispatcher, type Dispatcher } from './dispatcher.ts';
export { findMessageByLocalId, localMessageIdLimit } from './find-by-local-id.ts';
export { findNewestReceived, findSent } from './find-message-facts.ts';
export { findUnheard } from './find-unheard.ts';
export { createBlockFollower } from './follow-blocks.ts';
export { createMergeForgetter } from './follow-deletions.ts';
export { createConsentFollower } from './follow-failures.ts';
export { createHeaderMedia } from './header-media.ts';
export {
  countHistory,
  findMessage,
  type HistoryQuery,
  type HistoryRow,
  listHistory,
  type MessageRow,
  type TicketRow,
} from './history.ts';
export { createHistoryMover } from './history-mover.ts';
export { toInteractiveContent } from './interactive-content.ts';
export type { InteractiveHeader, InteractiveMessage, ListSection } from './interactive-message.ts';
export { changeAddresses, joinPeople, mergePeople } from './merge-people.ts';
export { claimWamids, type ReceivedMessage, storeReceived } from './receive-messages.ts';
export { createTemplateRefresher } from './refresh-templates.ts';
export { findLastFailure, retryFailed, type TakenBack } from './retry-failed.ts';
export { isByBot, isByPerson, operatorOf, type SendDeps, sourceOf } from './send-deps.ts';
export { type DirectContent, sendDirectMessage } from './send-direct-message.ts';
export { sendInteractiveMessage } from './send-interactive-message.ts';
export { acceptSessionMessage, requireOpenChat, sendSessionMessage } from './send-session-message.ts';
export {
  type Accepted,
  type AcceptedMessage,
  createTemplateSender,
  type PlannedTemplate,
  type Repeats,
  requireAccepted,
  type TemplateMessageInput,
  type TemplateSender,
  type UnsentRecipient,
} from './send-template-messages.ts';
export { checkCaption, type SessionContent, textLimit, toMediaContent } from './session-content.ts';
export { type SharedContactFacts, toSharedContact } from './shared-contact.ts';
export { showTyping, type TypingDeps } from './show-typing.ts';
export { isTryUnknown } from './state-machine.ts';
export { sweepParkedStatuses } from './sweep-parked-statuses.ts';
export {
  type Message,
  type MessageFacts,
  type MessageStatus,
  messageColumns,
  statusOfRank,
  statusRank,
} from './types.ts';
export { unmergePeople } from './unmerge-people.ts';
