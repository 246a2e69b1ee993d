import type { Database } from '../../db/database.ts';
import { assert } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type AcceptedMessage,
  type BlockedRecipient,
  maxPerTransaction,
  operatorOf,
  sourceOf,
  type TemplateMessageInput,
  type TemplateSender,
} from '../messages/index.ts';
import type { FilledTemplate, Template } from '../templates/index.ts';
import { acceptPartStatement } from './queries.ts';

export interface BroadcastDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly sender: TemplateSender;
}

export interface BroadcastRecipient {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
  readonly filled: FilledTemplate;
  readonly localMessageId: string | undefined;
}

/** What all messages of a broadcast share. */
export interface BroadcastPlan {
  readonly name: string;
  readonly channelId: string;
  readonly template: Template;
}

export interface Broadcast {
  readonly id: string;
  /** One for each recipient, in order. */
  readonly messages: readonly (AcceptedMessage | BlockedRecipient)[];
}

/**
 * Accepts a template for 1 to 10,000 recipients in one transaction; blocked contacts get nothing, and without anybody else
 * there is no broadcast. The order of sending is not promised. Throws as `TemplateSender.acceptIn`.
 */
export async function startBroadcast(
  deps: BroadcastDeps,
  ctx: Context,
  input: BroadcastPlan & { recipients: readonly BroadcastRecipient[] },
): Promise<Broadcast> {
  const { name, channelId, template, recipients } = input;
  assert(recipients.length > 0 && recipients.length <= maxPerTransaction, 'a broadcast has 1 to 10,000 recipients');
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const inputs = toMessageInputs(ctx, { ...input, id }, recipients);
  const accepted = await deps.db.transaction(async (tx) => {
    const outcomes = await deps.sender.acceptIn(tx, inputs);
    const reached = outcomes.messages.filter((message) => message.kind === 'accepted').length;
    const values = [id, name, channelId, template.id, reached, at, reached, 0, true];
    if (reached > 0) await tx.tenant(ctx.tenantId, acceptPartStatement, values);
    return outcomes;
  });
  deps.sender.announce(accepted);
  return { id, messages: accepted.messages };
}

/** Bulk messages of a broadcast, as the sender takes them. */
export function toMessageInputs(
  ctx: Context,
  broadcast: BroadcastPlan & { readonly id: string },
  recipients: readonly BroadcastRecipient[],
): TemplateMessageInput[] {
  const { channelId, template, id: broadcastId, name: broadcastName } = broadcast;
  return recipients.map(({ waId, bsuid, filled, localMessageId }) => ({
    tenantId: ctx.tenantId,
    channelId,
    recipient: { waId, bsuid },
    template,
    filled,
    localMessageId,
    broadcastId,
    broadcastName,
    operatorId: operatorOf(ctx),
    source: sourceOf(ctx),
    bulk: true,
  }));
}
