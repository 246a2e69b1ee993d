import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fastify } from 'fastify';
import { toSimulatedAccount } from '../demo/demo-workspace.ts';
import { createClock, type MovableClock } from '../kernel/clock.ts';
import { createTimeline } from '../kernel/timeline.ts';
import { createSimulator } from '../simulator/simulator.ts';
import { type CommandContext, createCommandLog, UsageError } from './command-context.ts';
import { describeWorld } from './describe-world.ts';
import { readSimulatedWorld, type SimulatedWorld } from './simulate-config.ts';

const usage = `parley simulate [--callback http://127.0.0.1:3000/webhook] [--config world.json]
    [--port 8090] [--host 127.0.0.1] [--seed ...] [--now 2026-11-14T12:00:00Z]
    [--app-secret ...] [--verify-token ...] [--access-token ...] [--throughput 80]

Plays Meta's Cloud API for any program, without a database: everything is in memory until it stops.
With --script story.yaml it plays a conversation and tells whether it went as written: see docs/STORIES.md.

  Graph calls    below / and below /simulator/graph, with and without a version segment
  Control        below /simulator: customers, clock, faults, settings, webhooks, numbers, tokens (docs/SIMULATOR.md)

  --callback     where webhooks go; without it a call sets one (POST /{app id}/subscriptions, or subscribed_apps)
  --config       a JSON file of apps, accounts, numbers, templates, tokens and settings, instead of one of each
  --port         0 takes a free one
  --seed         decides every id and every choice, and the secrets that are not given; random when absent
  --now          holds the clock still at that moment: only POST /simulator/clock moves it, and webhooks go one by one.
                 The same seed, moment and calls then give the same bytes
  --throughput   messages a second of each number, 0 without limit
  --app-secret, --verify-token, --access-token
                 of the one app and account that there are without --config; made up when absent`;

const options = {
  callback: { type: 'string' },
  config: { type: 'string' },
  port: { type: 'string', default: '8090' },
  host: { type: 'string', default: '127.0.0.1' },
  'app-secret': { type: 'string' },
  'verify-token': { type: 'string' },
  'access-token': { type: 'string' },
  throughput: { type: 'string' },
  seed: { type: 'string' },
  now: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs the simulator alone until SIGTERM or SIGINT: no database, everything in memory. */
export async function runSimulate(context: CommandContext): Promise<number> {
  if (context.args.some((argument) => /^--script(=|$)/.test(argument))) {
    return (await import('./simulate-story.ts')).runStoryFile(context);
  }
  const given = readOptions(context);
  if (given.help) {
    context.print(usage);
    return 0;
  }
  const { host } = given;
  let port = readNumber(given.port, 65_535);
  const clock = readClock(given.now);
  const seed = given.seed ?? randomBytes(16).toString('base64url');
  const world = readWorld(given, seed);
  const [app, ...moreApps] = world.apps;
  const simulator = createSimulator({
    clock,
    timeline: createTimeline(clock),
    log: createCommandLog(),
    seed,
    app,
    moreApps,
    wabas: world.wabas,
    tokens: world.tokens,
    settings: world.settings,
    ...(given.now === undefined ? {} : { webhooksInFlight: 1 }),
    baseUrl: () => `http://${host}:${port}`,
  });
  const server = fastify({ logger: false, forceCloseConnections: true });
  await simulator.register(server, { graphAtRoot: true });
  const stopping = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  await server.listen({ host, port });
  const address = server.server.address();
  port = typeof address === 'object' && address !== null ? address.port : port;
  context.print(describeWorld(world, { origin: `http://${host}:${port}`, seed, now: given.now }));
  await stopping;
  await server.close();
  await simulator.stop();
  return 0;
}

type Given = ReturnType<typeof readOptions>;

/** The world of the file, or the demo account with the secrets of the command line. */
function readWorld(given: Given, seed: string): SimulatedWorld {
  // With a seed the secrets repeat as well, so that a script can hold them.
  const secretFor = (name: string): string =>
    given.seed === undefined
      ? randomBytes(16).toString('base64url')
      : createHash('sha256').update(`${seed}\n${name}`).digest('hex').slice(0, 32);
  if (given.config !== undefined) {
    const single = (['callback', 'app-secret', 'verify-token', 'access-token', 'throughput'] as const).find(
      (name) => given[name] !== undefined,
    );
    if (single) throw new UsageError(`--${single} stands in the file that --config names.\n\n${usage}`);
    return readSimulatedWorld(given.config, secretFor);
  }
  const { callback = '' } = given;
  const secrets = {
    token: '',
    password: '',
    appSecret: given['app-secret'] ?? secretFor('app secret'),
    verifyToken: given['verify-token'] ?? secretFor('verify token'),
    accessToken: given['access-token'] ?? `SIM${secretFor('access token')}`,
  };
  const throughputPerSecond = readNumber(given.throughput ?? '80', 1_000);
  const { app, wabas } = toSimulatedAccount(secrets, { callbackUrl: () => callback, throughputPerSecond });
  return { settings: {}, apps: [app], wabas, tokens: [] };
}

/** The machine's time, or a moment at which time stands still. */
function readClock(now: string | undefined): MovableClock {
  if (now === undefined) return createClock();
  const startMs = Date.parse(now);
  if (Number.isNaN(startMs)) throw new UsageError(`--now must be a moment such as 2026-11-14T12:00:00Z.\n\n${usage}`);
  return createClock({ machineMs: () => startMs });
}

function readOptions(context: CommandContext) {
  try {
    const { values } = parseArgs({ args: [...context.args], options, strict: true });
    const { callback } = values;
    if (callback !== undefined && !/^https?:\/\/./.test(callback))
      throw new UsageError(`--callback must be a URL.\n\n${usage}`);
    return values;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function readNumber(text: string, limit: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > limit)
    throw new UsageError(`${text} is out of range.\n\n${usage}`);
  return number;
}
