import type { CallClass, PlanFeature, PlannedCall } from '../modules/accounts/index.ts';
import type { Operation } from './contract/operations.ts';

/** Calls whose rate WATI limits, with their twins in the other versions (platform-behaviour.md, section 4). */
const classOf: Readonly<Record<string, CallClass>> = {
  'v1v2 addContact': 'contactAdd',
  'v3 addContact': 'contactAdd',
  'v1v2 getContacts': 'contactList',
  'v1v2 listContactsInternal': 'contactList',
  'v3 listContacts': 'contactList',
  'v1v2 getMessages': 'messageList',
  'v3 listMessages': 'messageList',
  'v1v2 sendTemplateMessage': 'templateSend',
  'v1v2 sendTemplateMessageLegacyPath': 'templateSend',
  'v1v2 sendTemplateMessageV2': 'templateSend',
  'v1v2 sendTemplateMessages': 'templateBulk',
  'v1v2 sendTemplateMessagesV2': 'templateBulk',
  'v1v2 sendTemplateMessageCSV': 'templateBulk',
  'v3 sendTemplateMessages': 'templateBulk',
  'v3 scheduleTemplateMessages': 'templateBulk',
};

/** Calls that not every plan has (platform-behaviour.md, section 6, and `x-plan` of the contract). */
const featureOf: Readonly<Record<string, PlanFeature>> = {
  'v1v2 getChatbots': 'chatbots',
  'v1v2 startChatbot': 'chatbots',
  'v3 listChatbots': 'chatbots',
  'v3 startChatbot': 'chatbots',
  'v1v2 updateChatStatus': 'chatStatus',
  'v3 updateConversationStatus': 'chatStatus',
  'v1v2 assignTeam': 'teamAssignment',
  'v3 assignContactToTeams': 'teamAssignment',
  'v1v2 createCustomSegment': 'segments',
  'v1v2 updateContactAttributesForMultiContacts': 'contactBulk',
  'v3 updateContacts': 'contactUpdate',
  'v3 listWebhooks': 'webhooks',
  'v3 listWebhookEventTypes': 'webhooks',
  'v3 updateWebhook': 'webhooks',
  'v3 deleteWebhook': 'webhooks',
  'v3 listLeadStages': 'salesAnalytics',
  'v3 getSalesPipeline': 'salesAnalytics',
  'v1v2 enableBroadcastAutoRetry': 'broadcastRetry',
};

/** Payment calls count against no quota (platform-behaviour.md, section 5). */
const unmetered = /\/(order|payment)_/i;

/** What plans say about an operation. */
export function planFactsOf(operation: Operation): PlannedCall {
  const name = `${operation.handlerSet} ${operation.id}`;
  return { callClass: classOf[name], feature: featureOf[name], isMetered: !unmetered.test(operation.path) };
}

/** The operations named here, so that a test can compare them with the contract. */
export const operationsOfPlans: readonly string[] = [...Object.keys(classOf), ...Object.keys(featureOf)];
