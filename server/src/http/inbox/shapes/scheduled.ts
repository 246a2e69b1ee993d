import type { components } from '@parley/contract/inbox';
import type { ScheduledMessage } from '../../../modules/inbox/index.ts';

type Schemas = components['schemas'];

export function toScheduledMessage(scheduled: ScheduledMessage): Schemas['ScheduledMessage'] {
  const { id, conversationId, clientId, content, state, reason, detail, messageId } = scheduled;
  return {
    id,
    conversationId,
    clientId,
    sendAt: scheduled.sendAt.toISOString(),
    content: content as Schemas['NewContent'],
    state,
    reason,
    detail,
    messageId,
    author: { id: scheduled.operatorId, name: scheduled.operatorName },
    createdAt: scheduled.createdAt.toISOString(),
  };
}
