import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Chores, createChores } from './chores.ts';
import type { Config } from './config.ts';
import { createHttp } from './create-http.ts';
import { createWorkers, type Workers } from './create-workers.ts';
import type { Database } from './db/database.ts';
import { createPartitions } from './db/partitions.ts';
import {
  createDemoWorkspace,
  type DemoSecrets,
  demoTenantId,
  demoWabaId,
  toSimulatedAccount,
} from './demo/demo-workspace.ts';
import { giveFirstAnswers } from './demo/first-answers.ts';
import { playFirstConversations } from './demo/first-conversations.ts';
import { placeFirstLeads } from './demo/first-leads.ts';
import { readKeptTemplates } from './demo/kept-templates.ts';
import type { MovableClock } from './kernel/clock.ts';
import type { Log } from './kernel/log.ts';
import { createTimeline, type Timeline } from './kernel/timeline.ts';
import { createMetrics } from './metrics.ts';
import { sweepSessions } from './modules/accounts/index.ts';
import { abandonCampaigns, sweepDryRuns } from './modules/campaigns/index.ts';
import { sweepContactJobs } from './modules/contact-jobs/index.ts';
import { sweepIdempotencyKeys } from './modules/idempotency/index.ts';
import { renumberForeignEvents } from './modules/inbox/index.ts';
import { sweepParkedStatuses } from './modules/messages/index.ts';
import { listRetentionChores } from './retention-chores.ts';
import { createSimulator, type SimulatedTemplate, type Simulator } from './simulator/simulator.ts';

export interface PlatformOptions {
  readonly config: Config;
  /** A port that is free: links and the simulator need it before the server listens. */
  readonly port: number;
  /** Called just before the server listens: whoever kept the port for it lets go of it. */
  readonly releasePort?: () => Promise<void>;
  readonly db: Database;
  readonly clock: MovableClock;
  readonly log: Log;
  /** Only with the simulator on. */
  readonly demo: DemoSecrets | undefined;
  /** Templates of the simulated account beside those of the demo. */
  readonly moreTemplates?: readonly SimulatedTemplate[];
  /** Decides the ids that the simulator makes. */
  readonly simulatorSeed: string;
  /** Compare every reply with the contract (tests). */
  readonly checkResponses?: boolean;
  readonly onContractViolation?: (violation: string) => void;
  /** Let a few customers write into a new demo workspace. */
  readonly playDemo: boolean;
}

/** A running Parley: what one process does by its roles. */
export interface Platform {
  readonly server: FastifyInstance;
  readonly baseUrl: string;
  readonly timeline: Timeline;
  /** Listens, prepares the demo workspace, starts the workers of the roles. Resolves when it is ready. */
  start(): Promise<void>;
  /** Says that it is not ready, to balancers and on every connection, and still serves all. */
  leave(): void;
  /** Takes no more requests, finishes open attempts, then stops. */
  stop(): Promise<void>;
}

const hourMs = 3_600_000;

