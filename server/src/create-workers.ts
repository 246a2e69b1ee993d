import type { Config, Role } from './config.ts';
import type { Database } from './db/database.ts';
import { createEventRecorder, type EventRecorder } from './events/record.ts';
import type { MovableClock } from './kernel/clock.ts';
import type { Log } from './kernel/log.ts';
import { createRightOfWay, type RightOfWay } from './kernel/right-of-way.ts';
import { createSecretBox, type SecretBox } from './kernel/secret-box.ts';
import type { TimelineMember } from './kernel/timeline.ts';
import { createGraphClient, type GraphClient } from './meta/graph-client.ts';
import type { Metrics } from './metrics.ts';
import { createLimitsFinder, listTenants } from './modules/accounts/index.ts';
import { createFlowFollower, createFlowWorker, createInputRecorder } from './modules/automation/index.ts';
import { type BillingMemory, createBillingMemory, createCharger } from './modules/billing/index.ts';
import { createCallFollower } from './modules/calls/index.ts';
import {
  createCampaignCounter,
  createCampaignPauser,
  createCampaignRunner,
  createCountFolder,
  createRetryWorker,
} from './modules/campaigns/index.ts';
import {
  createNumberReader,
  createPauseLog,
  findCredentials,
  listChannels,
  type NumberReader,
  pauseChannel,
} from './modules/channels/index.ts';
import { createJobWorker } from './modules/contact-jobs/index.ts';
import { createTicketExpirer } from './modules/conversations/index.ts';
import {
  createChatFollower,
  createEventStream,
  createLiveFeed,
  createScheduledSender,
  type EventStream,
  type LiveFeed,
} from './modules/inbox/index.ts';
import { createIntakeWorker, createPayloadStore, type PayloadStore } from './modules/intake/index.ts';
import { createMediaFetcher, createMediaUploader, type MediaFetcher } from './modules/media/index.ts';
import {
  createBlockFollower,
  createBlockMirror,
  createConsentFollower,
  createDispatcher,
  createHeaderMedia,
  createHistoryMover,
  createMergeForgetter,
  createTemplateRefresher,
  createTemplateSender,
} from './modules/messages/index.ts';
import { createOrderFollower } from './modules/payments/index.ts';
import { createRequestLog, type RequestLog } from './modules/requests/index.ts';
import { createLeadFollower } from './modules/sales/index.ts';
import { syncTemplates } from './modules/templates/index.ts';
import { createDeliverer, createDeliveryPlanner, createReplayWorker } from './modules/webhooks/index.ts';
import { createNumberRouter } from './number-router.ts';
import { createOutboundHttp, type OutboundHttp } from './outbound-http/outbound-http.ts';
import type { DueWorker } from './queue/due-worker.ts';
import { createLeaseKeeper, type LeaseKeeper } from './queue/lease.ts';

export interface WorkerOptions {
  readonly config: Config;
  readonly db: Database;
  readonly clock: MovableClock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly publicUrl: string;
  readonly graphUrl: string;
}

/** Everything that works beside requests: dispatch, intake, deliveries, media. */
export interface Workers {
  readonly kernel: { readonly events: EventRecorder; readonly secrets: SecretBox; readonly rightOfWay: RightOfWay };
  readonly graph: GraphClient;
  readonly leases: LeaseKeeper;
  readonly outbound: OutboundHttp;
  readonly payloads: PayloadStore;
  readonly fetcher: MediaFetcher;
  readonly numbers: NumberReader;
  readonly flows: DueWorker;
  readonly contactJobs: DueWorker;
  readonly eventStream: EventStream;
  readonly liveFeed: LiveFeed;
  readonly requestLog: RequestLog;
  readonly scheduled: DueWorker;
  readonly billing: BillingMemory;
  readonly campaigns: DueWorker;
  readonly timelineMembers: readonly TimelineMember[];
  /** Told by verbs that messages were queued. */
  queued(channelIds: ReadonlySet<string>): void;
  /** Told by verbs that endpoints were changed by their owner. */
  endpointsChanged(endpointIds: Iterable<string>): void;
  /** Told by verbs which endpoints have something to deliver. */
  deliveriesDue(endpointIds: Iterable<string>): void;
  /** Told by verbs that a replay of webhooks is to be run. */
  replaysDue(): void;
  syncAllTemplates(): Promise<void>;
  /** Asks Meta for what is stale of the numbers of every tenant. */
  refreshNumbers(): Promise<void>;
  start(roles: ReadonlySet<Role>): void;
  /** Ends the sends under way and starts no new ones. */
  stopSending(): Promise<void>;
  stop(): Promise<void>;
}

