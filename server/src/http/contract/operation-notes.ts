import type { Permission } from '../../modules/accounts/index.ts';
import type { HandlerSet } from './operations.ts';

/** What the behaviour notes of the contract say about an operation and its schema cannot. */
export interface OperationNotes {
  /** Scopes which the notes document and the YAML leaves out; any one suffices. */
  readonly scopes?: readonly string[];
  /**
   * What a person who calls it from the web app must be allowed, any one of them, beside the scopes: these are wider than a
   * role, or there are none. Tokens are not asked.
   */
  readonly permissions?: readonly Permission[];
  /** Body members which the schema requires and live clients leave out. */
  readonly optionalMembers?: readonly string[];
  /** Other names under which a query parameter is sent, by its documented name. */
  readonly queryAliases?: Readonly<Record<string, readonly string[]>>;
  /** The path parameter that is the rest of the path, slashes included. */
  readonly restOfPath?: string;
  /** The sentence WATI answers when that parameter or member is wrong, by its name. */
  readonly refusals?: Readonly<Record<string, string>>;
}

/** The notes of that operation; none is the rule. */
export function notesOf(handlerSet: HandlerSet, operationId: string): OperationNotes {
  return notesBySet[handlerSet]?.[operationId] ?? noNotes;
}

const noNotes: OperationNotes = {};

// Session sends, interactive messages and assigning: listed in wati-v1-v2-behaviour.md, section 2.
const conversationWrite = ['api', 'wati_integration:write', 'conversations:write'];
// Bulk and v2 sends do what sendTemplateMessage does, so they ask for the scopes that it asks for.
const templateSend = ['api', 'wati_integration:write', 'messagetemplate:write'];

// Other calls on orders ask for the scopes of the two that are listed.
const paymentWrite = ['api', 'payment:write'];
// Documented for the creation; what changes and deletes templates asks for the same.
const templateWrite = ['api', 'messagetemplate:write'];

// No page lists scopes for these. They ask for those of the calls beside them that read and write the same things: a
// token for one thing would open everything else.
const contactRead = ['api', 'wati_integration:read', 'contacts:read'];
const contactWrite = ['api', 'wati_integration:write', 'contacts:write'];
const webhookRead = ['api', 'wati_integration:read', 'webhooks:read'];
const webhookWrite = ['api', 'wati_integration:write', 'webhooks:write'];
// Files stand in messages of every version and in the headers of templates.
const fileRead = [
  'api',
  'wati_integration:read',
  'conversations:read',
  'conversationsv3:read',
  'messagetemplate:read',
  'messagetemplatev3:read',
  'events:read',
  'webhooks:read',
];

const senders: readonly Permission[] = ['inbox.reply', 'campaigns.send'];
const templateMakers: readonly Permission[] = ['templates.write'];
const contactKeepers: readonly Permission[] = ['contacts.write'];
const webhookKeepers: readonly Permission[] = ['webhooks.manage'];
// phoneNumbers: listed in section 2; the other readings of numbers tell the same facts.
const numberRead = ['api', 'whatsappaccounts:read'];

const legacyNotes: Readonly<Record<string, OperationNotes>> = {
  assignOperator: { scopes: conversationWrite },
  startChatbot: { scopes: ['api', 'chatbots:write'] },
  getWhatsAppBusinessAccounts: { scopes: numberRead },
  listWhatsAppPhoneNumbersV2: { scopes: numberRead },
  getWhatsAppPhoneNumberProfile: { scopes: numberRead },
  sendSessionFile: { scopes: conversationWrite, queryAliases: { isVoice: ['voice'] } },
  sendSessionFileViaUrl: { scopes: conversationWrite, queryAliases: { fileUrl: ['url'], voice: ['isVoice'] } },
  sendInteractiveButtonsMessage: { scopes: conversationWrite },
  sendInteractiveListMessage: { scopes: conversationWrite },
  sendDirectSendMessage: { scopes: conversationWrite },
  getMessageTemplatesV2: { scopes: ['api', 'wati_integration:read', 'messagetemplate:read'] },
  createWhatsAppTemplate: { scopes: templateWrite, permissions: templateMakers },
  updateTemplateInternal: { scopes: templateWrite, permissions: templateMakers },
  deleteWhatsAppTemplatesByName: { scopes: templateWrite, permissions: templateMakers },
  deleteWhatsAppTemplate: { scopes: templateWrite, permissions: templateMakers },
  sendTemplateMessages: { scopes: templateSend, permissions: senders },
  enableBroadcastAutoRetry: { scopes: templateSend, permissions: senders },
  sendTemplateMessageV2: { scopes: templateSend, permissions: senders },
  sendTemplateMessagesV2: { scopes: templateSend, permissions: senders },
  sendTemplateMessageLegacyPath: {
    scopes: templateSend,
    permissions: senders,
    optionalMembers: ['broadcast_name', 'parameters'],
  },
  sendTemplateMessage: { permissions: senders },
  sendTemplateMessageCSV: { permissions: senders },
  updateContactAttributes: { scopes: contactWrite, permissions: contactKeepers },
  updateContactAttributesForMultiContacts: { scopes: contactWrite, permissions: contactKeepers },
  createCustomSegment: { scopes: contactWrite, permissions: contactKeepers },
  listContactsInternal: { scopes: contactRead, permissions: ['contacts.read'] },
  assignTeam: { scopes: [...contactWrite, 'conversations:write'], permissions: ['inbox.reply', 'contacts.write'] },
  updateChatStatus: { scopes: conversationWrite, permissions: ['inbox.reply'] },
  // The text of the token that it blocks is right enough.
  rotateToken: { permissions: ['tokens.manage'] },
  createWebhookEndpoints: { scopes: webhookWrite, permissions: webhookKeepers },
  listWebhookEndpoints: { scopes: webhookRead, permissions: webhookKeepers },
  listWebhookEndpointsV1: { scopes: webhookRead, permissions: webhookKeepers },
  getMedia: { scopes: fileRead },
  showFile: { scopes: fileRead },
  getOrderDetails: { scopes: ['api', 'payment:read'] },
  updateOrderStatus: { scopes: paymentWrite },
  sendOrderDetailsTemplate: { scopes: paymentWrite },
  sendOrderStatusTemplate: { scopes: paymentWrite },
  getWhatsAppMessageByLocalMessageId: {
    refusals: { localMessageId: 'Local message ID length must be between 10 and 64 characters' },
  },
};

const v3Notes: Readonly<Record<string, OperationNotes>> = {
  // A support article names one recipient beside the other members: platform-behaviour.md, section 9.
  sendTemplateMessages: { optionalMembers: ['recipients'] },
  removeConversationTag: { restOfPath: 'tagName' },
  scheduleTemplateMessages: { optionalMembers: ['recipients'] },
};

/** Parley's own API has none: what it does stands in its contract. */
const notesBySet: Partial<Readonly<Record<HandlerSet, Readonly<Record<string, OperationNotes>>>>> = {
  v1v2: legacyNotes,
  v3: v3Notes,
};
