import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AccountChange } from './account-change.ts';
import { pausedForStatement } from './account-queries.ts';
import { pauseChannelIn, resumeChannelIn } from './channel-verbs.ts';
import type { ChannelRef } from './types.ts';

const reasons = {
  removed: 'The number was removed from the WhatsApp account.',
  deleted: 'The WhatsApp account was deleted.',
  disabled: 'WhatsApp disabled the account.',
} as const;

/** Pauses the channels that can't send after a change, and lets those send again that were paused for what has ended. */
export async function pauseForAccount(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  tenantId: string,
  place: {
    readonly channels: readonly ChannelRef[];
    readonly meant: ChannelRef | undefined;
    readonly change: AccountChange;
  },
): Promise<PlatformEvent[]> {
  const { channels, meant, change } = place;
  const one = meant ? [meant] : [];
  const pause = (these: readonly ChannelRef[], reason: string) =>
    collect(these, ({ id: channelId }) => pauseChannelIn(deps, tx, { tenantId, channelId, reason }));
  const resume = async (these: readonly ChannelRef[], reason: string) => {
    const ids = these.map((channel) => channel.id);
    const rows = await tx.tenant(tenantId, pausedForStatement, [ids, reason]);
    return collect(rows, ({ id: channelId }) => resumeChannelIn(deps, tx, { tenantId, channelId }));
  };
  if (change.kind === 'numberRemoved') return pause(one, reasons.removed);
  if (change.kind === 'numberReconnected') return resume(one, reasons.removed);
  if (change.kind === 'deleted') return pause(channels, reasons.deleted);
  if (change.kind !== 'updated') return [];
  if (change.ban?.waba_ban_state === 'DISABLE') return pause(channels, reasons.disabled);
  return change.ban?.waba_ban_state === 'REINSTATE' ? resume(channels, reasons.disabled) : [];
}

async function collect<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<PlatformEvent[]>,
): Promise<PlatformEvent[]> {
  const events: PlatformEvent[] = [];
  for (const item of items) events.push(...(await act(item)));
  return events;
}
