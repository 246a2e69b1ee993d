import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export const roles = ['api', 'dispatch', 'intake', 'deliver', 'jobs', 'web'] as const;
export type Role = (typeof roles)[number];

/** The settings of a process, read once. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Undefined: the embedded Postgres. */
  readonly databaseUrl: string | undefined;
  readonly secretKey: string;
  /** Base of links in webhooks, without a slash at the end; undefined: made from host and port. */
  readonly publicUrl: string | undefined;
  /** Undefined: the simulator when it is on, else Meta. */
  readonly graphUrl: string | undefined;
  readonly simulator: boolean;
  readonly demo: DemoCredentials;
  /** Messages a second of each demo channel; 0: no limit. */
  readonly demoThroughput: number;
  readonly roles: ReadonlySet<Role>;
  readonly logLevel: string;
  /** Whether webhooks and file fetches may go to private and loopback addresses. */
  readonly allowPrivateAddresses: boolean;
  /** Addresses, CIDRs and ranges by name of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** How long delivered, given up and missed webhooks can be looked up and replayed. */
  readonly webhookLogMs: number;
  /** For the whole exchange with a webhook endpoint. */
  readonly webhookTimeoutMs: number;
  /** How long a process that is told to stop still serves requests, no longer ready. */
  readonly drainMs: number;
}

export interface DemoCredentials {
  readonly token: string | undefined;
  readonly password: string | undefined;
  readonly appSecret: string | undefined;
  readonly verifyToken: string | undefined;
}

const dayMs = 24 * 60 * 60 * 1000;
const onOff = z.enum(['on', 'off'], { error: 'give on or off' });
const whole = (least: number, most: number) => {
  const error = `give a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
};
const url = z.url({ protocol: /^https?$/, error: 'give a whole address such as https://parley.example' });
const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'give postgres://user:password@host:5432/database, with other signs in the password percent-encoded',
});
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const schema = z.object({
  PORT: whole(0, 65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  PARLEY_DATA_DIR: z.string().min(1).default('.parley'),
  DATABASE_URL: databaseUrl.optional(),
  PARLEY_SECRET_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  PARLEY_PUBLIC_URL: url.optional(),
  PARLEY_GRAPH_URL: url.optional(),
  PARLEY_SIMULATOR: onOff.optional(),
  PARLEY_DEMO_TOKEN: z.string().min(1).optional(),
  PARLEY_DEMO_PASSWORD: z.string().min(1).optional(),
  PARLEY_DEMO_APP_SECRET: z.string().min(1).optional(),
  PARLEY_DEMO_VERIFY_TOKEN: z.string().min(1).optional(),
  PARLEY_DEMO_THROUGHPUT: whole(0, 1_000).default(80),
  PARLEY_ROLES: z.string().default('all').transform(readRoles),
  PARLEY_LOG_LEVEL: z.enum(levels, { error: `give one of ${levels.join(', ')}` }).default('info'),
  PARLEY_ALLOW_PRIVATE_ADDRESSES: onOff.optional(),
  PARLEY_TRUSTED_PROXIES: z.string().default('').transform(readProxies),
  PARLEY_WEBHOOK_LOG_DAYS: whole(1, 90).default(7),
  PARLEY_WEBHOOK_TIMEOUT_MS: whole(50, 60_000).default(10_000),
  PARLEY_DRAIN_SECONDS: whole(0, 300).default(0),
});

/** Says in one text what is wrong with the settings; the process must not start. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Parley can't start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment (the only reader of it). Without `DATABASE_URL` a secret key is made in the data directory at the
 * first start. Throws ConfigError.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  // An empty variable is an unset one, as in compose files and shells.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
  if (given.DATABASE_URL !== undefined && given.PARLEY_SECRET_KEY === undefined) {
    problems.push('PARLEY_SECRET_KEY: is needed with DATABASE_URL; it encrypts secrets at rest. Keep it safe.');
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  const dataDir = resolve(env.PARLEY_DATA_DIR);
  const simulator = (env.PARLEY_SIMULATOR ?? (env.DATABASE_URL === undefined ? 'on' : 'off')) === 'on';
  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    dataDir,
    databaseUrl: env.DATABASE_URL,
    secretKey: env.PARLEY_SECRET_KEY ?? readOrMakeSecretKey(dataDir),
    publicUrl: env.PARLEY_PUBLIC_URL?.replace(/\/+$/, ''),
    graphUrl: env.PARLEY_GRAPH_URL?.replace(/\/+$/, ''),
    simulator,
    demo: {
      token: env.PARLEY_DEMO_TOKEN,
      password: env.PARLEY_DEMO_PASSWORD,
      appSecret: env.PARLEY_DEMO_APP_SECRET,
      verifyToken: env.PARLEY_DEMO_VERIFY_TOKEN,
    },
    demoThroughput: env.PARLEY_DEMO_THROUGHPUT,
    roles: env.PARLEY_ROLES,
    logLevel: env.PARLEY_LOG_LEVEL,
    allowPrivateAddresses: (env.PARLEY_ALLOW_PRIVATE_ADDRESSES ?? (simulator ? 'on' : 'off')) === 'on',
    trustedProxies: env.PARLEY_TRUSTED_PROXIES,
    webhookLogMs: env.PARLEY_WEBHOOK_LOG_DAYS * dayMs,
    webhookTimeoutMs: env.PARLEY_WEBHOOK_TIMEOUT_MS,
    drainMs: env.PARLEY_DRAIN_SECONDS * 1_000,
  });
}

function readRoles(text: string, context: z.RefinementCtx): ReadonlySet<Role> {
  const names = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (names.includes('all')) return new Set(roles);
  const unknown = names.filter((name) => !roles.some((role) => role === name));
  if (unknown.length > 0 || names.length === 0) {
    context.addIssue(`${unknown.join(', ') || 'empty'}; give "all" or some of ${roles.join(', ')}.`);
  }
  return new Set(roles.filter((role) => names.includes(role)));
}

/** Ranges that have a name: this machine, the link, private networks. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

function readProxies(text: string, context: z.RefinementCtx): readonly string[] {
  const given = text.split(',').flatMap((part) => part.trim() || []);
  const wrong = given.filter((part) => !namedRanges.includes(part) && !isRange(part));
  if (wrong.length > 0) {
    const known = namedRanges.join(', ');
    context.addIssue(`${wrong.join(', ')}; give addresses, CIDRs such as 10.0.0.0/8, or ${known}.`);
  }
  return given;
}

function isRange(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family > 0 && Number(bits ?? 1) <= (family === 4 ? 32 : 128) && Number(bits ?? 1) > 0;
}

function readOrMakeSecretKey(dataDir: string): string {
  try {
    return readKeyFile(dataDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`PARLEY_DATA_DIR: the secret key can not be kept in ${dataDir}: ${reason}`]);
  }
}

function readKeyFile(dataDir: string): string {
  const path = join(dataDir, 'secret-key');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    try {
      writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process made it at the same moment.
      if (!existsSync(path)) throw error;
    }
  }
  return readFileSync(path, 'utf8').trim();
}
