import { FormData } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { type FakeGraph, refusal, startFakeGraph, wamidOf } from './fake-graph.ts';
import { createApiClient } from './harness/api-client.ts';
import { type ChildPlatform, startChildPlatform } from './harness/child-platform.ts';
import { eventually } from './harness/eventually.ts';
import { png } from './media-samples.ts';
import {
  createGate,
  type NodesLab,
  openChat,
  postStatuses,
  sendBulk,
  sendText,
  sendWelcome,
  startNodesLab,
} from './outgoing-lab.ts';
import { queueRows, storedMessages } from './outgoing-state.ts';

let lab: NodesLab;
let graph: FakeGraph;
let environment: Record<string, string>;
let child: ChildPlatform | undefined;

beforeEach(async () => {
  lab = await startNodesLab();
  graph = await startFakeGraph();
  environment = { PARLEY_GRAPH_URL: graph.url };
});
afterEach(async () => {
  await child?.kill();
  await lab.close();
  await graph.close();
});

const newPeople = (count: number, group: number): string[] =>
  Array.from({ length: count }, (_, index) => `4479000${group}${String(index).padStart(5, '0')}`);

const run = (sql: string) => lab.database.db.system(systemStatement('', sql));
const echoes = (): string[] => graph.sends.map((send) => send.echo);

/** Waits until the queue holds nothing. */
const queueIsEmpty = () => eventually(async () => expect(await queueRows({ db: lab.database.db })).toEqual([]));

