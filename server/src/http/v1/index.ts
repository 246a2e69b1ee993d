import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createV1BroadcastHandlers } from './broadcasts.ts';
import { createV1ChatbotHandlers } from './chatbots.ts';
import { createV1ContactHandlers } from './contacts.ts';
import { createV1ConversationHandlers } from './conversations.ts';
import { createV1CsvSendHandlers } from './csv-send.ts';
import { createV1DirectSendHandlers } from './direct-send.ts';
import { createV1InteractiveMessageHandlers } from './interactive-messages.ts';
import { createV1MediaHandlers } from './media.ts';
import { createV1MessageHandlers } from './messages.ts';
import { createV1NumberHandlers } from './numbers.ts';
import { createV1PaymentHandlers } from './payments.ts';
import { createV1SegmentHandlers } from './segments.ts';
import { createV1SessionFileHandlers } from './session-files.ts';
import { createV1SessionMessageHandlers } from './session-messages.ts';
import { createV1TemplateMessageHandlers } from './template-messages.ts';
import { createV1TemplateHandlers } from './templates.ts';
import { createV1TokenHandlers } from './tokens.ts';
import { createV1WebhookHandlers } from './webhooks.ts';

/** The operations of v1, by operationId. */
export function createV1Handlers(deps: ApiDeps): HandlersBySet['v1v2'] {
  return {
    ...createV1BroadcastHandlers(deps),
    ...createV1ChatbotHandlers(deps),
    ...createV1ContactHandlers(deps),
    ...createV1DirectSendHandlers(deps),
    ...createV1InteractiveMessageHandlers(deps),
    ...createV1ConversationHandlers(deps),
    ...createV1CsvSendHandlers(deps),
    ...createV1MediaHandlers(deps),
    ...createV1MessageHandlers(deps),
    ...createV1SessionFileHandlers(deps),
    ...createV1PaymentHandlers(deps),
    ...createV1NumberHandlers(deps),
    ...createV1SegmentHandlers(deps),
    ...createV1SessionMessageHandlers(deps),
    ...createV1TemplateMessageHandlers(deps),
    ...createV1TemplateHandlers(deps),
    ...createV1TokenHandlers(deps),
    ...createV1WebhookHandlers(deps),
  };
}
