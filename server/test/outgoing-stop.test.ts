import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createGate,
  eventually,
  type FakeGraph,
  type NodesLab,
  queueRows,
  refusal,
  sendBulk,
  startFakeGraph,
  startNodesLab,
  storedMessages,
} from './outgoing-lab.ts';

let lab: NodesLab;
let graph: FakeGraph;
let environment: Record<string, string>;

beforeEach(async () => {
  lab = await startNodesLab();
  graph = await startFakeGraph();
  environment = { PARLEY_GRAPH_URL: graph.url };
});
afterEach(async () => {
  await lab.close();
  await graph.close();
});

const newPeople = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `44790008${String(index).padStart(5, '0')}`);

describe('a platform that stops while sends are under way', () => {
  test('waits for their answers, settles each, and leaves nothing under way', async () => {
    const parley = await lab.start({ environment });
    const gate = createGate();
    graph.answer = async (send) => {
      await gate.opened;
      if (send.number === 0) return refusal(131026);
      return send.number === 1 ? refusal(131000, 500) : undefined;
    };
    await sendBulk(parley, newPeople(40));
    await eventually(() => expect(graph.waiting()).toBe(40));
    let stopped = false;
    const stopping = parley.stop().then(() => {
      stopped = true;
    });
    await eventually(() => expect(parley.platform.server.server.listening).toBe(false));
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    const { db } = lab.database;
    expect(await queueRows({ db })).toMatchObject([{ leasedBy: null, unknownSince: null, attempts: 1 }]);
    const statuses = (await storedMessages({ db })).map((message) => message.status).sort();
    expect(statuses).toEqual([0, ...Array(38).fill(20), 25]);
    expect(graph.sends).toHaveLength(40);
  });

  test('starts no new ones, and the next platform sends what waited, each once', async () => {
    const parley = await lab.start({ environment });
    const gate = createGate();
    graph.answer = () => gate.opened.then(() => undefined);
    await sendBulk(parley, newPeople(300));
    // As many as may be under way at once, by connections; the others wait.
    await eventually(() => expect(graph.waiting()).toBeGreaterThan(100));
    const stopping = parley.stop();
    await eventually(() => expect(parley.platform.server.server.listening).toBe(false));
    gate.open();
    await stopping;
    const rows = await queueRows({ db: lab.database.db });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.leasedBy !== null || row.unknownSince !== null)).toEqual([]);
    const next = await lab.start({ environment });
    await eventually(async () => expect(await queueRows(next)).toEqual([]));
    expect(graph.sends).toHaveLength(300);
    expect(new Set(graph.sends.map((send) => send.echo)).size).toBe(300);
  });
});
