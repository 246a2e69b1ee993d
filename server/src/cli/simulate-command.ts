import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fastify } from 'fastify';
import { toSimulatedAccount } from '../demo/demo-workspace.ts';
import { createClock } from '../kernel/clock.ts';
import { createTimeline } from '../kernel/timeline.ts';
import { createSimulator } from '../simulator/simulator.ts';
import { type CommandContext, createCommandLog, UsageError } from './command-context.ts';

const usage = `parley simulate --callback http://127.0.0.1:3000/webhook [--port 8090] [--host 127.0.0.1] [--app-secret ...]
    [--verify-token ...] [--access-token ...] [--throughput 80] [--seed ...]

Plays Meta's Cloud API for any program: Graph calls under /simulator/graph, customers and faults under /simulator.
With --script story.yaml it plays a conversation and tells whether it went as written: see docs/STORIES.md.`;

const options = {
  callback: { type: 'string' },
  port: { type: 'string', default: '8090' },
  host: { type: 'string', default: '127.0.0.1' },
  'app-secret': { type: 'string' },
  'verify-token': { type: 'string' },
  'access-token': { type: 'string' },
  throughput: { type: 'string', default: '80' },
  seed: { type: 'string' },
} as const;

/** Runs the simulator alone until SIGTERM or SIGINT: no database, everything in memory. */
export async function runSimulate(context: CommandContext): Promise<number> {
  if (context.args.some((argument) => /^--script(=|$)/.test(argument))) {
    return (await import('./simulate-story.ts')).runStoryFile(context);
  }
  const given = readOptions(context);
  const random = (): string => randomBytes(16).toString('base64url');
  const secrets = {
    token: '',
    password: '',
    appSecret: given['app-secret'] ?? random(),
    verifyToken: given['verify-token'] ?? random(),
    accessToken: given['access-token'] ?? `SIM${random()}`,
  };
  const clock = createClock();
  const { callback, host } = given;
  let port = readNumber(given.port, 65_535);
  const throughputPerSecond = readNumber(given.throughput, 1_000);
  const account = toSimulatedAccount(secrets, { callbackUrl: () => callback, throughputPerSecond });
  const simulator = createSimulator({
    clock,
    timeline: createTimeline(clock),
    log: createCommandLog(),
    seed: given.seed ?? random(),
    baseUrl: () => `http://${host}:${port}`,
    ...account,
  });
  const server = fastify({ logger: false, forceCloseConnections: true });
  await simulator.register(server);
  const stopping = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  await server.listen({ host, port });
  const address = server.server.address();
  port = typeof address === 'object' && address !== null ? address.port : port;
  const [waba] = account.wabas;
  context.print(`The simulator plays WhatsApp.

  Graph address   http://${host}:${port}/simulator/graph
  Control         http://${host}:${port}/simulator
  Callback        ${callback}
  App secret      ${secrets.appSecret}
  Verify token    ${secrets.verifyToken}
  Access token    ${secrets.accessToken}
  WABA            ${waba?.id}
  Numbers         ${waba?.numbers.map((number) => `${number.displayPhoneNumber} (id ${number.phoneNumberId})`).join(', ')}
`);
  await stopping;
  await server.close();
  await simulator.stop();
  return 0;
}

function readOptions(context: CommandContext) {
  try {
    const { values } = parseArgs({ args: [...context.args], options, strict: true });
    const { callback } = values;
    if (callback === undefined || !URL.canParse(callback))
      throw new UsageError(`--callback must be a URL.\n\n${usage}`);
    return { ...values, callback };
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
