import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import { GraphError } from './graph-errors.ts';
import type { Thread } from './people.ts';
import { createRateBucket, type RateBucket } from './rate-bucket.ts';

/** How much of a second's throughput may come at once on top: two clocks never agree to the millisecond. */
const throughputSlack = 0.25;

/** The rates of section 4: of a number, in and out, and of a number to one person. */
export interface SendLimits {
  /** Takes room for one message, or throws 130429 or 131056 and takes nothing. */
  take(channel: Channel, thread: Thread | undefined): void;
  /** Counts a message that came in; it is never refused. */
  takeInbound(channel: Channel): void;
}

export function createSendLimits(clock: Clock): SendLimits {
  const throughput = new Map<Channel, { rate: number; bucket: RateBucket }>();
  const throughputOf = (channel: Channel): RateBucket | undefined => {
    const rate = channel.state.throughputPerSecond;
    if (rate === 0) return undefined;
    const known = throughput.get(channel);
    if (known?.rate === rate) return known.bucket;
    const bucket = createRateBucket({ capacity: Math.max(1, rate * (1 + throughputSlack)), perSecond: rate });
    throughput.set(channel, { rate, bucket });
    return bucket;
  };
  return {
    take(channel, thread) {
      const nowMs = clock.nowMs();
      const number = throughputOf(channel);
      if (number && !number.hasRoom(nowMs)) {
        throw new GraphError(130429, 'Cloud API message throughput has been reached.');
      }
      if (thread && !thread.pairRate.hasRoom(nowMs)) {
        throw new GraphError(131056, 'Too many messages to one user in a short time.');
      }
      number?.take(nowMs);
      thread?.pairRate.take(nowMs);
    },
    takeInbound(channel) {
      const number = throughputOf(channel);
      if (number?.hasRoom(clock.nowMs())) number.take(clock.nowMs());
    },
  };
}