describe('two processes on one database', () => {
  test('send every message once, whichever of them accepted it, and keep the order of each chat', async () => {
    const [one, two] = [await lab.start({ environment }), await lab.start({ environment })];
    const chats = newPeople(10, 71);
    for (const waId of chats) await one.simulator.writeText(waId, 'Hello?');
    await eventually(async () => {
      const [row] = await lab.database.db.system(
        systemStatement<{ open: number }>(
          '',
          'select count(*) as open from conversations where last_customer_message_at is not null',
        ),
      );
      expect(row?.open).toBe(chats.length);
    });
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    await Promise.all([
      sendBulk(one, newPeople(100, 72)),
      sendBulk(two, newPeople(100, 73)),
      ...chats.map(async (waId) => {
        for (const [index, text] of texts.entries()) await sendText(index % 2 === 0 ? one : two, waId, text);
      }),
    ]);
    await queueIsEmpty();
    expect(graph.sends).toHaveLength(280);
    expect(new Set(echoes()).size).toBe(280);
    for (const waId of chats) {
      const sent = graph.sends.filter((send) => send.to === waId).map((send) => send.text);
      expect({ waId, sent }).toEqual({ waId, sent: texts });
    }
    const stored = await storedMessages(one);
    expect(stored.filter((message) => message.status !== 20 || message.wamid === null)).toEqual([]);
  });

  test('may share the work by roles: one takes messages in, the other sends them', async () => {
    const api = await lab.start({ environment: { ...environment, PARLEY_ROLES: 'api,intake,jobs' } });
    const [waId = ''] = newPeople(1, 77);
    await sendWelcome(api, waId);
    // Time moves on a process that cannot send, and leaves the message to the others.
    await api.simulator.advance(60);
    expect(graph.sends).toEqual([]);
    const dispatch = await lab.start({ environment: { ...environment, PARLEY_ROLES: 'dispatch' } });
    dispatch.clock.moveTo(api.clock.nowMs());
    await queueIsEmpty();
    expect(graph.sends).toMatchObject([{ to: waId }]);
  });

  test('a process that hangs loses its channel: what it had under way becomes unknown, the rest goes on, nothing goes twice', async () => {
    const one = await lab.start({ environment });
    const gates = new Map<string, ReturnType<typeof createGate>>();
    const [accepted = '', refused = '', told = '', lost = '', waiting = ''] = newPeople(5, 74);
    const held = [accepted, refused, told, lost];
    for (const waId of held) gates.set(waId, createGate());
    graph.answer = async (send) => {
      await gates.get(send.to)?.opened;
      if (send.to === refused) return refusal(131026);
      return send.to === lost ? 'drop' : undefined;
    };
    for (const waId of held) await sendWelcome(one, waId);
    await eventually(() => expect(graph.waiting()).toBe(4));

    const two = await lab.start({ environment });
    await eventually(async () => {
      await run("update leases set expires_at = now() - interval '1 second' where name like 'channel:%'");
      const rows = await queueRows(two);
      expect(rows.filter((row) => row.unknownSince !== null && row.leasedBy === null)).toHaveLength(4);
    });
    await sendWelcome(two, waiting);
    await eventually(() => expect(graph.sends.map((send) => send.to)).toContain(waiting));

    for (const gate of gates.values()) gate.open();
    const sendTo = (waId: string) => graph.sends.find((send) => send.to === waId);
    const delivered = { wamid: wamidOf(sendTo(told)), status: 'delivered', to: told, atMs: two.clock.nowMs() };
    await postStatuses(two, [{ ...delivered, echo: sendTo(told)?.echo ?? '' }]);
    const statusOf = async (waId: string) => (await storedMessages(two)).find((entry) => entry.waId === waId)?.status;
    // The answer of the first process counts when it is an acceptance: that is proof.
    await eventually(async () => expect(await statusOf(accepted)).toBe(20));
    await eventually(async () => expect(await statusOf(told)).toBe(30));
    expect([await statusOf(refused), await statusOf(lost)]).toEqual([0, 0]);
    two.clock.moveTo(two.clock.nowMs() + 61_000);
    await eventually(async () => expect([await statusOf(refused), await statusOf(lost)]).toEqual([10, 10]));
    await queueIsEmpty();
    expect(echoes()).toHaveLength(5);
    expect(new Set(echoes()).size).toBe(5);
  });

  test('a process that lost its channel during an upload does not send what the other has sent again', async () => {
    const one = await lab.start({ environment });
    await run("update channels set unconfirmed_policy = 'resend'");
    const [waId = ''] = newPeople(1, 78);
    await openChat(one, waId);
    const gate = createGate();
    let uploads = 0;
    graph.upload = async () => {
      uploads += 1;
      if (uploads === 1) await gate.opened;
    };
    const multipart = new FormData();
    multipart.set('target', waId);
    multipart.set('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'lamp.png');
    const api = createApiClient(one.baseUrl, 'pk_lab');
    const sent = await api('POST', '/api/ext/v3/conversations/messages/file', { multipart });
    expect(sent.status).toBe(200);
    await eventually(() => expect(uploads).toBe(1));

    const two = await lab.start({ environment });
    await run(
      `select pg_terminate_backend(k.pid) from pg_locks k
       join leases l on l.owner_key = (k.classid::bigint << 32) + k.objid::bigint
       where k.locktype = 'advisory' and l.name like 'channel:%'`,
    );
    await eventually(() => expect(one.logLines.join()).toContain('leases lost'));
    await eventually(async () =>
      expect(await queueRows(two)).toMatchObject([{ leasedBy: null, unknownSince: expect.any(Date) }]),
    );
    two.clock.moveTo(two.clock.nowMs() + 61_000);
    await queueIsEmpty();
    gate.open();
    await one.stop();
    expect(graph.sends.map((send) => send.to)).toEqual([waId]);
  });

  test('a process that is killed: the other goes on at once, and sends nothing that may have gone', async () => {
    // The demo workspace is there before the process, which would otherwise make it look alive.
    await (await lab.start({ environment })).stop();
    child = await startChildPlatform({ ...lab.environment, ...environment });
    const killed = { api: createApiClient(`${child.baseUrl}/100100`, 'pk_lab') };
    const gate = createGate();
    const [underWay = [], waiting = []] = [newPeople(6, 75), newPeople(6, 76)];
    graph.answer = async (send) => {
      if (underWay.includes(send.to)) await gate.opened;
      return undefined;
    };
    await sendBulk(killed, underWay);
    await eventually(() => expect(graph.waiting()).toBe(6));
    const two = await lab.start({ environment });
    await child.kill();
    await sendBulk(two, waiting);
    await eventually(() => expect(graph.sends).toHaveLength(12));
    gate.open();
    const rows = await eventually(async () => {
      const left = await queueRows(two);
      expect(left).toHaveLength(6);
      return left;
    });
    for (const row of rows) expect(row).toMatchObject({ leasedBy: null, unknownSince: expect.any(Date), attempts: 1 });
    const [first, ...others] = graph.sends.filter((send) => underWay.includes(send.to));
    const status = { wamid: wamidOf(first), status: 'sent', to: first?.to ?? '', atMs: two.clock.nowMs() };
    await postStatuses(two, [{ ...status, echo: first?.echo ?? '' }]);
    await eventually(async () => expect(await queueRows(two)).toHaveLength(5));
    two.clock.moveTo(two.clock.nowMs() + 61_000);
    await queueIsEmpty();
    const statuses = (await storedMessages(two)).map((message) => message.status).sort();
    expect(statuses).toEqual([...Array(5).fill(10), ...Array(7).fill(20)]);
    expect(others).toHaveLength(5);
    expect(new Set(echoes()).size).toBe(12);
  });
});