/** Composes the modules: the only place where all of them meet. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { config, db, clock, log } = options;
  const ownUrl = `http://${urlHost(config.host)}:${options.port}`;
  const publicUrl = config.publicUrl ?? ownUrl;
  const graphUrl = config.graphUrl ?? (config.simulator ? `${ownUrl}/simulator/graph` : 'https://graph.facebook.com');
  const timeline = createTimeline(clock);
  const metrics = createMetrics({ db, clock, log });
  const tmpDir = join(config.dataDir, 'uploads');
  const workers = createWorkers({ config, db, clock, log, metrics, publicUrl, graphUrl });
  for (const member of workers.timelineMembers) timeline.join(member);
  const simulator = options.demo ? await makeSimulator(options, options.demo, timeline, ownUrl) : undefined;
  const listed = listChores(options, workers);
  metrics.nameChores(listed.map(({ name }) => name));
  const chores = createChores({ clock, log, leases: workers.leases, observeFailure: metrics.observeFailure }, listed);
  timeline.join(chores.timelineMember);
  let leaving = false;
  const server = await createHttp({ ...options, workers, metrics, publicUrl, tmpDir, isLeaving: () => leaving });
  if (simulator) await simulator.register(server);
  const parts = { server, workers, simulator, chores };
  return {
    server,
    baseUrl: ownUrl,
    timeline,
    start: () => start(options, parts, ownUrl),
    leave() {
      leaving = true;
    },
    stop: () => stop(options, parts),
  };
}

interface Parts {
  readonly server: FastifyInstance;
  readonly workers: Workers;
  readonly simulator: Simulator | undefined;
  readonly chores: Chores;
}

async function start(options: PlatformOptions, { server, workers, chores }: Parts, ownUrl: string): Promise<void> {
  const { config, db, clock, demo } = options;
  await createPartitions(db, clock);
  await renumberForeignEvents({ db });
  const made = demo
    ? await createDemoWorkspace({ db, clock, ...workers.kernel }, demo, config.demoThroughput)
    : { isNew: false };
  await options.releasePort?.();
  await server.listen({ host: config.host, port: options.port });
  workers.start(config.roles);
  if (config.roles.has('jobs')) {
    await workers.syncAllTemplates();
    await workers.refreshNumbers();
    chores.start();
  }
  if (made.isNew && options.playDemo) {
    await playFirstConversations(ownUrl);
    await placeFirstLeads({ db, clock, ...workers.kernel });
    // Where another Cloud API is named, nothing is sent to it unasked; without intake there are no chats yet to be answered.
    if (config.graphUrl === undefined && config.roles.has('intake'))
      await giveFirstAnswers({ db, clock, ...workers.kernel, queued: workers.queued });
  }
}

async function stop(options: PlatformOptions, { server, workers, simulator, chores }: Parts): Promise<void> {
  await chores.stop();
  workers.eventStream.close();
  // Where the simulator of this server is the Cloud API, sends must end before the server does.
  if (options.config.simulator && options.config.graphUrl === undefined) await workers.stopSending();
  await server.close();
  await workers.stop();
  await simulator?.stop();
  options.log.info('stopped');
}

async function makeSimulator(
  options: PlatformOptions,
  demo: DemoSecrets,
  timeline: Timeline,
  ownUrl: string,
): Promise<Simulator> {
  const { clock, log, config, simulatorSeed } = options;
  const account = toSimulatedAccount(demo, {
    callbackUrl: () => `${ownUrl}/meta/webhook`,
    throughputPerSecond: config.demoThroughput,
    templates: [
      ...(await readKeptTemplates(options.db, { tenantId: demoTenantId, wabaId: demoWabaId })),
      ...(options.moreTemplates ?? []),
    ],
  });
  return createSimulator({ clock, timeline, log, seed: simulatorSeed, baseUrl: () => ownUrl, ...account });
}

function listChores({ db, clock, config }: PlatformOptions, workers: Workers) {
  return [
    { name: 'partitions', everyMs: 24 * hourMs, run: () => createPartitions(db, clock) },
    { name: 'sync templates', everyMs: hourMs, run: () => workers.syncAllTemplates() },
    { name: 'refresh numbers', everyMs: hourMs, run: () => workers.refreshNumbers() },
    {
      name: 'sweep parked statuses',
      everyMs: 24 * hourMs,
      run: () => ignoreResult(sweepParkedStatuses({ db, clock })),
    },
    {
      name: 'abandon campaigns',
      everyMs: hourMs,
      run: () => ignoreResult(abandonCampaigns({ db, clock, events: workers.kernel.events })),
    },
    { name: 'sweep dry runs', everyMs: hourMs, run: () => sweepDryRuns({ db, clock }) },
    {
      name: 'sweep idempotency keys',
      everyMs: hourMs,
      run: () => ignoreResult(sweepIdempotencyKeys({ db, clock })),
    },
    {
      name: 'sweep sessions',
      everyMs: hourMs,
      run: () => sweepSessions({ db, clock }),
    },
    {
      name: 'sweep contact jobs',
      everyMs: 24 * hourMs,
      run: () => sweepContactJobs({ db, clock }),
    },
    ...listRetentionChores({ db, clock, config }),
  ];
}

async function ignoreResult(work: Promise<unknown>): Promise<void> {
  await work;
}

// A wildcard address is no address to call; a literal IPv6 one stands in brackets.
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
