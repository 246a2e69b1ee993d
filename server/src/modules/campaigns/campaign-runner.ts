import type { EventRecorder } from '../../events/record.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import type { RightOfWay } from '../../kernel/right-of-way.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import type { FindLimits } from '../accounts/index.ts';
import { campaignEvent } from './campaign-event.ts';
import { type ChannelLoad, loadChannels } from './channel-load.ts';
import { createMessagingRoom } from './messaging-room.ts';
import {
  type FeedingCampaign,
  listFeedingStatement,
  lookAgainStatement,
  nextDueStatement,
  soonestStatement,
  startDueStatement,
} from './queries.ts';
import { type SliceDeps, stopSlice, takeSlice } from './take-slice.ts';
import type { WaitingFor } from './types.ts';

export interface RunnerDeps extends SliceDeps {
  readonly log: Log;
  readonly events: EventRecorder;
  readonly findLimits: FindLimits;
  readonly rightOfWay: RightOfWay;
}

const pollMs = 1_000;
/** While campaigns are under way their queues are looked at so often. */
const busyPollMs = 200;
const maxStarts = 50;
/** Campaigns looked at in one step, those first that were looked at longest ago. */
const maxFeeding = 200;
/** Recipients of one transaction. */
const maxSlice = 500;
const maxStops = 2_000;
/** Longest that a slice gives way to calls of the API. */
const yieldMs = 400;
/** When to look again at what a campaign waits for. */
const lookAgainMs: Readonly<Record<Exclude<WaitingFor, 'recipient_hours'>, number>> = {
  channel_paused: 5_000,
  workspace_online: 10_000,
  workspace_limit: 300_000,
  messaging_limit: 300_000,
};
const afterErrorMs = 30_000;

/**
 * Starts campaigns at their moment and hands their recipients to the send queue, only a little ahead of what each channel
 * sends. All it knows is in the database, so any number of processes may run one, and a campaign goes on after a crash.
 */
export function createCampaignRunner(deps: RunnerDeps): DueWorker {
  const { db, clock, log } = deps;
  const messagingRoom = createMessagingRoom(deps);
  let timer: NodeJS.Timeout | undefined;

  const startDue = async (): Promise<void> => {
    const at = clock.now();
    const events = await db.transaction(async (tx) => {
      const rows = await tx.system(startDueStatement, [at, maxStarts]);
      const begun = rows.map(({ tenantId, id }) =>
        campaignEvent('campaign.started', { tenantId, id, at }, { actor: 'system' }),
      );
      await deps.events.record(tx, begun);
      return begun;
    });
    deps.events.committed(events);
  };

  const wait = async (campaign: FeedingCampaign, waitingFor: WaitingFor | null, forMs: number): Promise<void> => {
    const { tenantId, id, state } = campaign;
    await db.tenant(tenantId, lookAgainStatement, [id, new Date(clock.nowMs() + forMs), true, waitingFor, state]);
    if (waitingFor === campaign.waitingFor) return;
    log.info({ tenantId, campaignId: id, waitingFor }, 'a campaign waits');
  };
  const waitFor = (campaign: FeedingCampaign, reason: Exclude<WaitingFor, 'recipient_hours'>): Promise<void> =>
    wait(campaign, reason, lookAgainMs[reason]);

  const feed = async (campaign: FeedingCampaign, count: number): Promise<number> => {
    if ((await deps.findLimits(campaign.tenantId))?.isOffline) {
      await waitFor(campaign, 'workspace_online');
      return 0;
    }
    const allowed = await messagingRoom.find(campaign, count);
    if (allowed < 1) {
      await waitFor(campaign, 'messaging_limit');
      return 0;
    }
    await deps.rightOfWay.clear(yieldMs);
    const taken = await takeSlice(deps, campaign, allowed);
    messagingRoom.spend(campaign, taken);
    return taken;
  };

  // One campaign that can't go on must not hold up the others.
  const guarded = async (campaign: FeedingCampaign, work: () => Promise<number>): Promise<boolean> => {
    try {
      return (await work()) > 0;
    } catch (error) {
      const { tenantId, id } = campaign;
      if (isAppError(error, 'tenant.offline')) await waitFor(campaign, 'workspace_online');
      else if (isAppError(error, 'tenant.marketing_limit_reached') || isAppError(error, 'tenant.trial_quota_spent')) {
        await waitFor(campaign, 'workspace_limit');
      } else {
        log.error({ err: error, tenantId, campaignId: id }, 'a slice of a campaign failed');
        await wait(campaign, campaign.waitingFor, afterErrorMs);
      }
      return false;
    }
  };

  const feedChannel = async ({ campaigns, room, isPaused }: ChannelLoad): Promise<boolean> => {
    let more = false;
    const share = Math.min(maxSlice, Math.ceil(room / campaigns.length));
    for (const campaign of campaigns) {
      if (isPaused) await waitFor(campaign, 'channel_paused');
      else if (room > 0) more = (await guarded(campaign, () => feed(campaign, share))) || more;
    }
    return more;
  };

  const listFeeding = (): Promise<FeedingCampaign[]> => db.system(listFeedingStatement, [clock.now(), maxFeeding]);

  const step = async (): Promise<boolean> => {
    await startDue();
    const feeding = await listFeeding();
    let more = false;
    for (const campaign of feeding.filter((entry) => entry.state === 'cancelled')) {
      more = (await guarded(campaign, () => stopSlice(deps, campaign, maxStops))) || more;
    }
    for (const load of await loadChannels(deps, feeding)) more = (await feedChannel(load)) || more;
    clearTimeout(timer);
    if (feeding.length > 0 && !more) timer = setTimeout(() => worker.notify(), busyPollMs).unref();
    return more;
  };

  const nextDueMs = async (): Promise<number | undefined> => {
    const [soonest] = await db.system(soonestStatement);
    const soonestMs = soonest?.due?.getTime();
    if (soonestMs === undefined || soonestMs > clock.nowMs()) return soonestMs;
    const feeding = await listFeeding();
    const loads = await loadChannels(deps, feeding);
    const isDue =
      feeding.some((entry) => entry.state === 'cancelled') || loads.some((load) => load.isPaused || load.room > 0);
    if (isDue) return clock.nowMs();
    const [row] = await db.system(nextDueStatement, [clock.now()]);
    return row?.due?.getTime();
  };

  const worker = createDueWorker({ name: 'campaigns', step, nextDueMs, pollMs, clock, log });
  return {
    ...worker,
    async stop() {
      clearTimeout(timer);
      await worker.stop();
    },
  };
}
