import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FakeGraph, type FakeSend, refusal, startFakeGraph } from './fake-graph.ts';
import {
  createFrozenClock,
  type LabNode,
  type NodesLab,
  secondNumber,
  sendBulk,
  sendText,
  sendWelcome,
  startNodesLab,
} from './outgoing-lab.ts';
import { queueRows } from './outgoing-state.ts';
import { createPeople } from './phone-numbers.ts';

const clock = createFrozenClock();
let lab: NodesLab;
let graph: FakeGraph;
let parley: LabNode;

beforeAll(async () => {
  lab = await startNodesLab();
  graph = await startFakeGraph({ clock });
  const environment = { PARLEY_GRAPH_URL: graph.url, PARLEY_DEMO_THROUGHPUT: '80' };
  parley = await lab.start({ clock, environment });
});
afterAll(async () => {
  await lab.close();
  await graph.close();
});
beforeEach(async () => {
  graph.answer = () => undefined;
  // A full bucket, and no slow minute of the test before.
  await parley.simulator.advance(120);
  graph.sends.length = 0;
});

const newPerson = createPeople('44790006', 13);
const newPeople = (count: number): string[] => Array.from({ length: count }, newPerson);

/** The most sends in any second, wherever it begins. */
function busiestSecond(sends: readonly FakeSend[]): number {
  return Math.max(
    0,
    ...sends.map(({ atMs }) => sends.filter((send) => send.atMs >= atMs && send.atMs < atMs + 1000).length),
  );
}

test('200 messages at 80 a second take 2.4 s: never more than 88 in any second, whatever the steps of the clock', async () => {
  const startedAt = clock.nowMs();
  await sendBulk(parley, newPeople(200));
  for (const seconds of [0.013, 0.5, 0.001, 0.25, 1, 0.002, 0.5]) await parley.simulator.advance(seconds);
  await parley.simulator.advance(1);
  expect(graph.sends).toHaveLength(200);
  expect(busiestSecond(graph.sends)).toBeLessThanOrEqual(88);
  const lastAt = graph.sends.at(-1)?.atMs ?? 0;
  // (200 - 8 of the full bucket) / 80 per second
  expect((lastAt - startedAt) / 1000).toBeGreaterThan(2.3);
  expect((lastAt - startedAt) / 1000).toBeLessThan(2.6);
  expect(new Set(graph.sends.map((send) => send.to)).size).toBe(200);
}, 60_000);

test('each number has a rate of its own', async () => {
  await sendBulk(parley, newPeople(40));
  await sendBulk(parley, newPeople(40), secondNumber);
  await parley.simulator.advance(0.5);
  expect(graph.sends).toHaveLength(80);
});

test('a number that is told to be too fast (130429) goes on at half its rate for a minute; nothing is lost', async () => {
  graph.answer = (send) => (send.number === 20 ? refusal(130429) : undefined);
  await sendBulk(parley, newPeople(100));
  await parley.simulator.advance(10);
  expect(graph.sends).toHaveLength(101);
  const refusedAt = graph.sends[20]?.atMs ?? 0;
  const after = graph.sends.filter((send) => send.atMs > refusedAt);
  expect(busiestSecond(after)).toBeLessThanOrEqual(40 + 8);
  expect(new Set(graph.sends.map((send) => send.to)).size).toBe(100);
  expect(await queueRows(parley)).toEqual([]);
  graph.answer = () => undefined;
  await parley.simulator.advance(60);
  graph.sends.length = 0;
  await sendBulk(parley, newPeople(60));
  await parley.simulator.advance(0.7);
  expect(graph.sends).toHaveLength(60);
});

test('bulk templates give way: a text goes first, then a single template, whatever was accepted before', async () => {
  const [waId = '', other = '', ...many] = newPeople(52);
  await parley.simulator.writeText(waId, 'Hello?');
  await parley.platform.timeline.settle();
  await sendBulk(parley, many);
  await parley.platform.timeline.settle();
  const gone = graph.sends.length;
  expect(gone).toBeLessThan(20);
  await sendWelcome(parley, other);
  await sendText(parley, waId, 'an answer to somebody who waits');
  await parley.simulator.advance(0.1);
  expect(graph.sends.slice(gone, gone + 2).map((send) => send.to)).toEqual([waId, other]);
  await parley.simulator.advance(1);
  expect(graph.sends).toHaveLength(52);
});
