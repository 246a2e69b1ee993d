import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createV2NumberHandlers } from './numbers.ts';
import { createV2TemplateMessageHandlers } from './template-messages.ts';
import { createV2TemplateHandlers } from './templates.ts';
import { createV2WebhookHandlers } from './webhooks.ts';

/** The operations of v2, by operationId. */
export function createV2Handlers(deps: ApiDeps): HandlersBySet['v1v2'] {
  return {
    ...createV2NumberHandlers(deps),
    ...createV2TemplateMessageHandlers(deps),
    ...createV2TemplateHandlers(deps),
    ...createV2WebhookHandlers(deps),
  };
}
