import type { Database } from '../../db/database.ts';
import { assert } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type AcceptedMessage,
  operatorOf,
  type PlannedTemplate,
  type Repeats,
  sourceOf,
  type TemplateSender,
  type UnsentRecipient,
} from '../messages/index.ts';
import type { FilledTemplate, Template } from '../templates/index.ts';
import { saveCampaign } from './save-campaign.ts';

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
  readonly template: Pick<Template, 'id' | 'name' | 'category'>;
}

export interface Broadcast {
  readonly id: string;
  /** One for each recipient, in order. */
  readonly messages: readonly (AcceptedMessage | UnsentRecipient)[];
}

/** Recipients that are queued in the transaction of the call; more are frozen first: see `launchCampaign`. */
export const directLimit = 1_000;

/**
 * Accepts a template for 1 to 1,000 recipients in one transaction; blocked contacts get nothing, with `repeats: 'skip'`
 * nobody gets it twice, and without anybody to send to there is no broadcast. The order of sending is not promised. Throws as `TemplateSender.acceptIn`.
 */
export async function startBroadcast(
  deps: BroadcastDeps,
  ctx: Context,
  input: BroadcastPlan & { readonly recipients: readonly BroadcastRecipient[]; readonly repeats: Repeats },
): Promise<Broadcast> {
  const { recipients } = input;
  assert(recipients.length > 0 && recipients.length <= directLimit, 'a broadcast has 1 to 1,000 recipients');
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const inputs = toMessageInputs(ctx, { ...input, id }, recipients);
  const accepted = await deps.db.transaction(async (tx) => {
    const outcomes = await deps.sender.acceptIn(tx, inputs, { repeats: input.repeats });
    const ids = outcomes.messages.flatMap((message) => (message.kind === 'accepted' ? message.id : []));
    const counts = { recipients: ids.length, pending: 0, queued: ids.length, skipped: 0 };
    const range = { firstMessageId: ids[0], lastMessageId: ids.at(-1) };
    const plan = { ...input, id, state: 'sending', at, isPaid: true, skipsOptedOut: false } as const;
    if (ids.length > 0) saveCampaign(tx, ctx, plan, { ...counts, ...range });
    return outcomes;
  });
  deps.sender.announce(accepted);
  return { id, messages: accepted.messages };
}

function toMessageInputs(
  ctx: Context,
  broadcast: BroadcastPlan & { readonly id: string },
  recipients: readonly BroadcastRecipient[],
): PlannedTemplate[] {
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
