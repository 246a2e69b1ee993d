import { checkInteractive, sendInteractiveMessage } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { asBadRequest } from './as-bad-request.ts';
import { getOpenConversation } from './get-conversation.ts';
import { toSendResponse } from './send-response.ts';
import { fromInteractiveRequest } from './shapes/interactive.ts';

/** Buttons and lists, inside the 24 hours after the customer's last message. */
export function createV3InteractiveMessageHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async sendInteractive({ ctx, body }) {
      const message = fromInteractiveRequest(body);
      checkInteractive(message);
      const conversation = await getOpenConversation(deps, ctx, body.target);
      const sent = await asBadRequest(
        ['outbound.address_forbidden', 'media.fetch_failed'],
        sendInteractiveMessage(deps, ctx, { conversation, message }),
      );
      return { body: await toSendResponse(deps, ctx, sent) };
    },
  });
}
