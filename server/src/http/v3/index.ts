import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createV3BillingHandlers } from './billing.ts';
import { createV3BroadcastHandlers } from './broadcasts.ts';
import { createV3ChannelHandlers } from './channels.ts';
import { createV3ChatbotHandlers } from './chatbots.ts';
import { createV3ContactHandlers } from './contacts.ts';
import { createV3ConversationHandlers } from './conversations.ts';
import { createV3InteractiveMessageHandlers } from './interactive-messages.ts';
import { createV3MessageHandlers } from './messages.ts';
import { createV3SalesAnalyticsHandlers } from './sales-analytics.ts';
import { createV3SessionSendHandlers } from './session-sends.ts';
import { createV3TemplateSendHandlers } from './template-sends.ts';
import { createV3TemplateHandlers } from './templates.ts';
import { createV3WebhookHandlers } from './webhooks.ts';

/** The handlers of `/api/ext/v3`. An operation of the contract that has none here is an absent path. */
export function createV3Handlers(deps: ApiDeps): HandlersBySet['v3'] {
  return {
    ...createV3BillingHandlers(deps),
    ...createV3BroadcastHandlers(deps),
    ...createV3ChannelHandlers(deps),
    ...createV3ChatbotHandlers(deps),
    ...createV3ContactHandlers(deps),
    ...createV3ConversationHandlers(deps),
    ...createV3InteractiveMessageHandlers(deps),
    ...createV3MessageHandlers(deps),
    ...createV3SalesAnalyticsHandlers(deps),
    ...createV3SessionSendHandlers(deps),
    ...createV3TemplateHandlers(deps),
    ...createV3TemplateSendHandlers(deps),
    ...createV3WebhookHandlers(deps),
  };
}
