import type { AccountChange, AccountFacts, ChannelRef } from '../channels/index.ts';
import type { TemplateFacts } from '../templates/index.ts';
import type { WebhookPayload } from './payload-format.ts';

/** WATI's numbers for the states of templates (platform-behaviour section 8). Meta has more words than WATI numbers. */
const statusCodes: Readonly<Record<string, number>> = {
  DRAFT: 0,
  PENDING: 1,
  IN_APPEAL: 1,
  APPROVED: 2,
  REJECTED: 3,
  DELETED: 4,
  PENDING_DELETION: 4,
  DISABLED: 6,
  ARCHIVED: 6,
  LIMIT_EXCEEDED: 6,
  PAUSED: 7,
};
const qualityCodes: Readonly<Record<string, number>> = { UNKNOWN: 0, GREEN: 1, RED: 2, YELLOW: 3 };
const categories = new Set(['MARKETING', 'UTILITY', 'AUTHENTICATION']);

/** The payloads of a change of a template for the subscribers of one channel of its account: one for each thing that changed. */
export function renderTemplateChange({ template, before }: TemplateFacts, channel: ChannelRef): WebhookPayload[] {
  const base = {
    templateId: template.metaId ?? '',
    wabaId: template.wabaId,
    templateName: template.name,
    watiTemplateId: template.id,
  };
  const payloads: WebhookPayload[] = [];
  const [oldStatus, newStatus] = [statusCodes[before.status], statusCodes[template.status]];
  if (oldStatus !== undefined && newStatus !== undefined && oldStatus !== newStatus) {
    const change = { oldTemplateStatus: oldStatus, newTemplateStatus: newStatus };
    payloads.push({ eventType: 'templateReviewed', ...base, ...change, ...placeOf(channel) });
  }
  const [oldQuality, newQuality] = [qualityCodes[before.quality], qualityCodes[template.quality]];
  if (oldQuality !== undefined && newQuality !== undefined && oldQuality !== newQuality) {
    const change = { oldTemplateQuality: oldQuality, newTemplateQuality: newQuality };
    payloads.push({ eventType: 'templateQualityUpdated', ...base, ...change, ...placeOf(channel) });
  }
  if (before.category !== template.category && categories.has(before.category) && categories.has(template.category)) {
    const change = { oldTemplateCategory: before.category, newTemplateCategory: template.category };
    payloads.push({ eventType: 'templateCategoryUpdated', ...base, ...change, ...placeOf(channel) });
  }
  return payloads;
}

const tiers = new Set([
  'TIER_50',
  'TIER_250',
  'TIER_1K',
  'TIER_2K',
  'TIER_10K',
  'TIER_100K',
  'TIER_NOT_SET',
  'TIER_UNLIMITED',
]);

/** The payload of what happened to an account or number; a reviewed name and a number that is back have none. */
export function renderAccountChange({ wabaId, change }: AccountFacts, channel: ChannelRef): WebhookPayload[] {
  switch (change.kind) {
    case 'reviewed':
      return [{ eventType: 'wabaStatusReviewUpdate', accountReviewStatus: change.decision, wabaId }];
    case 'deleted':
      return [{ eventType: 'accountDeleted', wabaId }];
    case 'numberRemoved':
      return [{ eventType: 'phoneNumberDeleted', wabaId, phoneNumber: change.phoneNumber }];
    case 'updated':
      return [
        {
          eventType: 'accountUpdated',
          wabaId,
          event: change.event,
          violationInfo: change.violation,
          banInfo: change.ban,
          restriction_info: change.restrictions,
        },
      ];
    case 'limitsChanged':
      return [{ eventType: 'businessCapabilityUpdated', wabaId, ...limitsOf(change) }];
    case 'numberQualityChanged':
      return [numberQuality(change, channel)];
    default:
      return [];
  }
}

type Change<Kind extends AccountChange['kind']> = Extract<AccountChange, { kind: Kind }>;

/** Limits are texts here. */
function limitsOf(change: Change<'limitsChanged'>): Record<string, unknown> {
  const text = (count: number | null): string | null => (count === null ? null : String(count));
  return {
    maxDailyConversationPerPhone: text(change.dailyPerPhone),
    maxPhoneNumbersPerBusiness: text(change.maxNumbersOfBusiness),
    maxPhoneNumbersPerWaba: text(change.maxNumbersOfAccount),
    maxDailyConversationsPerBusiness: change.dailyLimit,
  };
}

function numberQuality(change: Change<'numberQualityChanged'>, channel: ChannelRef): WebhookPayload {
  const known = (limit: string | null): string => (limit !== null && tiers.has(limit) ? limit : 'TIER_NOT_SET');
  return {
    eventType: 'PhoneNumberQualityUpdatedEvent',
    phoneNumber: change.phoneNumber,
    event: change.event,
    currentLimit: known(change.currentLimit),
    ...(change.oldLimit === null ? {} : { oldLimit: known(change.oldLimit) }),
    ...placeOf(channel),
  };
}

function placeOf(channel: ChannelRef): Record<string, unknown> {
  return { channelId: channel.isDefault ? null : channel.id, channelPhoneNumber: channel.phoneNumber };
}
