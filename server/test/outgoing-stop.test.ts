import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeGraph, refusal, startFakeGraph } from './fake-graph.ts';
import { eventually } from './harness/eventually.ts';
import { createFrozenClock, createGate, type NodesLab, secondNumber, sendBulk, startNodesLab } from './outgoing-lab.ts';
import { queueRows, storedMessages } from './outgoing-state.ts';

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
  test('waits for their answers, settles each, and lets nobody take its channel before', async () => {
    const parley = await lab.start({ environment });
    const beside = await lab.start({ environment, clock: createFrozenClock() });
    const gate = createGate();
    const witness = '4479000900000';
    graph.answer = async (send) => {
      if (send.to === witness) return undefined;
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
    // The other platform has looked for channels that are free since.
    await sendBulk(beside, [witness], secondNumber);
    await eventually(() => expect(graph.sends.at(-1)?.to).toBe(witness));
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    const { db } = lab.database;
    expect(await queueRows({ db })).toMatchObject([{ leasedBy: null, unknownSince: null, attempts: 1 }]);
    await eventually(async () => {
      const statuses = (await storedMessages({ db })).map((message) => message.status).sort();
      expect(statuses).toEqual([0, ...Array(39).fill(20), 25]);
    });
    expect(graph.sends).toHaveLength(41);
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

  test('leaves nothing unknown when the simulator of the same server is the Cloud API', async () => {
    const parley = await lab.start({ environment: {} });
    await sendBulk(parley, newPeople(1_000));
    await parley.stop();
    const rows = await queueRows({ db: lab.database.db });
    expect(rows.filter((row) => row.unknownSince !== null || row.leasedBy !== null)).toEqual([]);
  });
});
