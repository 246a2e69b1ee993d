import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { findMessagingLimit } from '../channels/index.ts';
import { countPeopleReached } from '../messages/index.ts';

/** How many people a channel may still reach today by the messaging limit of Meta. */
export interface MessagingRoom {
  /** At most `wanted`; 0: the limit is reached. */
  find(channel: ChannelName, wanted: number): Promise<number>;
  /** So many people were queued. */
  spend(channel: ChannelName, people: number): void;
}

interface ChannelName {
  readonly tenantId: string;
  readonly channelId: string;
}

const dayMs = 24 * 60 * 60_000;
/** What was counted is taken for true so long, less what this process queued meanwhile. */
const freshMs = 10_000;
const maxRemembered = 1_000;

/**
 * Counts anew when what is left is little or the count is old: near the limit with every slice, so that a campaign stops at
 * it. People reached before count as new ones until the next count.
 */
export function createMessagingRoom(deps: { readonly db: Database; readonly clock: Clock }): MessagingRoom {
  const known = new Map<string, { left: number; countedAtMs: number }>();
  const keyOf = ({ tenantId, channelId }: ChannelName): string => `${tenantId}/${channelId}`;

  const count = async ({ tenantId, channelId }: ChannelName): Promise<number> => {
    const { people, channelIds } = await findMessagingLimit(deps.db, tenantId, channelId);
    if (people === undefined) return Number.POSITIVE_INFINITY;
    const since = new Date(deps.clock.nowMs() - dayMs);
    const reached = await countPeopleReached(deps.db, tenantId, { channelIds, since });
    return Math.max(0, people - reached);
  };

  return {
    async find(channel, wanted) {
      const key = keyOf(channel);
      const nowMs = deps.clock.nowMs();
      let entry = known.get(key);
      if (entry === undefined || nowMs - entry.countedAtMs > freshMs || entry.left < wanted) {
        if (known.size >= maxRemembered) known.clear();
        entry = { left: await count(channel), countedAtMs: nowMs };
        known.set(key, entry);
      }
      return Math.min(wanted, entry.left);
    },
    spend(channel, people) {
      const entry = known.get(keyOf(channel));
      if (entry) entry.left -= people;
    },
  };
}
