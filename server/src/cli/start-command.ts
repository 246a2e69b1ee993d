import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Platform } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { type DemoSecrets, demoTenantId, readDemoSecrets } from '../demo/demo-workspace.ts';
import { freeMemory } from '../kernel/free-memory.ts';
import { createLog, type Log } from '../kernel/log.ts';
import { openPlatformClock } from '../platform-clock.ts';
import { buildWebApp } from './build-web-app.ts';
import { type CommandContext, tellHelp, UsageError } from './command-context.ts';
import { holdPort } from './hold-free-port.ts';
import { openDatabase, requireSecretKey } from './open-database.ts';
import { waitForStop } from './wait-for-stop.ts';

/** Long enough for open attempts (10 s at webhooks) and short enough for supervisors. */
const stopLimitMs = 15_000;
/** The demo is played by then; what starting needed is garbage, a fifth of the memory of the idle process tree. */
const settledAfterMs = 10_000;

const usage = `parley start [--build]

  --build   build the web app first when its sources changed (npm start does)`;

/** Runs the platform until SIGTERM or SIGINT. */
export async function runStart(context: CommandContext): Promise<number> {
  const startedAt = performance.now();
  const { build } = readOptions(context);
  const config = readConfig(context.environment);
  const log = createLog({ level: config.logLevel });
  makeDataDirectory(config.dataDir);
  // Three things take seconds on a fresh clone and do not need each other: the web app, Postgres, reading the modules.
  const building = build ? buildWebApp() : Promise.resolve();
  building.catch(() => undefined); // Told below; until then nobody waits for it.
  const [{ db, stop: stopDatabase }, { createPlatform }] = await Promise.all([
    openDatabase(config, log, { beside: false }),
    import('../app.ts'),
  ]);
  let platform: Platform | undefined;
  const stopAll = async (): Promise<void> => {
    await platform?.stop();
    await stopDatabase();
  };
  try {
    const stopping = waitForStop(context.environment);
    await requireSecretKey({ db }, config);
    await building;
    const demo = config.simulator ? readDemoSecrets(config) : undefined;
    const clock = openPlatformClock(config);
    const { port, release } = await holdPort(config.port, config.host);
    platform = await createPlatform({
      config,
      port,
      releasePort: release,
      db,
      clock,
      log,
      demo,
      simulatorSeed: randomBytes(8).toString('hex'),
      playDemo: true,
    });
    await platform.start();
    db.watch();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    log.info({ job: 'start', seconds, roles: [...config.roles], node: process.version }, 'ready');
    announce(context, config, platform, demo, seconds);
    void setTimeout(settledAfterMs, undefined, { ref: false }).then(freeMemory);
    await stopping;
    await leave(platform, config, log);
  } catch (error) {
    await stopAll().catch((cause) => log.error({ err: cause }, 'stopping failed'));
    throw explain(error, config);
  }
  return stopInTime(stopAll, log);
}

function readOptions(context: CommandContext): { build: boolean } {
  tellHelp(context, usage);
  try {
    const { values } = parseArgs({ args: [...context.args], options: { build: { type: 'boolean' } }, strict: true });
    return { build: values.build ?? false };
  } catch {
    throw new UsageError(usage);
  }
}

/** Media and uploads lie there with any Postgres. One that exists keeps its mode: a shared folder may need another. */
function makeDataDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The data directory ${dataDir} can not be written: ${reason}. Set PARLEY_DATA_DIR to another one.`,
      {
        cause,
      },
    );
  }
}

/** Balancers are told, and get the time to notice it, before the port closes to what they still send. */
async function leave(platform: Platform, { drainMs }: Config, log: Log): Promise<void> {
  platform.leave();
  if (drainMs === 0) return;
  log.info({ job: 'stop', drainMs }, 'not ready any more; requests are served until the port closes');
  await setTimeout(drainMs);
}

async function stopInTime(stopAll: () => Promise<void>, log: Log): Promise<number> {
  const limit = globalThis.setTimeout(() => {
    log.error('stopping took too long; what was under way is found by the next start');
    process.exit(1);
  }, stopLimitMs);
  limit.unref();
  await stopAll();
  clearTimeout(limit);
  return 0;
}

function announce(
  context: CommandContext,
  config: Config,
  platform: Platform,
  demo: DemoSecrets | undefined,
  seconds: string,
): void {
  const lines = [
    ``,
    `Parley is ready after ${seconds} s (Node ${process.version}).`,
    ``,
    `  Web address  ${platform.baseUrl}`,
  ];
  if (demo) {
    lines.push(
      `  Login        admin@demo.test / ${demo.password}`,
      `  Tenant id    ${demoTenantId}`,
      `  API token    ${demo.token}`,
      ``,
      `  A WATI client needs this address: ${platform.baseUrl}/${demoTenantId}`,
      config.graphUrl === undefined
        ? `  The simulator plays WhatsApp under ${platform.baseUrl}/simulator; no Meta account is needed.`
        : `  Messages go to ${config.graphUrl} (PARLEY_GRAPH_URL), not to the simulator under ${platform.baseUrl}/simulator.`,
    );
  }
  lines.push(
    `  Data         ${config.databaseUrl === undefined ? config.dataDir : 'the Postgres of DATABASE_URL'}`,
    ``,
  );
  context.print(lines.join('\n'));
}

function explain(error: unknown, config: Config): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${config.port} on ${config.host} is in use. Set PORT to another one, or 0 for any free one.`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    const what = error instanceof Error ? error.message : String(error);
    return new Error(`Parley can not listen at ${config.host}, port ${config.port}: ${what}. Set HOST and PORT.`);
  }
  return error;
}
