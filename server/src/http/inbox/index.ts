import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createChangeHandlers } from './changes.ts';
import { createConversationHandlers } from './conversations.ts';
import { createHoursHandlers } from './hours.ts';
import { createLiveHandlers } from './live.ts';
import { createMediaHandlers } from './media.ts';
import { createQuickReplyHandlers } from './quick-replies.ts';
import { createScheduledHandlers } from './scheduled.ts';
import { createSendHandlers } from './sends.ts';
import { createTemplateMemory } from './template-memory.ts';
import { createViewHandlers } from './views.ts';

/** The handlers of `/internal/inbox` and `/internal/live`: every operation of the contract has one. */
export function createInboxHandlers(deps: ApiDeps): HandlersBySet['inbox'] {
  const templates = createTemplateMemory(deps);
  return {
    ...createConversationHandlers(deps, templates),
    ...createSendHandlers(deps, templates),
    ...createChangeHandlers(deps),
    ...createMediaHandlers(deps),
    ...createQuickReplyHandlers(deps),
    ...createViewHandlers(deps),
    ...createScheduledHandlers(deps),
    ...createHoursHandlers(deps),
    ...createLiveHandlers(deps, templates),
  };
}
