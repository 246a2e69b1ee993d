import { assert, present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { findNoBroadcast, nameContacts } from '../contacts/index.ts';
import { acceptPartStatement } from './queries.ts';
import { type BroadcastDeps, type BroadcastPlan, type BroadcastRecipient, toMessageInputs } from './start-broadcast.ts';

/** A broadcast whose messages are accepted part by part: too many for one transaction. */
export interface LongBroadcast extends BroadcastPlan {
  readonly id: string;
  /** People it is meant for. */
  readonly recipients: number;
}

/** `name`: for a contact that has none. */
export type NamedRecipient = BroadcastRecipient & { readonly name: string | undefined };

export interface AcceptedPart {
  /** For each recipient of the part, in order: false for one who allows no broadcasts or is blocked, and was left out. */
  readonly isAccepted: readonly boolean[];
}

/** Messages that one part accepts at most. */
export const maxPartSize = 500;

/** A broadcast that exists with its first part; nothing is written yet. */
export function planLongBroadcast(
  deps: Pick<BroadcastDeps, 'clock'>,
  plan: BroadcastPlan & { readonly recipients: number },
): LongBroadcast {
  return { ...plan, id: newId(deps.clock.nowMs()) };
}

/**
 * Accepts the next 1 to 500 recipients in one transaction, which also counts them in the row of the broadcast. Should
 * the process end before the last part, the row tells how far it got (`accepted` of `recipients`, no `accepted_at`): what
 * is accepted is sent, the rest is not, and nothing begins again by itself. People who allow no broadcasts are left out,
 * and contacts without a name get the one given. Throws as `TemplateSender.acceptIn`; then nothing of the part is accepted.
 */
export async function acceptPart(
  deps: BroadcastDeps,
  ctx: Context,
  broadcast: LongBroadcast,
  part: { readonly recipients: readonly NamedRecipient[]; readonly isLast: boolean },
): Promise<AcceptedPart> {
  const { recipients, isLast } = part;
  assert(recipients.length > 0 && recipients.length <= maxPartSize, 'a part has 1 to 500 recipients');
  const { id, name, channelId, template } = broadcast;
  const { isAccepted, accepted } = await deps.db.transaction(async (tx) => {
    const unwilling = await findNoBroadcast(tx, ctx, recipients);
    const willing = recipients.filter((_, index) => !unwilling.has(index));
    const accepted =
      willing.length > 0 ? await deps.sender.acceptIn(tx, toMessageInputs(ctx, broadcast, willing)) : undefined;
    const reached = new Set(willing.filter((_, index) => accepted?.messages[index]?.kind === 'accepted'));
    const counts = [broadcast.recipients, deps.clock.now(), reached.size, recipients.length - reached.size, isLast];
    await tx.tenant(ctx.tenantId, acceptPartStatement, [id, name, channelId, template.id, ...counts]);
    const named = willing.map((recipient, index) => ({
      contact: present(accepted?.messages[index], 'the message of a recipient').contact,
      name: recipient.name,
    }));
    if (named.length > 0) await nameContacts(tx, deps, ctx, named);
    return { isAccepted: recipients.map((recipient) => reached.has(recipient)), accepted };
  });
  if (accepted) deps.sender.announce(accepted);
  return { isAccepted };
}
