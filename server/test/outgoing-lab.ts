import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { expect } from 'vitest';
import { createPlatform, type Platform } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createDatabase, type Database } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import { demoWabaId, readDemoSecrets } from '../src/demo/demo-workspace.ts';
import { createEventRecorder } from '../src/events/record.ts';
import { createClock, type MovableClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { signBody } from '../src/meta/signature.ts';
import { resumeChannel } from '../src/modules/channels/index.ts';
import { type FakeGraph, startFakeGraph } from './fake-graph.ts';
import { type ApiClient, createApiClient } from './harness/api-client.ts';
import { findFreePort } from './harness/free-port.ts';
import { createSimulatorClient, type SimulatorClient } from './harness/simulator-client.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';
import { startReceiver, type WebhookReceiver } from './harness/webhook-receiver.ts';

export const mainNumber = '15550100001';
export const secondNumber = '15550100002';
export const mainPhoneNumberId = '300000000000001';

/** A clock that moves by hand alone. */
export function createFrozenClock(): MovableClock {
  const startedAt = createClock().nowMs();
  return createClock({ machineMs: () => startedAt });
}

/** A door that holds back whoever comes until it is opened. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What a test needs of a running platform; both `TestPlatform` and `LabNode` have it. */
export interface Running {
  readonly baseUrl: string;
  readonly appSecret: string;
  readonly api: ApiClient;
  readonly simulator: SimulatorClient;
  readonly db: Database;
}

/** Several platforms on one database: what several processes are, but for their memory. */
export interface NodesLab {
  readonly database: TestDatabase;
  /** What a process needs to be one more of them. */
  readonly environment: Readonly<Record<string, string>>;
  start(options?: { clock?: MovableClock; environment?: Record<string, string> }): Promise<LabNode>;
  close(): Promise<void>;
}

export interface LabNode extends Running {
  readonly platform: Platform;
  /** What the platform itself asks the database by; `db` is the test's own. */
  readonly platformDb: Database;
  readonly clock: MovableClock;
  readonly logLines: string[];
  stop(): Promise<void>;
}

export async function startNodesLab(): Promise<NodesLab> {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-nodes-'));
  const stops: (() => Promise<void>)[] = [];
  const common = {
    DATABASE_URL: database.url,
    PARLEY_SECRET_KEY: 'a secret key for the tests only',
    PARLEY_DATA_DIR: dataDir,
    PARLEY_SIMULATOR: 'on',
    PARLEY_DEMO_TOKEN: 'pk_lab',
    PARLEY_DEMO_THROUGHPUT: '0',
  };
  return {
    database,
    environment: common,
    async start({ clock = createClock(), environment = {} } = {}) {
      const node = await startNode(database, clock, { ...common, ...environment });
      stops.push(node.stop);
      return node;
    },
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One platform whose Meta answers as the test says. */
export interface FakedLab {
  readonly graph: FakeGraph;
  readonly parley: LabNode;
  close(): Promise<void>;
}

/** Its clock moves by hand alone. */
export async function startFakedLab(): Promise<FakedLab> {
  const lab = await startNodesLab();
  const graph = await startFakeGraph();
  const parley = await lab.start({ clock: createFrozenClock(), environment: { PARLEY_GRAPH_URL: graph.url } });
  return {
    graph,
    parley,
    async close() {
      await lab.close();
      await graph.close();
    },
  };
}

/** Opens the window of a person, who writes first. Answers their number. */
export async function openChat(parley: LabNode, waId: string): Promise<string> {
  await parley.simulator.writeText(waId, 'Hello?');
  await parley.platform.timeline.settle();
  return waId;
}

async function startNode(
  database: TestDatabase,
  clock: MovableClock,
  environment: Record<string, string>,
): Promise<LabNode> {
  const config = readConfig(environment);
  const logLines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void logLines.push(line) } });
  const db = createDatabase({ connection: { connectionString: database.url }, maxConnections: 6, log });
  const demo = readDemoSecrets(config);
  const common = { config, port: await findFreePort(), db, clock, log, demo, simulatorSeed: database.url };
  const platform = await createPlatform({ ...common, playDemo: false });
  await platform.start();
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await platform.stop();
    await db.close();
  };
  const { baseUrl } = platform;
  const api = createApiClient(`${baseUrl}/100100`, demo.token);
  const simulator = createSimulatorClient(baseUrl);
  const { appSecret } = demo;
  const stopOnce = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  const own = { db: database.db, platformDb: db };
  return { platform, baseUrl, appSecret, clock, ...own, logLines, api, simulator, stop: stopOnce };
}

