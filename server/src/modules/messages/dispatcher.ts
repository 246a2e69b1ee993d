import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { RightOfWay } from '../../kernel/right-of-way.ts';
import type { TimelineMember } from '../../kernel/timeline.ts';
import type { GraphClient } from '../../meta/graph-client.ts';
import type { SendOutcome } from '../../meta/send-outcome.ts';
import type { LeaseKeeper } from '../../queue/lease.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import type { ChannelCredentials } from '../channels/index.ts';
import { createOtherNumbers } from '../contacts/index.ts';
import type { UploadedMedia } from '../media/index.ts';
import { type ChannelSender, createChannelSender } from './channel-sender.ts';
import { channelsWithWorkStatement, nextDueStatement } from './dispatch-queries.ts';
import type { UploadHeaderMedia } from './header-media.ts';
import { createSettler } from './settle.ts';

export interface DispatchDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventRecorder;
  readonly graph: GraphClient;
  readonly leases: LeaseKeeper;
  /** Held by accepts: claims wait for them a moment. */
  readonly rightOfWay: RightOfWay;
  loadCredentials(tenantId: string, channelId: string): Promise<ChannelCredentials | undefined>;
  pauseChannel(tenantId: string, channelId: string, reason: string): Promise<void>;
  uploadMedia(tenantId: string, channel: ChannelCredentials, mediaId: string): Promise<UploadedMedia>;
  readonly uploadHeaderMedia: UploadHeaderMedia;
  observeAttempt(outcome: SendOutcome['kind']): void;
}

/** Sends what is queued: one sender for each channel whose lease this process holds. */
export interface Dispatcher {
  start(): void;
  /** A hint that messages were queued for these channels. */
  notify(channelIds: Iterable<string>): void;
  /** Ends after the attempts under way are settled. */
  stop(): Promise<void>;
  readonly timelineMember: TimelineMember;
}

const pollMs = 1_000;

export function createDispatcher(deps: DispatchDeps): Dispatcher {
  const settler = createSettler(deps);
  const otherNumbers = createOtherNumbers(deps);
  const senders = new Map<string, ChannelSender>();
  const ending = new Map<string, Promise<void>>();

  // Ends in the background: attempts under way may take as long as Meta does.
  const dropLost = (): void => {
    for (const [name, sender] of senders) {
      if (!sender.lost()) continue;
      senders.delete(name);
      ending.set(
        name,
        sender.stop().finally(() => ending.delete(name)),
      );
    }
  };

  const step = async (): Promise<boolean> => {
    dropLost();
    const rows = await deps.db.system(channelsWithWorkStatement);
    // While an earlier sender of ours still ends, another process had better take the channel.
    const free = rows.filter((row) => !ending.has(leaseName(row.channelId)));
    const byName = new Map(free.map((row) => [leaseName(row.channelId), row]));
    const leases = await deps.leases.acquire([...byName.keys()]);
    for (const lease of leases) {
      const channel = byName.get(lease.name);
      const running = senders.get(lease.name);
      if (running) running.notify();
      else if (channel) {
        const sender = createChannelSender({ ...deps, settler, otherNumbers }, channel, lease);
        senders.set(lease.name, sender);
        sender.start();
      }
    }
    return false;
  };

  const loop = createWorkLoop({ name: 'dispatch', step, pollMs, clock: deps.clock, log: deps.log });
  let started = false;
  const nextDueMs = async (): Promise<number | undefined> => {
    // What is due is for the processes that send.
    if (!started) return undefined;
    // Who moves the clock, or waits for a quiet system, has changed what he wanted to change.
    for (const sender of senders.values()) sender.forgetChannel();
    const [row] = await deps.db.system(nextDueStatement);
    if (!row?.due) return undefined;
    const due = row.due.getTime();
    if (due > deps.clock.nowMs()) return due;
    const tokens = [...senders.values()].flatMap((sender) => sender.nextTokenMs() ?? []);
    return tokens.length > 0 ? Math.min(...tokens) : due;
  };
  const drain = async (): Promise<void> => {
    await loop.drain();
    await Promise.all([...senders.values()].map((sender) => sender.drain()));
    await otherNumbers.idle();
  };
  const isIdle = (): boolean =>
    loop.isIdle() && ending.size === 0 && [...senders.values()].every((sender) => sender.isIdle());

  return {
    start() {
      started = true;
      loop.start();
    },
    notify(channelIds) {
      for (const channelId of channelIds) {
        const sender = senders.get(leaseName(channelId));
        if (sender) sender.notify();
        else loop.notify();
      }
    },
    async stop() {
      await loop.stop();
      await Promise.all([...ending.values(), ...[...senders.values()].map((sender) => sender.stop())]);
      senders.clear();
      await Promise.all([settler.idle(), otherNumbers.idle()]);
    },
    timelineMember: { name: 'dispatch', nextDueMs, drain, isIdle },
  };
}

function leaseName(channelId: string): string {
  return `channel:${channelId}`;
}
