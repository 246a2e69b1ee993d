import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { systemStatement } from '../db/scope.ts';
import type { EventRecorder } from '../events/record.ts';
import type { Clock } from '../kernel/clock.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import { createOperator, createTeam, createTenant, createToken, setPassword } from '../modules/accounts/index.ts';
import { addFlow } from '../modules/automation/index.ts';
import { addChannel, type Channel, listChannels, replaceAccessToken, saveMetaApp } from '../modules/channels/index.ts';
import { createTag } from '../modules/conversations/index.ts';
import { createDefaultStages } from '../modules/sales/index.ts';
import type { SimulatedApp, SimulatedTemplate, SimulatedWaba } from '../simulator/simulator.ts';
import { demoChatbot } from './demo-chatbot.ts';
import { demoTemplates } from './demo-templates.ts';

export const demoTenantId = '100100';
export const demoWabaId = '200200';
const demoAppId = 'demo-app';
export const demoChannels = [
  { phoneNumber: '15550100001', phoneNumberId: '300000000000001', name: 'Main', isDefault: true },
  { phoneNumber: '15550100002', phoneNumberId: '300000000000002', name: 'Second', isDefault: false },
] as const;
const demoTags = ['VIP', 'Late', 'Refund'] as const;
const adminEmail = 'admin@demo.test';
export const demoPeople = [
  { email: adminEmail, name: 'Ada Admin', role: 'administrator' },
  { email: 'agent@demo.test', name: 'Ana Agent', role: 'operator' },
  { email: 'agent2@demo.test', name: 'Ben Agent', role: 'operator' },
] as const;

/** What a visitor needs to use the demo workspace, and what the simulator needs to play Meta for it. */
export interface DemoSecrets {
  readonly token: string;
  readonly password: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly accessToken: string;
}

const secretsSchema = z.object({
  token: z.string().min(1),
  password: z.string().min(1),
  appSecret: z.string().min(1),
  verifyToken: z.string().min(1),
  accessToken: z.string().min(1),
});

/**
 * The credentials of the demo workspace: those of the environment, else those made at the first start, which are kept in
 * the data directory so that saved commands go on working.
 */
export function readDemoSecrets(config: Config): DemoSecrets {
  const path = join(config.dataDir, 'demo-credentials.json');
  const kept = readKeptSecrets(path);
  const random = (prefix: string): string => prefix + randomBytes(24).toString('base64url');
  const base =
    kept ??
    keepSecrets(path, {
      token: random('pk_demo_'),
      password: randomBytes(9).toString('base64url'),
      appSecret: random(''),
      verifyToken: random(''),
      accessToken: random('SIM'),
    });
  const { demo } = config;
  return {
    token: demo.token ?? base.token,
    password: demo.password ?? base.password,
    appSecret: demo.appSecret ?? base.appSecret,
    verifyToken: demo.verifyToken ?? base.verifyToken,
    accessToken: base.accessToken,
  };
}

function readKeptSecrets(path: string): DemoSecrets | undefined {
  return existsSync(path) ? secretsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data : undefined;
}

