import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createClock } from '../src/kernel/clock.ts';
import { countersAndRecount, launch } from './campaign-lab.ts';
import { type FakeGraph, startFakeGraph } from './fake-graph.ts';
import { createApiClient } from './harness/api-client.ts';
import { type ChildPlatform, startChildPlatform } from './harness/child-platform.ts';
import { eventually } from './harness/eventually.ts';
import { type NodesLab, startNodesLab } from './outgoing-lab.ts';
import { createNumbers } from './phone-numbers.ts';

let lab: NodesLab;
let graph: FakeGraph;
let child: ChildPlatform | undefined;

beforeAll(async () => {
  lab = await startNodesLab();
  graph = await startFakeGraph();
});
afterAll(async () => {
  await child?.kill();
  await lab.close();
  await graph.close();
});

const leftStatement = systemStatement<{ pending: number }>(
  'test.left',
  "select count(*) as pending from campaign_recipients where state = 'pending'",
);

test('a campaign whose process is killed goes on in another one: nobody is lost, nobody gets it twice', async () => {
  const environment = { PARLEY_GRAPH_URL: graph.url, PARLEY_DEMO_THROUGHPUT: '40' };
  await (await lab.start({ environment })).stop();
  child = await startChildPlatform({ ...lab.environment, ...environment });
  const people = createNumbers('4478')(250);
  // Scheduled for now: few people are frozen too, then.
  const { id } = await launch(createApiClient(child.baseUrl, 'pk_lab'), people, createClock().now());
  await eventually(() => expect(graph.sends.length).toBeGreaterThan(20));
  await child.kill();
  const [left] = await lab.database.db.system(leftStatement);
  expect(left?.pending).toBeGreaterThan(0);
  // The rest at full speed, and by two at once.
  await lab.database.db.system(systemStatement('', 'update channels set throughput_per_s = 0'));
  const [two] = [await lab.start({ environment }), await lab.start({ environment })];
  await eventually(async () => {
    const { counters } = await countersAndRecount(two.db, id);
    expect(counters).toMatchObject({ pending: 0 });
  }, 30_000);
  two.clock.moveTo(two.clock.nowMs() + 61_000);
  await eventually(async () => {
    const { counters, recount } = await countersAndRecount(two.db, id);
    expect(counters).toEqual(recount);
    expect(counters).toMatchObject({ pending: 0, queued: 0, failed: 0, skipped: 0 });
    // What was under way at the kill is shown as such, and is not sent again.
    expect((counters.sent ?? 0) + (counters.sending ?? 0)).toBe(people.length);
  }, 30_000);
  const reached = graph.sends.map((send) => send.to);
  expect(new Set(reached).size).toBe(reached.length);
  const { counters } = await countersAndRecount(two.db, id);
  expect(reached.length).toBeGreaterThanOrEqual(counters.sent ?? 0);
}, 90_000);
