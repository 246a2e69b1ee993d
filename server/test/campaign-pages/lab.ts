import { FormData } from 'undici';
import { expect } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { createOperator, setPassword } from '../../src/modules/accounts/index.ts';
import type { ApiCall } from '../harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import { type Person, password, signIn } from '../inbox-lab.ts';
import { createNumbers } from '../phone-numbers.ts';

/** What the tests of the pages of campaigns share: the platform, a person at work, and the steps from a file to a launch. */
export type CampaignPagesLab = ReturnType<typeof createCampaignPagesLab>;

/** One slow platform for all groups, started by `start`; its moment stands two days before clocks go forward in Europe. */
export function createCampaignPagesLab() {
  let parley: TestPlatform;
  let admin: Person;
  let welcomeId: string;
  let channelId: string;

  async function start(): Promise<void> {
    const environment = { PARLEY_DEMO_PASSWORD: password, PARLEY_DEMO_THROUGHPUT: String(rate) };
    parley = await startTestPlatform({ environment, startsAt: new Date('2027-03-26T10:00:00Z') });
    admin = await signIn(parley, 'admin@demo.test');
    const { body } = await get<{ templates: { id: string; name: string }[]; channels: { id: string }[] }>('/choices');
    welcomeId = body.templates.find(({ name }) => name === 'welcome')?.id ?? '';
    channelId = body.channels[0]?.id ?? '';
  }
  const stop = (): Promise<void> => parley.stop();

  const numbers = createNumbers('3184');
  const get = <Body = Json>(rest: string, query?: Record<string, string>, who = admin) =>
    who.call<Body>('GET', path(rest), query ? { query } : {});
  const post = <Body = Json>(rest: string, call: ApiCall = {}, who = admin) => who.call<Body>('POST', path(rest), call);
  const run = (sql: string, ...values: unknown[]) => parley.db.system(systemStatement('', sql), values);
  const received = async (people: readonly string[]): Promise<number[]> =>
    (await Promise.all(people.map((waId) => parley.simulator.phone(waId)))).map((messages) => messages.length);

  function toPlan(more: Json = {}): Json {
    return {
      audience,
      templateId: welcomeId,
      channelId,
      values: [
        { name: 'name', from: 'column', value: 'Name', fallback: '' },
        { name: 'company', from: 'text', value: 'Parley', fallback: '' },
      ],
      schedule: now,
      ...more,
    };
  }

  async function upload(text: string, name = 'people.csv'): Promise<Json & { id: string }> {
    const multipart = new FormData();
    multipart.append('file', new File([text], name, { type: 'text/csv' }));
    const { status, body } = await post<Json & { id: string }>('/files', { multipart });
    expect(status).toBe(201);
    return body;
  }

  /** A draft for the rows of a file, `number;name`. */
  async function draftOf(rows: readonly string[], more: Json = {}): Promise<string> {
    const file = await upload(`Phone;Name\r\n${rows.join('\r\n')}\r\n`);
    const plan = toPlan({ audience: { ...audience, kind: 'file', fileId: file.id, phoneColumn: 'Phone' }, ...more });
    const { status, body } = await post<{ id: string }>('/drafts', { json: { name: 'autumn', plan } });
    expect(status).toBe(201);
    return body.id;
  }

  async function tryOut(draftId: string): Promise<DryRun> {
    const { status, body } = await post<DryRun>(`/drafts/${draftId}/dry-runs`);
    expect([status, body]).toMatchObject([201, {}]);
    return body;
  }

  const launch = ({ id, hash }: DryRun) => post<Campaign>(`/dry-runs/${id}/launch`, { json: { hash } });

  async function launched(rows: readonly string[], more: Json = {}): Promise<Campaign> {
    const { status, body } = await launch(await tryOut(await draftOf(rows, more)));
    expect(status).toBe(201);
    return body;
  }

  const campaignOf = async (id: string): Promise<Campaign> => (await get<Campaign>(`/${id}`)).body;

  async function addContact(waId: string, name: string): Promise<string> {
    const json = { whatsapp_number: waId, name };
    return (await parley.api<{ id: string }>('POST', '/api/ext/v3/contacts', { json })).body.id;
  }

  async function addPerson(tenantId: string, email: string, role: string): Promise<Person> {
    await createOperator(parley, tenantId, { email, name: email, role });
    await setPassword(parley, tenantId, email, password);
    return signIn(parley, email);
  }

  return {
    start,
    stop,
    get parley() {
      return parley;
    },
    get admin() {
      return admin;
    },
    numbers,
    addContact,
    run,
    upload,
    toPlan,
    post,
    tryOut,
    get,
    received,
    launch,
    campaignOf,
    draftOf,
    launched,
    addPerson,
  };
}

export type Json = Record<string, unknown>;

interface DryRun extends Json {
  id: string;
  hash: string;
  pending: number;
  skipped: Record<string, number>;
  zones: { country: string; timeZone: string; people: number; at: string }[];
}

interface Campaign extends Json {
  id: string;
  state: string;
  counters: Record<string, number>;
}

/** Messages a second of the channels: slow, so that a slow machine is no faster than a campaign. */
export const rate = 1;

export const audience = {
  kind: 'none',
  segmentIds: [],
  contactIds: [],
  fileId: null,
  phoneColumn: null,
  countryCodeColumn: null,
  nameColumn: null,
};
export const now = { kind: 'now', at: null, quietFrom: null, quietTo: null };

export const path = (rest: string): string => `/campaigns${rest}`;