/** The lines of the log with this message. */
export function logged({ logLines }: Pick<LabNode, 'logLines'>, msg: string): Record<string, unknown>[] {
  const lines = logLines.map((line): Record<string, unknown> => JSON.parse(line));
  return lines.filter((line) => line.msg === msg);
}

/** Sends a text by v1 and answers the id of the message, which must be accepted. */
export async function sendText(parley: Running, waId: string, messageText: string, channel?: string): Promise<string> {
  const query = { messageText, ...(channel ? { channelPhoneNumber: channel } : {}) };
  const answer = await parley.api<{ result: unknown; message: { id: string } }>(
    'POST',
    `/api/v1/sendSessionMessage/${waId}`,
    { query },
  );
  expect(answer).toMatchObject({ status: 200, body: { result: 'success' } });
  return answer.body.message.id;
}

const welcome = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Acme' },
];

/** Sends the template `welcome` to one person, in the order of the conversation. */
export async function sendWelcome(parley: Running, waId: string): Promise<void> {
  const json = { template_name: 'welcome', broadcast_name: 'one', parameters: welcome };
  const answer = await parley.api('POST', '/api/v2/sendTemplateMessage', { query: { whatsappNumber: waId }, json });
  expect(answer).toMatchObject({ status: 200, body: { result: true } });
}

/** Sends the template `welcome` to many people at once, as a bulk. */
export async function sendBulk(
  parley: Pick<Running, 'api'>,
  waIds: readonly string[],
  channel?: string,
): Promise<void> {
  const receivers = waIds.map((whatsappNumber) => ({ whatsappNumber, customParams: welcome }));
  const json = { template_name: 'welcome', broadcast_name: 'many', receivers, channel_number: channel };
  const answer = await parley.api('POST', '/api/v2/sendTemplateMessages', { json });
  expect(answer).toMatchObject({ status: 200, body: { result: true } });
}

const channelIdStatement = systemStatement<{ id: string }>(
  'test.channel-id',
  'select id from channels where phone_number = $1',
);

/** Lets the main channel send again, as a person does who has mended the cause. */
export async function resumeMain(parley: Pick<LabNode, 'db' | 'clock'>): Promise<boolean> {
  const { db, clock } = parley;
  const [row] = await db.system(channelIdStatement, [mainNumber]);
  const secrets = createSecretBox('a secret key for the tests only');
  return resumeChannel({ db, clock, secrets, events: createEventRecorder([]) }, '100100', row?.id ?? '');
}

/** A receiver of these events of the main number. */
export async function subscribe(parley: Pick<Running, 'api'>, eventTypes: string[]): Promise<WebhookReceiver> {
  const receiver = await startReceiver();
  const json = [{ phoneNumber: mainNumber, status: 1, url: receiver.url, eventTypes }];
  const answer = await parley.api('POST', '/api/v2/webhookEndpoints', { json });
  expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  return receiver;
}

/** Posts statuses as Meta does, signed, in one body. */
export async function postStatuses(
  parley: Pick<Running, 'baseUrl' | 'appSecret'>,
  statuses: readonly {
    wamid: string;
    status: string;
    to: string;
    atMs: number;
    echo?: string;
    code?: number;
  }[],
): Promise<void> {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: mainNumber, phone_number_id: mainPhoneNumberId },
    statuses: statuses.map(({ wamid, status, to, atMs, echo, code }) => ({
      id: wamid,
      status,
      timestamp: String(Math.floor(atMs / 1000)),
      recipient_id: to,
      ...(echo === undefined ? {} : { biz_opaque_callback_data: echo }),
      ...(code === undefined ? {} : { errors: [{ code, title: `title of ${code}`, message: `message of ${code}` }] }),
    })),
  };
  const changes = [{ field: 'messages', value }];
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: demoWabaId, changes }] });
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signBody(body, parley.appSecret) };
  const answer = await request(`${parley.baseUrl}/meta/webhook`, { method: 'POST', headers, body });
  await answer.body.dump();
  expect(answer.statusCode).toBe(200);
}
