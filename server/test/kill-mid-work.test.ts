import { FormData } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { countersAndRecount } from './campaign-lab.ts';
import { type FakeGraph, startFakeGraph } from './fake-graph.ts';
import { createApiClient } from './harness/api-client.ts';
import { type ChildPlatform, startChildPlatform } from './harness/child-platform.ts';
import { eventually } from './harness/eventually.ts';
import { type Person, password, signIn } from './inbox-lab.ts';
import { createGate, type LabNode, type NodesLab, startNodesLab } from './outgoing-lab.ts';
import { createNumbers } from './phone-numbers.ts';

type Json = Record<string, unknown>;

let lab: NodesLab;
let graph: FakeGraph;
let environment: Record<string, string>;
let child: ChildPlatform | undefined;
const numbers = createNumbers('4477');

beforeAll(async () => {
  lab = await startNodesLab();
  graph = await startFakeGraph();
  environment = { PARLEY_GRAPH_URL: graph.url, PARLEY_DEMO_PASSWORD: password };
  // The demo workspace is there before the processes, which would otherwise make it look alive.
  await (await lab.start({ environment })).stop();
  await run(`create function hold() returns trigger language plpgsql as $$
    begin if TG_ARGV[0] = 'any' or (select count(*) from contacts) > TG_ARGV[0]::int then perform pg_advisory_xact_lock(1); end if;
    return null; end $$`);
});
afterAll(async () => {
  await child?.kill();
  await lab.close();
  await graph.close();
});

const run = (sql: string) => lab.database.db.system(systemStatement('', sql));
const count = async (rows: string): Promise<number> => {
  const [row] = await lab.database.db.system(
    systemStatement<{ total: number }>('', `select count(*) as total from ${rows}`),
  );
  return row?.total ?? -1;
};
const enter = (baseUrl: string): Promise<Person> =>
  signIn({ baseUrl, call: createApiClient(baseUrl, '') }, 'admin@demo.test');
const csvOf = (people: readonly string[], name = 'people.csv'): FormData => {
  const multipart = new FormData();
  const rows = people.map((waId, place) => `${waId},Person ${place}`);
  multipart.append('file', new File([`phone,name\n${rows.join('\n')}\n`], name, { type: 'text/csv' }));
  return multipart;
};

/** Kills a process while it writes into a table: `work` begins it, and the write is held until the process is gone. */
async function killWithin(
  table: string,
  after: number | 'any',
  work: (ada: Person) => Promise<unknown>,
): Promise<void> {
  child = await startChildPlatform({ ...lab.environment, ...environment });
  const ada = await enter(child.baseUrl);
  const gate = createGate();
  const isHeld = createGate();
  const holder = lab.database.db.transaction(async (tx) => {
    await tx.system(systemStatement('', 'select 1 from pg_advisory_xact_lock(1)'));
    isHeld.open();
    await gate.opened;
  });
  await isHeld.opened;
  await run(`create trigger hold after insert on ${table} for each statement execute function hold('${after}')`);
  const answer = work(ada).catch((error: unknown) => error);
  const waits = "pg_stat_activity where datname = current_database() and wait_event = 'advisory'";
  await eventually(async () => expect(await count(waits)).toBe(1), 30_000);
  await child.kill();
  await answer;
  // What Postgres still does for the dead process comes to nothing, as when the connection is found broken.
  await run(`select pg_terminate_backend(pid) from ${waits}`);
  await eventually(async () => expect(await count(waits)).toBe(0));
  gate.open();
  await holder;
  await run(`drop trigger hold on ${table}`);
}

test('an import whose process is killed in the middle is finished by the next one: each row once, exact counts', async () => {
  const people = numbers(1_200);
  const before = await count('contacts');
  let jobId = '';
  // Parts of 500 rows: the second is under way.
  await killWithin('contacts', before + 600, async (ada) => {
    const { body: draft } = await ada.call<{ id: string; mapping: Json }>('POST', '/contacts/imports', {
      multipart: csvOf(people),
    });
    jobId = draft.id;
    return ada.call('POST', `/contacts/imports/${jobId}/start`, { json: draft.mapping });
  });
  expect(await count('contacts')).toBe(before + 500);
  const next = await lab.start({ environment });
  const ada = await enter(next.baseUrl);
  const job = await eventually(async () => {
    const { body } = await ada.call<Json>('GET', `/contacts/jobs/${jobId}`);
    expect(body.state).toBe('done');
    return body;
  }, 30_000);
  expect(job).toMatchObject({ done: 1_200, created: 1_200, updated: 0, unchanged: 0, failed: 0 });
  expect(await count('contacts')).toBe(before + 1_200);
  await next.stop();
}, 120_000);

test('a dry run and a launch that are killed send nothing; made again they send to each once', async () => {
  const people = numbers(60);
  let draftId = '';
  await killWithin('campaign_recipients', 'any', async (ada) => {
    draftId = await draftFor(ada, people);
    return ada.call('POST', `/campaigns/drafts/${draftId}/dry-runs`);
  });
  let launched: { id: string; hash: string } | undefined;
  const launch = (ada: Person) =>
    ada.call<Json>('POST', `/campaigns/dry-runs/${launched?.id}/launch`, { json: { hash: launched?.hash } });
  await killWithin('campaigns', 'any', async (ada) => {
    const dryRun = await ada.call<{ id: string; hash: string }>('POST', `/campaigns/drafts/${draftId}/dry-runs`);
    expect(dryRun).toMatchObject({ status: 201, body: { recipients: 60, pending: 60 } });
    launched = dryRun.body;
    return launch(ada);
  });
  expect(await count('campaigns')).toBe(0);
  const next: LabNode = await lab.start({ environment });
  const ada = await enter(next.baseUrl);
  expect((await launch(ada)).status).toBe(201);
  const id = launched?.id ?? '';
  const counts = await eventually(async () => {
    const { counters, recount } = await countersAndRecount(next.db, id);
    expect(counters).toMatchObject({ sent: people.length });
    return { counters, recount };
  }, 30_000);
  expect(counts.counters).toEqual(counts.recount);
  expect(graph.sends.map(({ to }) => to).sort()).toEqual([...people].sort());
  expect((await launch(ada)).body).toMatchObject({ id });
  expect(graph.sends).toHaveLength(people.length);
}, 120_000);

async function draftFor(ada: Person, people: readonly string[]): Promise<string> {
  const { body: file } = await ada.call<{ id: string }>('POST', '/campaigns/files', { multipart: csvOf(people) });
  const { body: choices } = await ada.call<{
    templates: { id: string; name: string }[];
    channels: { id: string }[];
  }>('GET', '/campaigns/choices');
  const audience = { kind: 'file', segmentIds: [], contactIds: [], fileId: file.id };
  const columns = { phoneColumn: 'phone', countryCodeColumn: null, nameColumn: null };
  const plan = {
    audience: { ...audience, ...columns },
    templateId: choices.templates.find(({ name }) => name === 'welcome')?.id,
    channelId: choices.channels[0]?.id,
    values: ['name', 'company'].map((name) => ({ name, from: 'text', value: 'Parley', fallback: '' })),
    schedule: { kind: 'now', at: null, quietFrom: null, quietTo: null },
  };
  const { body, status } = await ada.call<{ id: string }>('POST', '/campaigns/drafts', {
    json: { name: 'sale', plan },
  });
  expect(status).toBe(201);
  return body.id;
}