/** Those of another process when it kept some at the same moment: both must know the same. */
function keepSecrets(path: string, made: DemoSecrets): DemoSecrets {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(made, null, 2), { mode: 0o600 });
  try {
    // Unlike a write, it appears whole, and never in the place of another.
    linkSync(own, path);
    return made;
  } catch (error) {
    const theirs = readKeptSecrets(path);
    if (theirs) return theirs;
    // One that can not be read any more is replaced.
    if (!existsSync(path)) throw error;
    renameSync(own, path);
    return made;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The Meta side of the demo workspace. */
export function toSimulatedAccount(
  secrets: DemoSecrets,
  options: { callbackUrl: () => string; throughputPerSecond: number; templates?: readonly SimulatedTemplate[] },
): { app: SimulatedApp; wabas: SimulatedWaba[] } {
  const { callbackUrl, throughputPerSecond, templates = demoTemplates } = options;
  const numbers = demoChannels.map((channel) => ({
    phoneNumberId: channel.phoneNumberId,
    displayPhoneNumber: toDisplayed(channel.phoneNumber),
    verifiedName: channel.name,
    throughputPerSecond,
  }));
  return {
    app: { id: demoAppId, secret: secrets.appSecret, verifyToken: secrets.verifyToken, callbackUrl },
    wabas: [{ id: demoWabaId, accessToken: secrets.accessToken, numbers, templates }],
  };
}

/** As Meta writes a number of North America. */
function toDisplayed(digits: string): string {
  return digits.replace(/^(\d)(\d{3})(\d{3})(\d{4})$/, '+$1 $2-$3-$4');
}

// Any number does; processes that start together over one database take turns by it.
const demoLock = systemStatement('demo.lock', 'select pg_advisory_lock(7265840)');

/**
 * Makes the demo workspace, or brings an existing one up to the credentials of today. Answers whether it is new. Safe to
 * run at every start, also of several processes at once.
 */
export async function createDemoWorkspace(
  deps: DemoDeps,
  demo: DemoSecrets,
  throughputPerSecond: number,
): Promise<{ isNew: boolean }> {
  const turn = await deps.db.dedicated();
  try {
    await turn.system(demoLock);
    return await makeDemoWorkspace(deps, demo, throughputPerSecond);
  } finally {
    await turn.close();
  }
}

interface DemoDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly secrets: SecretBox;
  readonly events: EventRecorder;
}

async function makeDemoWorkspace(
  deps: DemoDeps,
  demo: DemoSecrets,
  throughputPerSecond: number,
): Promise<{ isNew: boolean }> {
  const ctx = { tenantId: demoTenantId, actor: { kind: 'system' }, requestId: 'demo' } as const;
  await createTenant(deps, { id: demoTenantId, name: 'Demo workspace' });
  const { appSecret, verifyToken } = demo;
  await saveMetaApp(deps, { id: demoAppId, appSecret, verifyToken });
  const existing = await listChannels(deps, ctx);
  for (const operator of demoPeople) {
    const made = await createOperator(deps, demoTenantId, {
      ...operator,
      ...(existing.length === 0 ? { password: demo.password } : {}),
    });
    if (operator.email === adminEmail) {
      const { id: operatorId } = made;
      await createToken(deps, demoTenantId, { name: 'Demo token', operatorId, token: demo.token });
    }
  }
  if (existing.length > 0 && demo.password !== undefined) await refreshPasswords(deps, demo);
  await createTeam(deps, demoTenantId, { name: 'Support', isDefault: true });
  await createTeam(deps, demoTenantId, { name: 'Sales', isDefault: false });
  for (const tag of demoTags) await createTag(deps, ctx, tag);
  await createDefaultStages(deps, demoTenantId);
  await addFlow(deps, ctx, { ...demoChatbot, status: 'active' });
  await connectChannels(deps, existing, demo, throughputPerSecond);
  return { isNew: existing.length === 0 };
}

async function refreshPasswords(deps: { db: Database }, demo: DemoSecrets): Promise<void> {
  for (const operator of demoPeople) await setPassword(deps, demoTenantId, operator.email, demo.password);
}

async function connectChannels(
  deps: { db: Database; clock: Clock; secrets: SecretBox },
  existing: readonly Channel[],
  demo: DemoSecrets,
  throughputPerSecond: number,
): Promise<void> {
  const { accessToken } = demo;
  for (const channel of demoChannels) {
    const known = existing.find((entry) => entry.phoneNumberId === channel.phoneNumberId);
    if (known) await replaceAccessToken(deps, demoTenantId, known.id, accessToken, throughputPerSecond);
    else {
      const input = { ...channel, metaAppId: demoAppId, wabaId: demoWabaId, accessToken, throughputPerSecond };
      await addChannel(deps, demoTenantId, input);
    }
  }
}
