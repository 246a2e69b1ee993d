import type { FastifyInstance } from 'fastify';
import { checkReady } from './check-ready.ts';
import type { Config } from './config.ts';
import type { Workers } from './create-workers.ts';
import { commitBeforeCalls } from './db/commit-before-calls.ts';
import type { Database } from './db/database.ts';
import { isDatabaseOutage } from './db/database-trouble.ts';
import { type DemoSecrets, demoPeople } from './demo/demo-workspace.ts';
import type { ApiDeps } from './http/api-deps.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { createCampaignsPageHandlers } from './http/campaigns/index.ts';
import { createContactsPageHandlers } from './http/contacts/index.ts';
import { loadContract } from './http/contract/load-contract.ts';
import { listOperations } from './http/contract/operations.ts';
import { multipartLimits } from './http/contract/read-multipart.ts';
import { handlerSets, registerContractRoutes } from './http/contract-routes.ts';
import { createDeveloperPageHandlers } from './http/developer/index.ts';
import { type Readiness, registerHealthRoutes } from './http/health.ts';
import { createCallerIdentifier } from './http/identify-caller.ts';
import { createInboxHandlers } from './http/inbox/index.ts';
import { createInternalHandlers, type SignInFacts } from './http/internal/index.ts';
import { registerLandingPage } from './http/landing-page.ts';
import { createMetaDoor } from './http/meta-door.ts';
import { createAppFinder, registerMetaWebhook } from './http/meta-webhook.ts';
import { createParleyHandlers } from './http/parley/index.ts';
import { planFactsOf } from './http/plan-facts.ts';
import { receiveUpload } from './http/receive-upload.ts';
import { createCallRecorder } from './http/request-log/record-call.ts';
import { createErrorResponder } from './http/respond-error.ts';
import { createHttpServer, defaultBodyLimitBytes } from './http/server.ts';
import { createSettingsPageHandlers } from './http/settings/index.ts';
import { createTemplatesPageHandlers } from './http/templates/index.ts';
import { registerTrackedLinks } from './http/tracked-links.ts';
import { createV1Handlers } from './http/v1/index.ts';
import { createV2Handlers } from './http/v2/index.ts';
import { createV3Handlers } from './http/v3/index.ts';
import { registerWebApp } from './http/web-app.ts';
import type { MovableClock } from './kernel/clock.ts';
import { newId } from './kernel/ids.ts';
import type { Log } from './kernel/log.ts';
import type { Metrics } from './metrics.ts';
import {
  createCallAdmitter,
  createCredentialFinder,
  createLimitsFinder,
  findSession,
} from './modules/accounts/index.ts';
import { createRecipientMarks } from './modules/campaigns/index.ts';
import { listMetaApps } from './modules/channels/index.ts';
import { createFilterMemory } from './modules/contacts/index.ts';
import { followLink } from './modules/links/index.ts';
import { createTemplateSender } from './modules/messages/index.ts';

export interface HttpOptions {
  readonly config: Config;
  readonly db: Database;
  readonly clock: MovableClock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly workers: Workers;
  readonly publicUrl: string;
  readonly demo: DemoSecrets | undefined;
  /** Where uploads lie until they are taken. */
  readonly tmpDir: string;
  readonly isLeaving: () => boolean;
  readonly checkResponses?: boolean;
  readonly onContractViolation?: (violation: string) => void;
}

