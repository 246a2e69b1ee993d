import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
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

export interface BroadcastRecipient {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
  readonly filled: FilledTemplate;
  readonly localMessageId: string | undefined;
}

export interface Broadcast {
  readonly id: string;
  /** One for each recipient, in order. */
  readonly messages: readonly (AcceptedMessage | BlockedRecipient)[];
}

const insertStatement = tenantStatement(
  'campaigns.insert',
  `insert into campaigns (tenant_id, id, name, channel_id, template_id, recipients, created_at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

/**
 * Accepts a template for 1 to 10,000 recipients in one transaction; blocked contacts get nothing, and without anybody else
 * there is no broadcast. The order of sending is not promised.
 */
export async function startBroadcast(
  deps: { db: Database; clock: Clock; sender: TemplateSender },
  ctx: Context,
  input: { name: string; channelId: string; template: Template; recipients: readonly BroadcastRecipient[] },
): Promise<Broadcast> {
  const { name, channelId, template, recipients } = input;
  assert(recipients.length > 0 && recipients.length <= maxPerTransaction, 'a broadcast has 1 to 10,000 recipients');
  const at = deps.clock.now();
  const broadcastId = newId(at.getTime());
  const inputs = recipients.map((recipient): TemplateMessageInput => {
    const { waId, bsuid, filled, localMessageId } = recipient;
    return {
      tenantId: ctx.tenantId,
      channelId,
      recipient: { waId, bsuid },
      template,
      filled,
      localMessageId,
      broadcastId,
      broadcastName: name,
      operatorId: operatorOf(ctx),
      source: sourceOf(ctx),
      bulk: true,
    };
  });
  const accepted = await deps.db.transaction(async (tx) => {
    const outcomes = await deps.sender.acceptIn(tx, inputs);
    const reached = outcomes.messages.filter((message) => message.kind === 'accepted').length;
    const values = [broadcastId, name, channelId, template.id, reached, at];
    if (reached > 0) await tx.tenant(ctx.tenantId, insertStatement, values);
    return outcomes;
  });
  deps.sender.announce(accepted);
  return { id: broadcastId, messages: accepted.messages };
}
