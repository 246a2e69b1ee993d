import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type SettingsChange, settingsInput } from '../simulator/settings.ts';
import { messagingLimits, numberStatuses, tokenScopes } from '../simulator/simulated-account.ts';
import type {
  SimulatedApp,
  SimulatedNumber,
  SimulatedTemplate,
  SimulatedToken,
  SimulatedWaba,
} from '../simulator/simulator.ts';
import { UsageError } from './command-context.ts';

const maxEntries = 1_000;
const digits = z.string().regex(/^\d+$/, 'must be digits');
const word = z.string().min(1);

const appSchema = z.strictObject({
  id: word,
  name: word.optional(),
  secret: word.optional(),
  verify_token: word.optional(),
  /** Absent: it gets webhooks once a call has set a callback. */
  callback_url: z.url({ protocol: /^https?$/ }).optional(),
  fields: z.array(word).min(1).optional(),
});

const numberSchema = z.strictObject({
  id: digits,
  phone_number: z.string().regex(/^[+\d\s().-]{5,25}$/, 'must be a phone number with country code'),
  name: word,
  throughput: z.number().int().min(0).max(1_000).default(80),
  status: z.enum(numberStatuses).default('CONNECTED'),
  pin: z
    .string()
    .regex(/^\d{6}$/, 'must be 6 digits')
    .optional(),
  test_recipients: z.array(word).max(5).optional(),
});

const templateSchema = z.looseObject({
  id: digits.optional(),
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'must be lower-case letters, digits and underscores'),
  language: word,
  status: word.default('APPROVED'),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  parameter_format: z.enum(['NAMED', 'POSITIONAL']).default('POSITIONAL'),
  components: z.array(z.record(z.string(), z.unknown())).min(1),
});

const accountSchema = z.strictObject({
  id: digits,
  access_token: word.optional(),
  business_id: digits.optional(),
  messaging_limit: z.enum(messagingLimits).optional(),
  /** Ids of the apps that are subscribed; the first app when absent. */
  apps: z.array(word).min(1).optional(),
  numbers: z.array(numberSchema).max(maxEntries).default([]),
  templates: z.array(templateSchema).max(maxEntries).default([]),
});

const tokenSchema = z.strictObject({
  token: word,
  app: word.optional(),
  accounts: z.array(digits).min(1),
  scopes: z.array(z.enum(tokenScopes)).default([...tokenScopes]),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});

const worldSchema = z.strictObject({
  settings: settingsInput.default({}),
  apps: z.array(appSchema).min(1).max(100),
  accounts: z.array(accountSchema).min(1).max(100),
  tokens: z.array(tokenSchema).max(maxEntries).default([]),
});
type World = z.output<typeof worldSchema>;

/** Everything that stands in a configuration file. */
export interface SimulatedWorld {
  readonly settings: SettingsChange;
  readonly apps: readonly [SimulatedApp, ...SimulatedApp[]];
  readonly wabas: readonly SimulatedWaba[];
  readonly tokens: readonly SimulatedToken[];
}

/**
 * Reads the JSON file of `parley simulate --config`. Secrets that it leaves out come from `secretFor`, by a name that says
 * whose they are. Throws UsageError that names the member that is wrong.
 */
export function readSimulatedWorld(path: string, secretFor: (name: string) => string): SimulatedWorld {
  const result = worldSchema.safeParse(readJson(path));
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new UsageError(`${path} is not a configuration of the simulator:\n${lines.join('\n')}`);
  }
  refuseMismatches(path, result.data);
  const { settings, apps, accounts, tokens } = result.data;
  const [first, ...rest] = apps.map((app) => toApp(app, secretFor));
  if (!first) throw new UsageError(`${path}: apps: at least one is needed.`);
  return {
    settings,
    apps: [first, ...rest],
    wabas: accounts.map((account) => toWaba(account, secretFor)),
    tokens: tokens.map((token) => ({
      token: token.token,
      appId: token.app ?? first.id,
      wabaIds: token.accounts,
      scopes: token.scopes,
      expiresAtMs: token.expires_at === undefined ? undefined : Date.parse(token.expires_at),
    })),
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Ids that are given twice, and names of apps and accounts that are not there. */
function refuseMismatches(path: string, { apps, accounts, tokens }: World): void {
  const numbers = accounts.flatMap((account) => account.numbers);
  if (numbers.length === 0) throw new UsageError(`${path}: accounts: at least one number is needed.`);
  const ids = [...apps, ...accounts, ...numbers].map((entry) => entry.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UsageError(`${path}: the id ${twice} is given twice.`);
  const namedApps = [...accounts.flatMap((account) => account.apps ?? []), ...tokens.flatMap(({ app }) => app ?? [])];
  const missingApp = namedApps.find((id) => !apps.some((app) => app.id === id));
  if (missingApp !== undefined) throw new UsageError(`${path}: there is no app ${missingApp}.`);
  const missing = tokens.flatMap((token) => token.accounts).find((id) => !accounts.some((entry) => entry.id === id));
  if (missing !== undefined) throw new UsageError(`${path}: tokens: there is no account ${missing}.`);
}

function toApp(app: World['apps'][number], secretFor: (name: string) => string): SimulatedApp {
  const { callback_url: callbackUrl = '' } = app;
  return {
    id: app.id,
    ...(app.name === undefined ? {} : { name: app.name }),
    secret: app.secret ?? secretFor(`secret of app ${app.id}`),
    verifyToken: app.verify_token ?? secretFor(`verify token of app ${app.id}`),
    callbackUrl: () => callbackUrl,
    ...(app.fields ? { fields: app.fields } : {}),
  };
}

function toWaba(account: World['accounts'][number], secretFor: (name: string) => string): SimulatedWaba {
  return {
    id: account.id,
    accessToken: account.access_token ?? `SIM${secretFor(`token of account ${account.id}`)}`,
    ...(account.business_id === undefined ? {} : { businessId: account.business_id }),
    ...(account.messaging_limit === undefined ? {} : { messagingLimit: account.messaging_limit }),
    ...(account.apps ? { subscribedAppIds: account.apps } : {}),
    numbers: account.numbers.map(toNumber),
    templates: account.templates.map((template, index) => toTemplate(account.id, template, index)),
  };
}

function toNumber(number: World['accounts'][number]['numbers'][number]): SimulatedNumber {
  return {
    phoneNumberId: number.id,
    displayPhoneNumber: number.phone_number,
    verifiedName: number.name,
    throughputPerSecond: number.throughput,
    status: number.status,
    ...(number.pin === undefined ? {} : { pin: number.pin }),
    ...(number.test_recipients ? { testRecipients: number.test_recipients } : {}),
  };
}

function toTemplate(
  accountId: string,
  template: World['accounts'][number]['templates'][number],
  index: number,
): SimulatedTemplate {
  const id = template.id ?? `7${accountId}${String(index + 1).padStart(6, '0')}`;
  return { quality_score: { score: 'GREEN' }, ...template, id };
}
