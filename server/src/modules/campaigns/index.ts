/**
 * Owns broadcasts: one send of a template to many people. Promises that a broadcast and its messages are accepted
 * together, that one in parts tells how far it got, and that nothing of it is sent twice. Does not send: messages does.
 */
export { enableAutoRetry, maxRetryDays } from './enable-auto-retry.ts';
export { type CampaignFilter, listCampaigns, sumCampaigns } from './list-campaigns.ts';
export { listRecipients, type RecipientRow, type RecipientState } from './list-recipients.ts';
export {
  type AcceptedPart,
  acceptPart,
  type LongBroadcast,
  maxPartSize,
  type NamedRecipient,
  planLongBroadcast,
} from './long-broadcast.ts';
export { campaignColumns, campaignJoins, findCampaign, getCampaign } from './read-campaigns.ts';
export { createRecipientMarks, type RecipientMarks } from './recipient-marks.ts';
export { createRetryWorker, type RetryWorker } from './retry-worker.ts';
export { type Broadcast, type BroadcastDeps, type BroadcastRecipient, startBroadcast } from './start-broadcast.ts';
export type {
  Campaign,
  CampaignRecipient,
  CampaignState,
  CounterName,
  Counters,
  SkipReason,
  WaitingFor,
} from './types.ts';
