import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { findMessagingLimit, listChannels } from '../channels/index.ts';
import { countPeopleReached, findQueuedBulk } from '../messages/index.ts';

/** What stands before a campaign of a number. */
export interface SendOutlook {
  /** Messages a second; 0: no limit. */
  readonly ratePerSecond: number;
  readonly pausedReason: string | null;
  /** Messages of other sends that go out first, counted up to 10,000 in the queue and as far as they are frozen. */
  readonly ahead: number;
  /** People in 24 hours; undefined: no limit, or none known. */
  readonly dailyLimit: number | undefined;
  /** Of these, how many were reached already. */
  readonly reached: number;
}

const dayMs = 24 * 60 * 60_000;
const queueCountLimit = 10_000;

const frozenStatement = tenantStatement<{ pending: number }>(
  'campaigns.pending-of-channel',
  `select coalesce(sum(c.pending), 0)::bigint as pending from campaigns c
   where c.tenant_id = $1 and c.channel_id = $2 and c.feeding and c.state = 'sending'`,
);

/** Undefined when the number is gone. */
export async function findSendOutlook(
  deps: { readonly db: Database; readonly clock: Clock },
  ctx: Context,
  channelId: string,
): Promise<SendOutlook | undefined> {
  const { tenantId } = ctx;
  const channel = (await listChannels(deps, ctx)).find(({ id }) => id === channelId);
  if (!channel) return undefined;
  const at = deps.clock.now();
  const { people, channelIds } = await findMessagingLimit(deps.db, tenantId, channelId);
  const since = new Date(at.getTime() - dayMs);
  const reached = people === undefined ? 0 : await countPeopleReached(deps.db, tenantId, { channelIds, since });
  const queued = await findQueuedBulk(deps.db, { tenantId, channelId }, { at, atMost: queueCountLimit });
  const [frozen] = await deps.db.tenant(tenantId, frozenStatement, [channelId]);
  return {
    ratePerSecond: channel.throughputPerSecond,
    pausedReason: channel.pausedAt === null ? null : (channel.pausedReason ?? 'The number is paused.'),
    ahead: queued.all + (frozen?.pending ?? 0),
    dailyLimit: people,
    reached,
  };
}
