import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createPlatform, type Platform } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Database } from '../../src/db/database.ts';
import { systemStatement } from '../../src/db/scope.ts';
import { readDemoSecrets } from '../../src/demo/demo-workspace.ts';
import { createClock, type MovableClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLog } from '../../src/kernel/log.ts';
import { createTenant, createToken } from '../../src/modules/accounts/index.ts';
import type { SimulatedTemplate } from '../../src/simulator/simulator.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { findFreePort } from './free-port.ts';
import { createSimulatorClient, type SimulatorClient } from './simulator-client.ts';
import { cloneDatabase } from './test-database.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

/** A whole Parley with its demo workspace and simulator, on a database of its own. */
export interface TestPlatform {
  readonly platform: Platform;
  readonly baseUrl: string;
  readonly tenantId: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly clock: MovableClock;
  readonly db: Database;
  /** Log lines as JSON texts, so that a test can look for what must not be there. */
  readonly logLines: string[];
  /** Calls of v1 and v2 below the tenant's address, of v3 and our own by their whole path; with the demo token unless said. */
  readonly api: ApiClient;
  /** Calls by their whole path. */
  readonly call: ApiClient;
  readonly simulator: SimulatorClient;
  /** Resolves when nothing due is left to be done: sends, statuses, intake, deliveries. */
  settle(): Promise<void>;
  /** A receiver subscribed to these events on the main channel. Closed with the platform. */
  subscribe(eventTypes: readonly string[], options?: { phoneNumber?: string }): Promise<WebhookReceiver>;
  /** Another workspace with a token; it has no channel. */
  addTenant(id: string): Promise<{ token: string }>;
  addToken(options: { scopes?: string[]; expiresAt?: Date }): Promise<string>;
  /** Drains, checks that every reply and webhook kept the contract and that the queues are empty, and stops. */
  stop(options?: { leftovers?: 'allowed' }): Promise<void>;
}

export interface TestPlatformOptions {
  readonly environment?: Record<string, string>;
  readonly moreTemplates?: readonly SimulatedTemplate[];
  /** The moment that the platform's clock shows first; now, unless said. */
  readonly startsAt?: Date;
  /**
   * Whether the clock goes on by itself. Otherwise it stands until it is moved, so that nothing falls due while a busy machine
   * takes its time; what the platform does does not wait for the clock, unless it is due later.
   */
  readonly timePasses?: boolean;
}

const leftoversStatement = systemStatement<{ name: string; rows: number }>(
  'test.leftovers',
  `select * from (
     select 'send_queue' as name, count(*) as rows from send_queue
     union all select 'intake_payloads', count(*) from intake_payloads
     union all select 'webhook_deliveries', count(*) from webhook_deliveries) counts where rows > 0`,
);

/** Now, or what the run was told, to see whether tests hold at the turn of a month or a year. */
function startOfRun(): Date {
  const told = process.env.TEST_STARTS_AT;
  return told ? new Date(told) : createClock().now();
}

let running = 0;

export async function startTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const database = await cloneDatabase();
  const { db } = database;
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'));
  const config = readConfig({
    DATABASE_URL: database.url,
    PARLEY_SECRET_KEY: 'a secret key for the tests only',
    PARLEY_DATA_DIR: dataDir,
    PARLEY_SIMULATOR: 'on',
    PARLEY_DEMO_THROUGHPUT: '0',
    ...options.environment,
  });
  const { startsAt = startOfRun(), timePasses = false } = options;
  const clock = timePasses
    ? createClock({ offsetMs: startsAt.getTime() - createClock().nowMs() })
    : createClock({ machineMs: () => startsAt.getTime() });
  // Ids never go back by less than a minute: those of this platform would lie where a file before has moved its clock to.
  if (running === 0) newId(0);
  running += 1;
  const logLines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void logLines.push(line) } });
  const demo = readDemoSecrets(config);
  const contractViolations: string[] = [];
  const platform = await createPlatform({
    config,
    port: await findFreePort(),
    db,
    clock,
    log,
    demo,
    moreTemplates: options.moreTemplates ?? [],
    simulatorSeed: dataDir,
    checkResponses: true,
    onContractViolation: (violation) => contractViolations.push(violation),
    playDemo: false,
  });
  await platform.start();
  const { baseUrl } = platform;
  const tenantId = '100100';
  const receivers: WebhookReceiver[] = [];
  const api = createApiClient(baseUrl, demo.token);
  const tenantApi: ApiClient = (method, path, call) =>
    api(
      method,
      /^\/api\/(ext|parley)\//i.test(path) || path.startsWith(`/${tenantId}/`) ? path : `/${tenantId}${path}`,
      call,
    );
  return {
    platform,
    baseUrl,
    tenantId,
    token: demo.token,
    appSecret: demo.appSecret,
    verifyToken: demo.verifyToken,
    clock,
    db,
    logLines,
    api: tenantApi,
    call: api,
    simulator: createSimulatorClient(baseUrl, () => logLines.findLast((line) => line.includes('"level":50')) ?? ''),
    settle: () => platform.timeline.settle(),
    async subscribe(eventTypes, { phoneNumber = '15550100001' } = {}) {
      const receiver = await startReceiver();
      receivers.push(receiver);
      const answer = await tenantApi('POST', '/api/v2/webhookEndpoints', {
        json: [{ phoneNumber, status: 1, url: receiver.url, eventTypes }],
      });
      expect(answer).toMatchObject({ status: 200, body: { ok: true } });
      return receiver;
    },
    async addTenant(id) {
      await createTenant({ db, clock }, { id, name: `Workspace ${id}` });
      return createToken({ db, clock }, id, { name: 'test' });
    },
    addToken: async (input) => (await createToken({ db, clock }, tenantId, { name: 'test', ...input })).token,
    async stop({ leftovers } = {}) {
      await platform.timeline.settle();
      const rows = leftovers === 'allowed' ? [] : await db.system(leftoversStatement);
      const webhookViolations = receivers.flatMap((receiver) => receiver.violations);
      await platform.stop();
      running -= 1;
      await Promise.all(receivers.map((receiver) => receiver.close()));
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
      expect({ rows, contractViolations, webhookViolations }).toEqual({
        rows: [],
        contractViolations: [],
        webhookViolations: [],
      });
    },
  };
}
