/** A scope that tokens can have, in words. */
export interface TokenScope {
  readonly scope: string;
  /** What it is about. */
  readonly area: string;
  readonly access: 'read' | 'write' | 'all';
  readonly description: string;
}

const entries: readonly (readonly [scope: string, area: string, description: string])[] = [
  ['api', 'Everything', 'Every call of every version.'],
  ['wati_integration:read', 'WATI integration', 'Reading of contacts, conversations, templates and campaigns.'],
  ['wati_integration:write', 'WATI integration', 'Sending, and changing contacts and conversations.'],
  ['contacts:read', 'Contacts', 'Read contacts (v1).'],
  ['contacts:write', 'Contacts', 'Add and change contacts (v1), part joined ones.'],
  ['contactsv3:read', 'Contacts', 'Read and count contacts (v3).'],
  ['contactsv3:write', 'Contacts', 'Add, change and delete contacts (v3), part joined ones.'],
  ['conversations:read', 'Conversations', 'Read messages and files (v1).'],
  ['conversations:write', 'Conversations', 'Reply in open windows, assign, change the status (v1).'],
  ['conversationsv3:read', 'Conversations', 'Read conversations and messages (v3).'],
  ['conversationsv3:write', 'Conversations', 'Reply in open windows, assign, tag, change the status (v3).'],
  ['messagetemplate:read', 'Templates', 'Read templates (v1, v2).'],
  ['messagetemplate:write', 'Templates', 'Send templates, make, change and delete them (v1, v2).'],
  ['messagetemplatev3:read', 'Templates', 'Read templates (v3).'],
  ['messagetemplatev3:write', 'Templates', 'Send and schedule templates (v3).'],
  ['campaignsv3:read', 'Campaigns', 'Read broadcasts, their recipients and figures.'],
  ['channelsv3:read', 'Channels', 'Read the connected numbers (v3).'],
  ['whatsappaccounts:read', 'Channels', 'Read accounts, numbers and their profile (v1, v2).'],
  ['chatbots:read', 'Chatbots', 'List chatbots (v1).'],
  ['chatbots:write', 'Chatbots', 'Start a chatbot (v1).'],
  ['chatbotsv3:read', 'Chatbots', 'List chatbots (v3).'],
  ['chatbotsv3:write', 'Chatbots', 'Start a chatbot (v3).'],
  ['payment:read', 'Payments', 'Read orders and what was paid.'],
  ['payment:write', 'Payments', 'Send orders and change their status.'],
  ['sales:read', 'Sales', 'Read lead stages and leads.'],
  ['sales:write', 'Sales', 'Change lead stages and leads.'],
  ['salesanalyticsv3:read', 'Sales', 'Read the pipeline (v3).'],
  ['webhooks:read', 'Webhooks', 'Read endpoints and what was delivered.'],
  ['webhooks:write', 'Webhooks', 'Change endpoints, send deliveries again.'],
  ['events:read', 'Events', 'Read the stream of everything that happens.'],
  ['tokens:read', 'Tokens', 'See which tokens there are.'],
  ['tokens:write', 'Tokens', 'Make, change and revoke tokens, with no more rights than its own.'],
];

/** The scope that opens every call: each operation that asks for a scope takes it as well. */
export const everyScope = 'api';

/** Every scope that an operation of the API asks for. */
export const tokenScopes: readonly TokenScope[] = entries.map(([scope, area, description]) => ({
  scope,
  area,
  access: scope === everyScope ? 'all' : scope.endsWith(':write') ? 'write' : 'read',
  description,
}));

/** What somebody may do: the scopes of a token, or those that the roles of a person stand for. */
export type HeldScopes = readonly string[] | 'all';

/** Whether that scope is within what is held. */
export function isWithin(scope: string, held: HeldScopes): boolean {
  return held === 'all' || held.includes(everyScope) || held.includes(scope);
}
