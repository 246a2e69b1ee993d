import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { findQueuedBulk } from '../messages/index.ts';
import type { FeedingCampaign } from './queries.ts';

/** The campaigns that are sending by one channel, and how many messages its queue may take now. */
export interface ChannelLoad {
  readonly campaigns: readonly FeedingCampaign[];
  readonly isPaused: boolean;
  /** 0 until it is worth a slice. */
  readonly room: number;
}

/** Seconds of a channel's rate that campaigns keep queued: what a pause or a cancellation does not reach. */
const secondsAhead = 2;
/** Messages kept queued for a channel without a rate. */
const unpacedAhead = 2_000;
/** A queue is filled up when so much of it is gone. */
const worthOfRoom = 0.25;
/** With what waits for a later try the queue may hold so much more. */
const mostWithRetries = 3;

/** One look at the queue of each channel. */
export async function loadChannels(
  deps: { readonly db: Database; readonly clock: Clock },
  feeding: readonly FeedingCampaign[],
): Promise<ChannelLoad[]> {
  const byChannel = new Map<string, FeedingCampaign[]>();
  for (const campaign of feeding) {
    if (campaign.state !== 'sending') continue;
    const key = `${campaign.tenantId}/${campaign.channelId}`;
    byChannel.set(key, [...(byChannel.get(key) ?? []), campaign]);
  }
  return Promise.all([...byChannel.values()].map((campaigns) => loadChannel(deps, campaigns)));
}

async function loadChannel(
  deps: { readonly db: Database; readonly clock: Clock },
  campaigns: readonly FeedingCampaign[],
): Promise<ChannelLoad> {
  const [first] = campaigns;
  if (first === undefined || first.isChannelPaused) return { campaigns, isPaused: first !== undefined, room: 0 };
  const rate = first.throughputPerSecond;
  const ahead = rate === 0 ? unpacedAhead : Math.max(1, Math.ceil(rate * secondsAhead));
  const most = ahead * mostWithRetries;
  const queued = await findQueuedBulk(deps.db, first, { at: deps.clock.now(), atMost: most });
  const room = Math.min(ahead - queued.due, most - queued.all);
  return { campaigns, isPaused: false, room: room >= ahead * worthOfRoom ? room : 0 };
}
