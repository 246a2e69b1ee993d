import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import type { PlatformEvent } from '../src/events/catalogue.ts';
import { createEventRecorder } from '../src/events/record.ts';
import { newId } from '../src/kernel/ids.ts';
import { createLog } from '../src/kernel/log.ts';
import { addFlow, createFlowWorker, createInputRecorder, readDefinition } from '../src/modules/automation/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

let parley: TestPlatform;
let nextNumber = 85255503000;

beforeAll(async () => {
  // No process lets runs go on but the workers that the tests make.
  parley = await startTestPlatform({ environment: { PARLEY_ROLES: 'api,dispatch,intake,deliver,web' } });
});
afterAll(() => parley.stop());

const log = createLog({ level: 'silent' });

function makeWorker(record?: (events: readonly PlatformEvent[]) => void) {
  const { db, clock } = parley;
  const recorder = createEventRecorder([]);
  const events = {
    ...recorder,
    record: async (tx: Transaction, recorded: readonly PlatformEvent[]) => {
      record?.(recorded);
      await recorder.record(tx, recorded);
    },
  };
  return createFlowWorker({ db, clock, log, events, queued: () => undefined });
}

async function startOne(name: string, nodes: unknown[]): Promise<string> {
  const { db, clock, tenantId } = parley;
  nextNumber += 1;
  const waId = String(nextNumber);
  await parley.simulator.writeText(waId, 'Hi');
  await parley.settle();
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
  const flow = await addFlow({ db, clock }, ctx, { name, status: 'active', definition: { start: 'a', nodes } });
  const query = { target: waId, chatbotId: flow?.id ?? '' };
  expect((await parley.api('POST', '/api/v1/chatbots/start', { query })).text).toBe('"success"');
  return waId;
}

async function heard(waId: string): Promise<(string | null)[]> {
  await parley.settle();
  const messages = await parley.simulator.phone(waId);
  return messages.filter((message) => message.direction === 'out').map((message) => message.text);
}

const endsStatement = systemStatement<{ reason: string }>(
  'test.ends',
  `select r.end_reason as reason from flow_runs r join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
   where c.wa_id = $1 and r.ended_at is not null`,
);
const leftStatement = systemStatement<{ inRun: number; events: number }>(
  'test.left',
  `select (select count(*) from conversations where flow_run_id is not null) as "inRun",
     (select count(*) from events where type = 'chatbot.ended') as events`,
);

const twoMessages = [
  { id: 'a', kind: 'message', text: 'one', next: 'b' },
  { id: 'b', kind: 'message', text: 'two' },
];

describe('a step', () => {
  test('that breaks off before its commit has sent nothing, and is done once by the next worker', async () => {
    const waId = await startOne('Breaks off', twoMessages);
    let failures = 0;
    const dying = makeWorker(() => {
      failures += 1;
      throw Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' });
    });
    dying.start();
    await expect.poll(() => failures).toBeGreaterThan(0);
    await dying.stop();
    expect(await heard(waId)).toEqual([]);
    const next = makeWorker();
    next.start();
    await next.timelineMember.drain();
    await next.stop();
    expect(await heard(waId)).toEqual(['one', 'two']);
    expect(await parley.db.system(endsStatement, [waId])).toEqual([{ reason: 'completed' }]);
  });

  test('is done once, however many workers see it', async () => {
    const people = await Promise.all([1, 2, 3, 4].map((n) => startOne(`Many workers ${n}`, twoMessages)));
    const workers = [makeWorker(), makeWorker(), makeWorker()];
    for (const worker of workers) worker.start();
    await Promise.all(workers.map((worker) => worker.timelineMember.drain()));
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(await Promise.all(people.map(heard))).toEqual(people.map(() => ['one', 'two']));
  });

  test('that can never succeed ends its run alone', async () => {
    const people = await Promise.all(['Poison', 'Healthy'].map((name) => startOne(name, twoMessages)));
    let poisoned = true;
    const worker = makeWorker(() => {
      if (poisoned) {
        poisoned = false;
        throw new Error('a fault of ours');
      }
    });
    worker.start();
    await worker.timelineMember.drain();
    await worker.stop();
    const texts = await Promise.all(people.map(heard));
    const ends = await Promise.all(people.map((waId) => parley.db.system(endsStatement, [waId])));
    const outcomes = texts.map((text, index) => [ends[index]?.[0]?.reason, text]).sort();
    expect(outcomes).toEqual([
      ['completed', ['one', 'two']],
      ['failed', []],
    ]);
    expect(await parley.db.system(leftStatement)).toEqual([{ inRun: 0, events: 7 }]);
  });
});

describe('the recorder of inputs', () => {
  test('asks nothing of the database where no chatbot is at work', async () => {
    let asked = 0;
    const count = async () => {
      asked += 1;
      return [];
    };
    const tx: Transaction = {
      tenant: count,
      system: count,
      write: () => undefined,
      writeTenant: () => undefined,
      part: (work) => work(tx),
    };
    const event = (flowRunId: string | undefined, type = 'text'): PlatformEvent => ({
      id: newId(0),
      tenantId: '1',
      type: 'message.received',
      conversationId: 'c',
      subjectId: 'm',
      data: undefined,
      facts: { message: { type, createdAt: new Date(0), content: null }, flowRunId },
      at: new Date(0),
    });
    const recorder = createInputRecorder({ recorded: () => undefined });
    await recorder.consume(tx, [event(undefined), event(undefined), event('run', 'reaction')]);
    expect(asked).toBe(0);
    await recorder.consume(tx, [event('run'), event(undefined), event('run')]);
    expect(asked).toBe(1);
  });
});

describe('a definition', () => {
  const end = { id: 'a', kind: 'end' };
  test.each([
    ['no nodes', { start: 'a', nodes: [] }],
    ['a start that is no node', { start: 'b', nodes: [end] }],
    ['two nodes of one id', { start: 'a', nodes: [end, end] }],
    ['a way to nowhere', { start: 'a', nodes: [{ id: 'a', kind: 'message', text: 'x', next: 'b' }] }],
    ['an unknown kind', { start: 'a', nodes: [{ id: 'a', kind: 'dance' }] }],
    ['an unknown member', { start: 'a', nodes: [{ ...end, colour: 'red' }] }],
    ['an empty text', { start: 'a', nodes: [{ id: 'a', kind: 'message', text: ' ' }] }],
    [
      'four buttons',
      { start: 'a', nodes: [{ id: 'a', kind: 'buttons', text: 'x', buttons: toButtons('1', '2', '3', '4') }] },
    ],
    [
      'buttons alike',
      { start: 'a', nodes: [{ id: 'a', kind: 'buttons', text: 'x', buttons: toButtons('Yes', 'yes') }] },
    ],
    [
      'a button too long',
      { start: 'a', nodes: [{ id: 'a', kind: 'buttons', text: 'x', buttons: toButtons('x'.repeat(21)) }] },
    ],
  ])('with %s is refused', (_what, definition) => {
    expect(() => readDefinition(definition)).toThrow(expect.objectContaining({ reason: 'flow.definition_invalid' }));
  });
});

function toButtons(...titles: string[]): { title: string }[] {
  return titles.map((title) => ({ title }));
}
