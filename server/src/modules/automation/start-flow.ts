import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Conversation, enterFlow, isWindowOpen } from '../conversations/index.ts';
import { findNewestReceived } from '../messages/index.ts';
import { type FlowDeps, getActiveFlow } from './flow-verbs.ts';
import { insertRunStatement } from './queries.ts';

export interface StartFlowDeps extends FlowDeps {
  readonly events: EventRecorder;
  /** Told after the commit: runs can go on. */
  flowsDue(): void;
}

/**
 * Starts a chatbot in a conversation and answers the id of its run; its first messages are sent within moments. Throws
 * flow.not_found, message.window_closed outside the 24 hours after the customer's last message, and flow.already_running:
 * one chatbot at a time speaks in a conversation.
 */
export async function startFlow(
  deps: StartFlowDeps,
  ctx: Context,
  input: { readonly flowId: string; readonly conversation: Conversation },
): Promise<string> {
  const { conversation } = input;
  const { tenantId } = ctx;
  const flow = await getActiveFlow(deps, ctx, input.flowId);
  const at = deps.clock.now();
  if (!isWindowOpen(conversation, at.getTime())) {
    throw new AppError('message.window_closed', 'Ticket has been expired.');
  }
  const runId = newId(at.getTime());
  const event = await deps.db.transaction(async (tx) => {
    if (!(await enterFlow(tx, conversation, runId))) {
      throw new AppError('flow.already_running', 'A chatbot is already running in this chat.');
    }
    const { id, contactId, channelId } = conversation;
    const values = [runId, flow.id, id, contactId, channelId, flow.definition.start, at];
    await tx.tenant(tenantId, insertRunStatement, values);
    const trigger = await findNewestReceived(tx, tenantId, id);
    const started: PlatformEvent = {
      id: newId(at.getTime()),
      tenantId,
      type: 'chatbot.started',
      conversationId: id,
      subjectId: runId,
      data: { flowId: flow.id, actor: ctx.actor.kind },
      facts: trigger,
      at,
    };
    await deps.events.record(tx, [started]);
    return started;
  });
  deps.events.committed([event]);
  deps.flowsDue();
  return runId;
}