/** The HTTP server with the routes of the roles, not listening yet. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { config, db, clock, log, metrics, workers } = options;
  const errors = createErrorResponder({ log, clock, isOutage: isDatabaseOutage });
  const createRequestId = (): string => newId(clock.nowMs());
  const takesWebhooks = config.roles.has('intake') || config.roles.has('api');
  const findApps = createAppFinder(() => listMetaApps({ db, secrets: workers.kernel.secrets }));
  const door = { log, store: workers.payloads, findApps };
  const takeFirst = takesWebhooks ? createMetaDoor(door) : undefined;
  const { trustedProxies } = config;
  const { isLeaving } = options;
  const limits = { bodyLimitBytes: defaultBodyLimitBytes, trustedProxies, takeFirst, isLeaving };
  const server = createHttpServer({ log, errors, createRequestId, ...limits });
  registerHealthRoutes(server, { ready: () => readinessOf(db, isLeaving()), metrics: metrics.registry });
  if (config.roles.has('web') && !(await registerWebApp(server))) {
    registerLandingPage(server, { simulator: config.simulator });
  }
  if (takesWebhooks) await registerMetaWebhook(server, door);
  const following = { db, clock, events: workers.kernel.events };
  if (takesWebhooks) registerTrackedLinks(server, { follow: (token, look) => followLink(following, token, look) });
  if (config.roles.has('api')) await registerApi(server, options, errors);
  return server;
}

async function readinessOf(db: Database, leaving: boolean): Promise<Readiness> {
  return leaving ? { ready: false, checks: { process: 'stops' } } : checkReady(db);
}

async function registerApi(
  server: FastifyInstance,
  options: HttpOptions,
  errors: ReturnType<typeof createErrorResponder>,
): Promise<void> {
  const { db, clock, log } = options;
  const deps = toApiDeps(options);
  const signInFacts = signInFactsOf(options);
  const admitCall = createCallAdmitter({ db, clock });
  const contract = await loadContract();
  await registerContractRoutes(server, {
    contract,
    operations: listOperations(contract),
    handlers: {
      v1v2: { ...createV1Handlers(deps), ...createV2Handlers(deps) },
      v3: createV3Handlers(deps),
      parley: createParleyHandlers(deps),
      inbox: createInboxHandlers(deps),
      contacts: createContactsPageHandlers(deps),
      templates: createTemplatesPageHandlers(deps),
      campaigns: createCampaignsPageHandlers(deps),
      developer: createDeveloperPageHandlers(deps),
      settings: createSettingsPageHandlers({ ...deps, signInFacts }),
      internal: createInternalHandlers({ ...deps, signInFacts }),
    },
    complete: handlerSets,
    checkResponses: options.checkResponses ?? false,
    identify: createCallerIdentifier({
      authenticate: createAuthenticate({ findCredential: createCredentialFinder({ db, clock }) }),
      findSession: (cookie) => findSession({ db, clock }, cookie),
      publicUrl: deps.publicUrl,
    }),
    admit: (operation, credential) => admitCall(credential.tenantId, planFactsOf(operation)),
    errors,
    once: { db, clock, secrets: deps.secrets },
    recordCall: createCallRecorder({ requestLog: deps.requestLog, log }),
    audit: { db, clock },
    bodies: {
      bodyLimitBytes: defaultBodyLimitBytes,
      multipart: multipartLimits,
      receiveFile: (part) => receiveUpload(options.tmpDir, part),
    },
    onContractViolation(operation, violation) {
      log.error({ operation: operation.id, violation }, 'a reply departs from the contract');
      options.onContractViolation?.(`${operation.id}: ${violation}`);
    },
  });
}

function signInFactsOf({ config, demo }: HttpOptions): SignInFacts {
  return { simulator: config.simulator, demo: demo && { password: demo.password, people: demoPeople } };
}

const dayMs = 24 * 60 * 60 * 1_000;

function toApiDeps(options: HttpOptions): ApiDeps {
  const { config, db, clock, log, workers, publicUrl } = options;
  const { events, rightOfWay, secrets } = workers.kernel;
  const { queued } = workers;
  const { outbound, fetcher } = workers;
  const findLimits = createLimitsFinder({ db });
  return {
    db,
    clock,
    log,
    events,
    findLimits,
    campaignsDue: () => db.afterCommit(() => workers.campaigns.notify()),
    filterMemory: createFilterMemory(clock),
    queued,
    secrets,
    graph: commitBeforeCalls(db, workers.graph),
    outbound: commitBeforeCalls(db, outbound, ['checkUrl']),
    mediaFetcher: fetcher,
    dataDir: config.dataDir,
    sender: createTemplateSender({ db, clock, events, queued, rightOfWay, findLimits }),
    numbers: workers.numbers,
    eventStream: workers.eventStream,
    liveFeed: workers.liveFeed,
    scheduledDue: () => db.afterCommit(() => workers.scheduled.notify()),
    billing: workers.billing,
    recipientMarks: createRecipientMarks(),
    webhookLogDays: config.webhookLogMs / dayMs,
    contactJobsDue: () => db.afterCommit(() => workers.contactJobs.notify()),
    requestLog: workers.requestLog,
    flowsDue: () => db.afterCommit(() => workers.flows.notify()),
    publicUrl: () => publicUrl,
    checkUrl: (url) => outbound.checkUrl(url),
    endpointsChanged: (ids) => db.afterCommit(() => workers.endpointsChanged(ids)),
    deliveriesDue: (ids) => db.afterCommit(() => workers.deliveriesDue(ids)),
    replaysDue: () => db.afterCommit(() => workers.replaysDue()),
  };
}
