import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProcess } from '../src/db/embedded/process-facts.ts';
import { demoChannels } from '../src/demo/demo-workspace.ts';
import { assert } from '../src/kernel/assert.ts';
import type { Cleanup } from './cleanup.ts';
import { type Peers, startPeers } from './peers/peer-client.ts';
import { type ApiClient, createApiClient } from './platform/api-client.ts';
import { findCluster, findPostmasterPid } from './platform/embedded-database.ts';
import { findFreePort } from './platform/free-port.ts';
import { type PlatformProcess, type PlatformSettings, startPlatform } from './platform/platform-process.ts';
import { readFamilyUsage, readUsage, type Usage } from './platform/process-usage.ts';
import { awaitEmptyQueues, workQueues } from './platform/queue-sizes.ts';
import { tenantPath } from './platform/sends.ts';

/** A platform with an empty database, the peers around it, and a client of its API. */
export interface Stage {
  readonly dataDir: string;
  readonly baseUrl: string;
  /** Of the demo workspace. */
  readonly token: string;
  readonly peers: Peers;
  readonly api: ApiClient;
  /** The process that runs now. */
  platform(): PlatformProcess;
  /** Starts the platform again after its end. Does not wait until it is ready. */
  startAgain(): PlatformProcess;
  /** Has the receiver told of these events on the main channel. */
  subscribe(eventTypes: readonly string[]): Promise<void>;
  usage(): Promise<StageUsage>;
  /** Says how the platform ended when it did so by itself, with the end of its log. */
  explain(error: unknown): unknown;
  /** Messages of the lines that the platform logged as errors, with their counts. */
  loggedErrors(): Promise<Map<string, number>>;
  close(): Promise<void>;
}

export interface StageUsage {
  readonly platform: Usage;
  readonly postgres: Usage;
  readonly peers: Usage;
}

const clientConnections = 64;
const mainChannel = demoChannels[0].phoneNumber;
const settleLimitMs = 30_000;
const errorLevel = 50;

export async function openStage(options: {
  cleanup: Cleanup;
  environment: NodeJS.ProcessEnv;
  nodeArguments?: readonly string[];
}): Promise<Stage> {
  const { cleanup, environment, nodeArguments = [] } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  cleanup.add(() => rm(dataDir, { recursive: true, force: true }));
  const peers = await startPeers();
  cleanup.add(() => peers.stop());
  const secrets = { token: randomToken(), appSecret: randomToken(), verifyToken: randomToken() };
  const port = await findFreePort();
  const settings: PlatformSettings = {
    port,
    dataDir,
    logFile: join(dataDir, 'platform.log'),
    graphUrl: peers.graphUrl,
    secrets,
    environment,
    nodeArguments,
  };
  let platform = startPlatform(settings);
  const { baseUrl } = platform;
  const api = createApiClient({ baseUrl, token: secrets.token, connections: clientConnections });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= tearDown({ dataDir, peers, api, platform: () => platform });
    return closing;
  };
  cleanup.add(close);
  await platform.ready();
  await peers.call('connect', { webhookUrl: `${baseUrl}/meta/webhook`, appSecret: secrets.appSecret });
  await awaitEmptyQueues(baseUrl, workQueues, settleLimitMs);
  return {
    dataDir,
    baseUrl,
    token: secrets.token,
    peers,
    api,
    platform: () => platform,
    startAgain() {
      platform = startPlatform(settings);
      return platform;
    },
    subscribe: (eventTypes) => subscribe(api, peers.consumerUrl, eventTypes),
    explain(error) {
      const ending = platform.ending();
      return ending === undefined ? error : new Error(ending, { cause: error });
    },
    usage: () => readStageUsage(dataDir, platform.pid, peers.pid),
    loggedErrors: () => readLoggedErrors(settings.logFile),
    close,
  };
}

function randomToken(): string {
  return randomBytes(24).toString('base64url');
}

async function subscribe(api: ApiClient, url: string, eventTypes: readonly string[]): Promise<void> {
  const answer = await api.post(`${tenantPath}/api/v2/webhookEndpoints`, [
    { phoneNumber: mainChannel, status: 1, url, eventTypes },
  ]);
  const said = JSON.stringify(answer);
  assert(
    answer.kind === 'answered' && answer.status === 200 && !said.includes('"ok":false'),
    `subscribing failed: ${said}`,
  );
}

async function readStageUsage(dataDir: string, platformPid: number, peersPid: number): Promise<StageUsage> {
  const postmaster = await findPostmasterPid(dataDir);
  return {
    platform: readUsage(platformPid),
    postgres: postmaster === undefined ? { cpuSeconds: 0, memoryMb: 0 } : readFamilyUsage(postmaster),
    peers: readUsage(peersPid),
  };
}

async function readLoggedErrors(logFile: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const line of (await readFile(logFile, 'utf8')).split('\n')) {
    const text = readError(line);
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

// A killed process leaves half a line; other lines are no JSON.
function readError(line: string): string | undefined {
  if (!line.startsWith('{') || !line.endsWith('}')) return undefined;
  try {
    const entry = JSON.parse(line) as { level: number; msg?: string; err?: { message?: string } };
    return entry.level < errorLevel ? undefined : `${entry.msg ?? ''}: ${entry.err?.message ?? ''}`;
  } catch {
    return undefined;
  }
}

async function tearDown(parts: {
  dataDir: string;
  peers: Peers;
  api: ApiClient;
  platform: () => PlatformProcess;
}): Promise<void> {
  const { dataDir } = parts;
  await parts.api.close();
  await parts.platform().stop();
  await parts.peers.stop();
  const cluster = await findCluster(dataDir);
  await killLeftoverPostgres(dataDir, cluster);
  // Elsewhere than in the data directory the cluster lies alone in a directory of its own.
  if (cluster !== undefined) await rm(cluster, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

async function killLeftoverPostgres(dataDir: string, cluster: string | undefined): Promise<void> {
  const pid = await findPostmasterPid(dataDir);
  const facts = pid === undefined ? undefined : await readProcess(pid);
  if (facts && cluster !== undefined && facts.commandLine?.includes(cluster)) process.kill(facts.pid, 'SIGKILL');
}

/** Processor time of all processes of a stage; that of the bench itself is not among it. */
export function stageCpuSeconds(usage: StageUsage): number {
  return usage.platform.cpuSeconds + usage.postgres.cpuSeconds + usage.peers.cpuSeconds;
}
