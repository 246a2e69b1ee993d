import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createOperator, createTenant, setPassword } from '../../src/modules/accounts/index.ts';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import { type Person, password, signIn } from '../inbox-lab.ts';

/** What the tests of the settings of a workspace share: the platform, its people, and the steps that they take. */
export type WorkspaceLab = ReturnType<typeof createWorkspaceLab>;

/** Two workspaces on one platform, started by `start`; files are kept in a folder of its own. */
export function createWorkspaceLab() {
  let parley: TestPlatform;
  let dataDir: string;
  let ada: Person;
  let agent: Person;
  /** An administrator of another workspace. */
  let stranger: Person;
  let number = 4_915_100_004_000;

  async function start(): Promise<void> {
    dataDir = await mkdtemp(join(tmpdir(), 'parley-kept-'));
    parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password, PARLEY_DATA_DIR: dataDir } });
    ada = await signIn(parley, 'admin@demo.test');
    agent = await signIn(parley, 'agent@demo.test');
    const deps = { db: parley.db, clock: parley.clock };
    await createTenant(deps, { id: otherTenantId, name: 'Elsewhere' });
    await createOperator(deps, otherTenantId, { email: 'eve@else.test', name: 'Eve', role: 'administrator' });
    await setPassword(deps, otherTenantId, 'eve@else.test', password);
    stranger = await signIn(parley, 'eve@else.test');
  }
  async function stop(): Promise<void> {
    await parley.stop();
    await rm(dataDir, { recursive: true, force: true });
  }

  const settings = (method: string, path: string, json?: unknown) =>
    ada.call<Json>(method, `/settings${path}`, json === undefined ? {} : { json });

  async function lastEntry(action: string): Promise<Json | undefined> {
    const { body } = await ada.call<{ items: Json[] }>('GET', '/settings/audit', { query: { action } });
    return body.items[0];
  }

  async function addContact(attributes: Record<string, string>, more: Json = {}): Promise<string> {
    number += 1;
    const json = { phone: String(number), name: `Person ${number}`, attributes, ...more };
    const { status, body } = await ada.call<{ id: string }>('POST', '/contacts/people', { json });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body.id;
  }

  async function readContact(id: string): Promise<{ attributes: Record<string, string>; teamIds: string[] }> {
    const { body } = await ada.call<{ contact: { attributes: Record<string, string>; teamIds: string[] } }>(
      'GET',
      `/contacts/people/${id}`,
    );
    return body.contact;
  }

  const attributesOf = async (id: string) => (await readContact(id)).attributes;

  async function endOfJob(id: unknown): Promise<Json> {
    await parley.settle();
    return (await ada.call('GET', `/contacts/jobs/${id}`)).body;
  }

  const counted = async () => {
    const { body } = await settings('GET', '/attributes');
    return body as { items: { name: string; contacts: number }[]; isWhole: boolean };
  };
  const countOf = async (name: string) => (await counted()).items.find((one) => one.name === name)?.contacts;

  return {
    start,
    stop,
    get agent() {
      return agent;
    },
    get ada() {
      return ada;
    },
    get parley() {
      return parley;
    },
    get stranger() {
      return stranger;
    },
    get dataDir() {
      return dataDir;
    },
    addContact,
    countOf,
    counted,
    settings,
    endOfJob,
    attributesOf,
    lastEntry,
    readContact,
  };
}

export type Json = Record<string, unknown>;

export const unknownId = 'f'.repeat(24);
export const otherTenantId = '100909';
export const daySeconds = 86_400;
