import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createV1ContactHandlers } from './contacts.ts';
import { createV1MediaHandlers } from './media.ts';
import { createV1MessageHandlers } from './messages.ts';
import { createV1SegmentHandlers } from './segments.ts';
import { createV1SessionMessageHandlers } from './session-messages.ts';
import { createV1TemplateMessageHandlers } from './template-messages.ts';
import { createV1TemplateHandlers } from './templates.ts';
import { createV1WebhookHandlers } from './webhooks.ts';

/** The operations of v1, by operationId. */
export function createV1Handlers(deps: ApiDeps): HandlersBySet['v1v2'] {
  return {
    ...createV1ContactHandlers(deps),
    ...createV1MediaHandlers(deps),
    ...createV1MessageHandlers(deps),
    ...createV1SegmentHandlers(deps),
    ...createV1SessionMessageHandlers(deps),
    ...createV1TemplateMessageHandlers(deps),
    ...createV1TemplateHandlers(deps),
    ...createV1WebhookHandlers(deps),
  };
}
