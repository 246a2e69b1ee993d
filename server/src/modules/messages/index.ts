/**
 * Owns messages from acceptance to their last status, and the queue that sends them. Promises that an accepted message
 * is sent once, or shown as unconfirmed, and that its state only rises. Does not speak HTTP to customers of the API.
 */
export { acceptBotMessage, type BotMessage } from './accept-bot-message.ts';
export { applyStatuses, type IncomingStatus } from './apply-statuses.ts';
export { queueSizesStatement } from './dispatch-queries.ts';
export { createDispatcher, type DispatchDeps, type Dispatcher } from './dispatcher.ts';
export {
  countHistory,
  findMessage,
  type HistoryQuery,
  type HistoryRow,
  listHistory,
  type TicketRow,
} from './history.ts';
export { claimWamids, type ReceivedMessage, storeReceived } from './receive-messages.ts';
export { isByBot, operatorOf, type SendDeps, sourceOf } from './send-deps.ts';
export { type SessionContent, sendSessionMessage, textLimit } from './send-session-message.ts';
export { sendTemplateBulk } from './send-template-bulk.ts';
export {
  type AcceptedMessage,
  createTemplateSender,
  maxPerTransaction,
  type TemplateMessageInput,
  type TemplateSender,
} from './send-template-messages.ts';
export type { StatusReport } from './status-report.ts';
export { sweepParkedStatuses } from './sweep-parked-statuses.ts';
export { type Message, type MessageFacts, type MessageStatus, statusOfRank, statusRank } from './types.ts';
