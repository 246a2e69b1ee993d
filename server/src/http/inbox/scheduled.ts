import { cancelScheduled, listScheduled, scheduleMessage } from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { getRow, operatorIdOf } from './get-row.ts';
import { toScheduledMessage } from './shapes/scheduled.ts';

/** Messages for later. */
export function createScheduledHandlers(deps: ApiDeps): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async listInboxScheduledMessages({ ctx, params }) {
      const { id } = await getRow(deps, ctx, params.conversationId);
      return { body: { scheduledMessages: (await listScheduled(deps, ctx, id)).map(toScheduledMessage) } };
    },

    async scheduleInboxMessage({ ctx, credential, params, body }) {
      const { id: conversationId } = await getRow(deps, ctx, params.conversationId);
      const scheduled = await scheduleMessage(deps, ctx, {
        conversationId,
        operatorId: operatorIdOf(credential),
        clientId: body.clientId,
        sendAt: new Date(body.sendAt),
        draft: body.content,
      });
      return { status: 201, body: toScheduledMessage(scheduled) };
    },

    async cancelInboxScheduledMessage({ ctx, params }) {
      return { body: toScheduledMessage(await cancelScheduled(deps, ctx, params.scheduledMessageId)) };
    },
  });
}