export function createWorkers(options: WorkerOptions): Workers {
  const { config, db, clock, log, metrics, publicUrl } = options;
  const secrets = createSecretBox(config.secretKey);
  const leases = createLeaseKeeper({ db, log });
  const rightOfWay = createRightOfWay();
  const outbound = createOutboundHttp({ allowPrivateAddresses: config.allowPrivateAddresses, log });
  const graph = createGraphClient({ baseUrl: options.graphUrl });
  const planner = createDeliveryPlanner({
    clock,
    render: { publicUrl },
    logKeptMs: config.webhookLogMs,
    planned: (ids) => deliverer.notify(ids),
  });
  const inputs = createInputRecorder({ recorded: () => flows.notify() });
  const eventStream = createEventStream({ db, clock });
  const billing = createBillingMemory();
  const templateRefresher = createTemplateRefresher({
    db,
    clock,
    log,
    graph,
    events: () => events,
    loadCredentials: (tenantId, channelId) => findCredentials({ db, secrets }, tenantId, channelId),
  });
  const recorder = createEventRecorder([
    planner,
    inputs,
    createCampaignCounter({ clock }),
    createCharger(billing),
    createFlowFollower(),
    createLeadFollower({ clock }),
    createOrderFollower(),
    createCallFollower(),
    createChatFollower(),
    createMergeForgetter(),
    createPauseLog({ log }),
    createBlockFollower({ wanted: () => blocks.notify() }),
    createConsentFollower({ clock, record: (tx, happened) => recorder.record(tx, happened) }),
    createCampaignPauser({ clock, record: (tx, happened) => recorder.record(tx, happened) }),
    templateRefresher.consumer,
    eventStream.consumer,
  ]);
  const events: EventRecorder = {
    record: (tx, happened) => recorder.record(tx, happened),
    committed: (happened) => db.afterCommit(() => recorder.committed(happened)),
  };
  const { dataDir } = config;
  const fetcher = createMediaFetcher({ db, clock, log, events, secrets, dataDir, graph });
  const uploader = createMediaUploader({ db, clock, log, dataDir, graph });
  const observeDelivery = metrics.observeDelivery;
  const deliverer = createDeliverer({
    db,
    clock,
    log,
    outbound,
    leases,
    rightOfWay,
    secrets,
    timeoutMs: config.webhookTimeoutMs,
    observeDelivery,
  });
  const replays = createReplayWorker({ db, clock, log, queued: (ids) => deliverer.notify(ids) });
  const dispatcher = createDispatcher({
    db,
    clock,
    log,
    events,
    graph,
    leases,
    rightOfWay,
    loadCredentials: (tenantId, channelId) => findCredentials({ db, secrets }, tenantId, channelId),
    pauseChannel: (tenantId, channelId, reason) =>
      pauseChannel({ db, clock, events, secrets }, tenantId, channelId, reason),
    uploadMedia: (tenantId, channel, mediaId) => uploader.uploadForSend(tenantId, channel, mediaId),
    uploadHeaderMedia: createHeaderMedia({ db, clock, log, dataDir, outbound, uploader }),
    observeAttempt: metrics.observeAttempt,
  });
  const findLimits = createLimitsFinder({ db });
  const queued = (channelIds: ReadonlySet<string>): void => db.afterCommit(() => dispatcher.notify(channelIds));
  const retries = createRetryWorker({ db, clock, log, events, findLimits, queued });
  const sender = createTemplateSender({ db, clock, events, queued, rightOfWay, findLimits });
  const campaigns = createCampaignRunner({ db, clock, log, events, sender, findLimits, rightOfWay });
  const counters = createCountFolder({ db, clock, log, events });
  const flows = createFlowWorker({ db, clock, log, events, queued });
  const contactJobs = createJobWorker({ db, clock, log, events });
  const liveFeed = createLiveFeed({ db, clock, log, stream: eventStream });
  const requestLog = createRequestLog({ db, clock, log });
  const scheduled = createScheduledSender({ db, clock, log, events, billing, sender, queued });
  const numbers = createNumberReader({ db, clock, log, events, secrets, graph });
  const route = createNumberRouter(db);
  const intake = createIntakeWorker({
    db,
    clock,
    events,
    route,
    leases,
    rightOfWay,
    log,
    mediaPlanned: () => fetcher.notify(),
  });
  const expirer = createTicketExpirer({ db, clock, log, events });
  const mover = createHistoryMover({ db, clock, log, events });
  const loadCredentials = (tenantId: string, channelId: string) =>
    findCredentials({ db, secrets }, tenantId, channelId);
  const blocks = createBlockMirror({ db, clock, log, graph, loadCredentials });
  const payloads = createPayloadStore({ db, clock, stored: () => intake.notify() });

  const syncAllTemplates = async (): Promise<void> => {
    for (const { id: tenantId } of await listTenants({ db })) {
      await syncTenant(tenantId).catch((error) => log.warn({ err: error, tenantId }, 'templates could not be read'));
    }
  };
  const syncTenant = async (tenantId: string): Promise<void> => {
    const channels = await listChannels({ db }, { tenantId, actor: { kind: 'system' }, requestId: 'sync templates' });
    const perWaba = new Map(channels.map((channel) => [channel.wabaId, channel]));
    for (const channel of perWaba.values()) {
      const credentials = await findCredentials({ db, secrets }, tenantId, channel.id);
      if (credentials) await syncTemplates({ db, clock, events, graph }, credentials);
    }
  };

  const refreshNumbers = async (): Promise<void> => {
    for (const { id: tenantId } of await listTenants({ db })) {
      await numbers.refresh(tenantId).catch((error) => log.warn({ err: error, tenantId }, 'numbers could not be read'));
    }
  };

  return {
    kernel: { events, secrets, rightOfWay },
    graph,
    leases,
    outbound,
    payloads,
    fetcher,
    numbers,
    flows,
    contactJobs,
    eventStream,
    liveFeed,
    requestLog,
    scheduled,
    billing,
    campaigns,
    timelineMembers: [
      intake.timelineMember,
      flows.timelineMember,
      contactJobs.timelineMember,
      scheduled.timelineMember,
      campaigns.timelineMember,
      dispatcher.timelineMember,
      replays.timelineMember,
      deliverer.timelineMember,
      fetcher.timelineMember,
      expirer.timelineMember,
      retries.timelineMember,
      mover.timelineMember,
      blocks.timelineMember,
      counters.timelineMember,
    ],
    queued,
    endpointsChanged: (ids) => deliverer.changed(ids),
    deliveriesDue: (ids) => deliverer.notify(ids),
    replaysDue: () => replays.notify(),
    syncAllTemplates,
    refreshNumbers,
    start(roles) {
      if (roles.has('dispatch')) dispatcher.start();
      if (roles.has('intake')) intake.start();
      if (roles.has('intake')) fetcher.start();
      if (roles.has('deliver')) for (const job of [replays, deliverer]) job.start();
      if (roles.has('jobs'))
        for (const job of [expirer, retries, flows, contactJobs, scheduled, campaigns, counters, mover, blocks])
          job.start();
    },
    stopSending: () => dispatcher.stop(),
    async stop() {
      await payloads.idle();
      const senders = [dispatcher, intake, fetcher, replays];
      const jobs = [expirer, retries, flows, contactJobs, scheduled, campaigns, counters, mover, blocks];
      await Promise.all([...senders, ...jobs].map((worker) => worker.stop()));
      await deliverer.stop();
      await requestLog.stop();
      await Promise.all([leases.close(), templateRefresher.idle()]);
      await Promise.all([graph.close(), outbound.close()]);
    },
  };
}
