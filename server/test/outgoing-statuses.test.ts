import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { type FakeGraph, wamidOf } from './fake-graph.ts';
import { type FakedLab, type LabNode, postStatuses, sendBulk, sendText, startFakedLab } from './outgoing-lab.ts';
import { storedMessages } from './outgoing-state.ts';

let lab: FakedLab;
let graph: FakeGraph;
let parley: LabNode;

beforeAll(async () => {
  lab = await startFakedLab();
  ({ graph, parley } = lab);
});
afterAll(() => lab.close());

const settle = () => parley.platform.timeline.settle();

const eventsStatement = systemStatement<{ subject: string; type: string }>(
  'test.events',
  `select subject_id as subject, type from events where type like 'message.%' order by id`,
);

async function toldOf(id: string): Promise<string[]> {
  const rows = await parley.db.system(eventsStatement);
  return rows.filter((row) => row.subject === id).map((row) => row.type);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

type Status = Omit<Parameters<typeof postStatuses>[1][number], 'status' | 'code'>;

function statusOf(waId: string): Status {
  const send = graph.sends.find((entry) => entry.to === waId);
  return { wamid: wamidOf(send), to: waId, atMs: parley.clock.nowMs(), echo: send?.echo ?? '' };
}

test('statuses in any order, each told twice, end in the same state and are told once, in their natural order', async () => {
  const orders = permutations(['sent', 'delivered', 'read', 'failed']);
  const people = orders.map((_, index) => `44790010${String(index).padStart(5, '0')}`);
  await sendBulk(parley, people);
  await settle();
  for (const round of [0, 1, 2, 3]) {
    const statuses = people.map((waId, index) => {
      const status = orders[index]?.[round] ?? '';
      return { ...statusOf(waId), status, ...(status === 'failed' ? { code: 131026 } : {}) };
    });
    await postStatuses(parley, statuses);
    await settle();
    await postStatuses(parley, statuses.reverse());
    await settle();
  }
  const stored = await storedMessages(parley);
  for (const [index, waId] of people.entries()) {
    const message = stored.find((entry) => entry.waId === waId);
    expect(message).toMatchObject({ status: 40, failedCode: null, failedDetail: null, wamid: statusOf(waId).wamid });
    const told = await toldOf(message?.id ?? '');
    const order = orders[index] ?? [];
    // The answer to the send has told of `sent`; a failure is told unless delivery was known before.
    const failedFirst = order.indexOf('failed') < Math.min(order.indexOf('delivered'), order.indexOf('read'));
    const path = ['message.sent', ...(failedFirst ? ['message.failed'] : []), 'message.delivered', 'message.read'];
    expect({ order, told }).toEqual({ order, told: path });
  }
});

test('a read receipt that comes after the reply is told, once', async () => {
  const waId = '4479001100001';
  await parley.simulator.writeText(waId, 'Hello?');
  await settle();
  const id = await sendText(parley, waId, 'Hello!');
  await settle();
  await parley.simulator.writeText(waId, 'Thanks');
  await settle();
  for (let times = 0; times < 3; times += 1) {
    await postStatuses(parley, [{ ...statusOf(waId), status: 'read' }]);
    await settle();
  }
  expect(await toldOf(id)).toEqual(['message.sent', 'message.delivered', 'message.replied', 'message.read']);
  expect((await storedMessages(parley)).find((entry) => entry.id === id)).toMatchObject({ status: 50 });
});

test('a status of a word that Parley does not know changes nothing', async () => {
  const waId = '4479001100002';
  await sendBulk(parley, [waId]);
  await settle();
  await postStatuses(parley, [{ ...statusOf(waId), status: 'pondered' }]);
  await settle();
  expect((await storedMessages(parley)).find((entry) => entry.waId === waId)).toMatchObject({ status: 20 });
});

test('marketing of a number that uses the Marketing Messages API goes there, all else does not', async () => {
  // Who sends remembers the channel for a moment; settling makes it look again.
  const run = async (sql: string) => {
    await parley.db.system(systemStatement('', sql));
    await settle();
  };
  const edgesTo = async (waId: string) => {
    await settle();
    return graph.sends.filter((send) => send.to === waId).map((send) => send.edge);
  };
  await run('update channels set marketing_api = true');
  await sendBulk(parley, ['447900200001']);
  expect(await edgesTo('447900200001')).toEqual(['messages']);
  await run("update templates set category = 'MARKETING' where name = 'welcome'");
  await sendBulk(parley, ['447900200002']);
  expect(await edgesTo('447900200002')).toEqual(['marketing_messages']);
  await run('update channels set marketing_api = false');
  await sendBulk(parley, ['447900200003']);
  expect(await edgesTo('447900200003')).toEqual(['messages']);
});
