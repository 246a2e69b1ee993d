import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { createPlatform } from '../app.ts';
import { readConfig } from '../config.ts';
import { createDatabase } from '../db/database.ts';
import { findClusterPlace } from '../db/embedded/cluster-place.ts';
import { startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts';
import { migrate } from '../db/migrate.ts';
import { readDemoSecrets, toSimulatedAccount } from '../demo/demo-workspace.ts';
import { createClock, type MovableClock } from '../kernel/clock.ts';
import { createTimeline } from '../kernel/timeline.ts';
import { createSimulator } from '../simulator/simulator.ts';
import { createCommandLog } from './command-context.ts';
import { holdPort } from './hold-free-port.ts';

/** A server started for one story. */
export interface StoryPlace {
  readonly baseUrl: string;
  readonly token: string | undefined;
  stop(): Promise<void>;
}

/** Credentials that the program under test knows. */
export interface StorySecrets {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly accessToken: string;
}

const host = '127.0.0.1';
const maxConnections = 12;
/** Where the clock of a story with a seed stands at the beginning. */
const seededStart = Date.UTC(2026, 0, 5, 9, 0, 0);
const unlimited = 0;

/**
 * The simulator alone, in memory. With a seed time stands still but for the waits of the story, so that the same story
 * sends the same bytes.
 */
export async function startSimulatorAlone(options: {
  callback: string;
  port: number;
  seed: string | undefined;
  secrets: StorySecrets;
}): Promise<StoryPlace> {
  const { callback, seed, secrets } = options;
  const clock = seed === undefined ? createClock() : createStandingClock(seededStart);
  const { port, release } = await holdPort(options.port, host);
  const baseUrl = `http://${host}:${port}`;
  const account = toSimulatedAccount(
    { token: '', password: '', ...secrets },
    { callbackUrl: () => callback, throughputPerSecond: unlimited },
  );
  const simulator = createSimulator({
    clock,
    timeline: createTimeline(clock),
    log: createCommandLog(),
    seed: seed ?? randomText(),
    baseUrl: () => baseUrl,
    ...account,
  });
  const server = fastify({ logger: false, forceCloseConnections: true });
  await simulator.register(server);
  await release();
  await server.listen({ host, port });
  return {
    baseUrl,
    token: undefined,
    async stop() {
      await server.close();
      await simulator.stop();
    },
  };
}

/**
 * A whole platform with the demo workspace, over an empty database of its own that is removed at the end. Settings of the
 * environment that name data or a database are not used: a story must not reach the data of another platform.
 */
export async function startWholePlatform(options: {
  environment: NodeJS.ProcessEnv;
  port: number;
  seed: string | undefined;
}): Promise<StoryPlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-story-'));
  const log = createCommandLog();
  const stops: (() => Promise<unknown>)[] = [() => removeData(dataDir)];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const config = readConfig({
      ...ownSettings(options.environment),
      PARLEY_DATA_DIR: dataDir,
      PARLEY_SIMULATOR: 'on',
    });
    const postgres = await startEmbeddedPostgres({ dataDir, log, durability: 'none' });
    stops.push(() => postgres.stop());
    const db = createDatabase({ connection: postgres.connection, maxConnections, log });
    stops.push(() => db.close());
    await migrate(db);
    const demo = readDemoSecrets(config);
    const { port, release } = await holdPort(options.port, config.host);
    const simulatorSeed = options.seed ?? randomText();
    const common = {
      config,
      port,
      releasePort: release,
      db,
      clock: createClock(),
      log,
      demo,
      simulatorSeed,
      playDemo: false,
    };
    const platform = await createPlatform(common);
    stops.push(() => platform.stop());
    await platform.start();
    return { baseUrl: platform.baseUrl, token: demo.token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ownSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => name.startsWith('PARLEY_DEMO_') || name === 'PATH');
  return { PARLEY_DEMO_THROUGHPUT: '0', ...Object.fromEntries(kept) };
}

async function removeData(dataDir: string): Promise<void> {
  const place = await findClusterPlace(dataDir);
  // For root the database may lie elsewhere, in a directory of its own.
  if (place) await rm(place.cluster, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

function createStandingClock(startMs: number): MovableClock {
  return createClock({ machineMs: () => startMs });
}

function randomText(): string {
  return randomBytes(16).toString('base64url');
}
