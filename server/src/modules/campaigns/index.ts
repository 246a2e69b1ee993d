/**
 * Owns campaigns (the API says broadcasts): one send of a template to many people, with its states, recipients and counters.
 * Promises that each recipient gets one message or is shown as skipped or stopped, whenever a process ends, and counters that
 * equal a recount. Does not send: messages does.
 */
export { abandonCampaigns } from './abandon-campaigns.ts';
export type { AudienceChanges } from './audience-changes.ts';
export { firstRows, getFile, keepFile } from './campaign-files.ts';
export { createCampaignRunner } from './campaign-runner.ts';
export { cancelCampaign, pauseCampaign, resumeCampaign, type StateDeps } from './change-state.ts';
export { copyCampaign } from './copy-campaign.ts';
export { createCampaignCounter } from './count-changes.ts';
export { countTemplateUses } from './count-template-uses.ts';
export type { CampaignFile, Draft, FileRow } from './draft-queries.ts';
export { createDraft, deleteDraft, getDraft, listDrafts, saveDraft } from './drafts.ts';
export type { DryRun } from './dry-run-queries.ts';
export { findAnyDryRun, findPlanOf, findSummaryOf, getDryRun, type StartedDryRun, startDryRun } from './dry-runs.ts';
export { enableAutoRetry } from './enable-auto-retry.ts';
export { type FailureGroup, listFailures, retryAfterMs, retryFailures } from './failures.ts';
export { findFirstPerson } from './find-first-person.ts';
export { createCountFolder } from './fold-counts.ts';
export { createCampaignPauser } from './follow-failures.ts';
export type { NamedRecipient } from './freeze-recipients.ts';
export { type LaunchedRecipient, launchCampaign } from './launch-campaign.ts';
export { launchDryRun } from './launch-dry-run.ts';
export { listCampaigns, sumCampaigns } from './list-campaigns.ts';
export { listRecipients, type RecipientRow, type RecipientState } from './list-recipients.ts';
export {
  addRecipients,
  giveUpLongCampaign,
  type LongCampaign,
  maxPartSize,
  planLongCampaign,
  startLongCampaign,
} from './long-campaign.ts';
export { pageCampaigns } from './page-campaigns.ts';
export { pageRecipients, type RecipientFilter, type RecipientsOf } from './page-recipients.ts';
export { type CampaignPlan, emptyPlan, type Schedule } from './plan.ts';
export { campaignBacklogStatement } from './queries.ts';
export { getCampaign } from './read-campaigns.ts';
export { createRecipientMarks, type RecipientMarks } from './recipient-marks.ts';
export { renameInDrafts } from './rename-in-drafts.ts';
export { createRetryWorker } from './retry-worker.ts';
export { findSendOutlook, type SendOutlook } from './send-outlook.ts';
export { type Broadcast, type BroadcastRecipient, directLimit, startBroadcast } from './start-broadcast.ts';
export { sweepDryRuns } from './sweep-dry-runs.ts';
export type { DryRunSummary } from './tally-audience.ts';
export type { Campaign, CampaignState, Counters, PlannedSkipReason } from './types.ts';
