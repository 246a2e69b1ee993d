import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createLog } from '../src/kernel/log.ts';
import { createClaimRecovery } from '../src/modules/messages/claim-recovery.ts';
import { claimStatement } from '../src/modules/messages/dispatch-queries.ts';
import { startFakeGraph } from './fake-graph.ts';
import { eventually } from './harness/eventually.ts';
import { findFreePort } from './harness/free-port.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import {
  createFrozenClock,
  type LabNode,
  logged,
  type NodesLab,
  openChat,
  postStatuses,
  resumeMain,
  sendBulk,
  sendText,
  sendWelcome,
  startNodesLab,
  subscribe,
} from './outgoing-lab.ts';
import { historyOf, messagesTo, outTexts, queueRows } from './outgoing-state.ts';
import { createPeople } from './phone-numbers.ts';

const hour = 3600;
const newPerson = createPeople('44790004', 13);
const newChat = (parley: LabNode): Promise<string> => openChat(parley, newPerson());

describe('an answer that is lost after Meta took the message', () => {
  let lab: NodesLab;
  let parley: LabNode;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    lab = await startNodesLab();
    parley = await lab.start({ clock: createFrozenClock() });
    receiver = await subscribe(parley, ['sessionMessageSent_v2', 'sessionMessageFailed', 'sentMessageDELIVERED_v2']);
  });
  afterAll(async () => {
    await lab.close();
    await receiver.close();
  });
  beforeEach(() => parley.simulator.clearFaults());

  const settle = () => parley.platform.timeline.settle();
  const lose = (to: string, more: Record<string, unknown> = {}, times: number | null = 1) =>
    parley.simulator.fault({ match: { to, operation: 'messages' }, outcome: { drop_answer: true, ...more }, times });
  const sendsTo = async (waId: string) =>
    ((await parley.simulator.graphRequests()) as { operation: string; body: { to?: string } }[]).filter(
      ({ operation, body }) => operation === 'messages' && body.to === waId,
    );
  const setPolicy = (policy: string) =>
    parley.db.system(systemStatement('', 'update channels set unconfirmed_policy = $1'), [policy]);

  test('is made up for by the echo of the status; the message is never sent twice', async () => {
    const waId = await newChat(parley);
    await lose(waId);
    const webhook = { delay_ms: 30_000 };
    await parley.simulator.fault({
      match: { to: waId, operation: 'messages.statuses' },
      outcome: { webhook },
      times: 2,
    });
    const told = receiver.received.length;
    await sendText(parley, waId, 'only once');
    await sendText(parley, waId, 'waits behind it');
    await settle();
    expect(await queueRows(parley)).toMatchObject([{ unknownSince: expect.any(Date), attempts: 1 }, { attempts: 0 }]);
    expect(await historyOf(parley, waId)).toMatchObject([{ statusString: 'SENDING' }, { statusString: 'SENDING' }]);
    await parley.simulator.advance(30);
    expect(await historyOf(parley, waId)).toMatchObject([{ statusString: 'DELIVERED' }, { statusString: 'DELIVERED' }]);
    await parley.simulator.advance(hour);
    expect(await outTexts(parley, waId)).toEqual(['only once', 'waits behind it']);
    expect(await sendsTo(waId)).toHaveLength(2);
    // The second may go out as soon as the first is known to be sent, so its events may come between those of the first.
    const events = receiver.received.slice(told);
    const ids = new Set(events.map((event) => event.body.id));
    expect(ids.size).toBe(2);
    for (const id of ids) {
      const types = events.filter((event) => event.body.id === id).map((event) => event.body.eventType);
      expect(types).toEqual(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2']);
    }
  });

  test('and no status either: after 60 s it is unconfirmed, says so, is not sent again and not told as failed', async () => {
    const waId = await newChat(parley);
    await lose(waId, { silence: true });
    const told = receiver.received.length;
    const lines = logged(parley, 'sends stayed without an answer').length;
    await sendText(parley, waId, 'into the void');
    await parley.simulator.advance(59.999);
    expect(await historyOf(parley, waId)).toMatchObject([{ statusString: 'SENDING', failedDetail: null }]);
    await parley.simulator.advance(0.001);
    expect(await historyOf(parley, waId)).toMatchObject([
      { statusString: 'SENDING', failedDetail: expect.stringMatching(/^Unconfirmed/) },
    ]);
    const counts = { level: 40, tenantId: '100100', unconfirmed: 1, sentAgain: 0 };
    expect(logged(parley, 'sends stayed without an answer').slice(lines)).toMatchObject([counts]);
    expect(await queueRows(parley)).toEqual([]);
    await parley.simulator.advance(hour);
    expect(await sendsTo(waId)).toHaveLength(1);
    expect(receiver.received).toHaveLength(told);
  });

  test('lets the next message of the chat go once it is decided', async () => {
    const waId = await newChat(parley);
    await lose(waId, { silence: true });
    await sendText(parley, waId, 'into the void');
    await sendText(parley, waId, 'after it');
    await parley.simulator.advance(60);
    expect(await outTexts(parley, waId)).toEqual(['after it']);
  });

  test('is raised by a status that comes after all', async () => {
    const waId = await newChat(parley);
    await lose(waId, { silence: true });
    const id = await sendText(parley, waId, 'late');
    await parley.simulator.advance(2 * hour);
    const late = { wamid: 'wamid.late', status: 'delivered', to: waId, atMs: parley.clock.nowMs(), echo: id };
    await postStatuses(parley, [late]);
    await settle();
    expect(await historyOf(parley, waId)).toMatchObject([{ statusString: 'DELIVERED', failedDetail: null }]);
    expect(await messagesTo(parley, waId)).toMatchObject([{ wamid: 'wamid.late' }]);
  });

  test('is failed by a failed status that comes after all', async () => {
    const waId = await newChat(parley);
    await lose(waId, { silence: true });
    const id = await sendText(parley, waId, 'refused late');
    await parley.simulator.advance(hour);
    const late = { wamid: 'wamid.late2', status: 'failed', to: waId, atMs: parley.clock.nowMs(), echo: id };
    await postStatuses(parley, [{ ...late, code: 131026 }]);
    await settle();
    expect(await historyOf(parley, waId)).toMatchObject([
      { statusString: 'FAILED', failedDetail: expect.stringContaining('131026') },
    ]);
  });

  test('is decided in time on a number that is paused meanwhile', async () => {
    const [waId, other] = [await newChat(parley), await newChat(parley)];
    await lose(waId, { silence: true });
    await sendText(parley, waId, 'into the void');
    await settle();
    await parley.simulator.fault({ match: { to: other }, outcome: { error: { code: 190 } }, times: 1 });
    await sendText(parley, other, 'waits');
    await parley.simulator.advance(60);
    expect(await historyOf(parley, waId)).toMatchObject([{ failedDetail: expect.stringMatching(/^Unconfirmed/) }]);
    expect(await historyOf(parley, other)).toMatchObject([{ statusString: 'SENDING', failedDetail: null }]);
    await resumeMain(parley);
    await settle();
    expect(await outTexts(parley, other)).toEqual(['waits']);
  });

  test('is sent again after 60 s where the channel has the policy to resend, at most five times in all', async () => {
    const waId = await newChat(parley);
    await setPolicy('resend');
    try {
      await lose(waId, { silence: true });
      await sendText(parley, waId, 'resent');
      await parley.simulator.advance(59.999);
      expect(await sendsTo(waId)).toHaveLength(1);
      await parley.simulator.advance(0.001);
      expect(await outTexts(parley, waId)).toEqual(['resent']);
      expect(await sendsTo(waId)).toHaveLength(2);

      const deaf = await newChat(parley);
      await lose(deaf, { silence: true }, null);
      await sendText(parley, deaf, 'never heard');
      await parley.simulator.advance(hour);
      expect(await sendsTo(deaf)).toHaveLength(5);
      expect(await historyOf(parley, deaf)).toMatchObject([
        { statusString: 'SENDING', failedDetail: expect.stringMatching(/^Unconfirmed/) },
      ]);
    } finally {
      await setPolicy('hold');
    }
  });
});

test('a claim whose answer is lost on the way from the database is made again: its messages are sent, once', async () => {
  const lab = await startNodesLab();
  onTestFinished(() => lab.close());
  const parley = await lab.start({ clock: createFrozenClock() });
  const waId = await newChat(parley);
  const tenant = parley.platformDb.tenant.bind(parley.platformDb);
  const lost = vi.spyOn(parley.platformDb, 'tenant').mockImplementation(async (tenantId, statement, values) => {
    const rows = await tenant(tenantId, statement, values);
    if (statement.name !== 'dispatch.claim' || rows.length === 0) return rows;
    lost.mockRestore();
    throw new Error('Connection terminated unexpectedly');
  });
  await sendText(parley, waId, 'once');
  await sendText(parley, waId, 'and after it');
  await eventually(() => expect(parley.logLines.join()).toContain('Connection terminated unexpectedly'));
  await parley.simulator.advance(60);
  expect(await outTexts(parley, waId)).toEqual(['once', 'and after it']);
  expect(await historyOf(parley, waId)).toMatchObject([{ statusString: 'DELIVERED' }, { statusString: 'DELIVERED' }]);
  expect(await queueRows(parley)).toEqual([]);
});

test('of the claims that nobody works on, those that may have been sent become unknown and the others wait again', async () => {
  const lab = await startNodesLab();
  onTestFinished(() => lab.close());
  const { db, clock, api } = await lab.start({ environment: { PARLEY_ROLES: 'api,intake,jobs' } });
  await sendBulk({ api }, Array.from({ length: 5 }, newPerson));
  const [queued] = await db.system(
    systemStatement<{ tenantId: string; channelId: string }>(
      '',
      'select tenant_id as "tenantId", channel_id as "channelId" from send_queue limit 1',
    ),
  );
  const { tenantId, channelId } = queued ?? { tenantId: '', channelId: '' };
  const claim = (fence: number, most: number) =>
    db.tenant(tenantId, claimStatement, [channelId, new Date(clock.nowMs() + 1_000), most, fence]);
  const [[earlier], [later], own] = [await claim(4, 1), await claim(6, 1), await claim(5, 3)];
  const [running, unsettled, lost] = own;
  const lease = { name: 'channel', fence: 5, held: () => true };
  const claims = createClaimRecovery(
    { db, clock, log: createLog({ level: 'silent' }) },
    { tenantId, channelId },
    lease,
  );
  for (const message of own.filter((entry) => entry !== lost)) claims.begin(message);
  for (const message of own.filter((entry) => entry === unsettled)) claims.end(message, false);
  expect(await claims.look()).toBe(true);
  const rows = new Map((await queueRows({ db })).map((row) => [row.id, row]));
  const rowOf = (message: { readonly id: string } | undefined) => rows.get(message?.id ?? '');
  for (const message of [earlier, unsettled]) {
    expect(rowOf(message)).toMatchObject({ leasedBy: null, unknownSince: expect.any(Date), attempts: 1 });
  }
  expect(rowOf(running)).toMatchObject({ leasedBy: 5, unknownSince: null, attempts: 1 });
  expect(rowOf(later)).toMatchObject({ leasedBy: 6, unknownSince: null, attempts: 1 });
  expect(rowOf(lost)).toMatchObject({ leasedBy: null, unknownSince: null, attempts: 0 });
});

test('a Cloud API that is down is tried with growing gaps until it is up; nothing is lost, counted or sent twice', async () => {
  const lab = await startNodesLab();
  onTestFinished(() => lab.close());
  const port = await findFreePort();
  const environment = { PARLEY_GRAPH_URL: `http://127.0.0.1:${port}` };
  const up = await startFakeGraph({ port });
  const parley = await lab.start({ clock: createFrozenClock(), environment });
  await up.close();
  const waId = newPerson();
  await sendWelcome(parley, waId);
  await parley.platform.timeline.settle();
  const gaps: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const [row] = await queueRows(parley);
    expect(row).toMatchObject({
      attempts: 0,
      unknownSince: null,
      lastError: expect.stringMatching(/ECONNREFUSED|refused/i),
    });
    gaps.push(((row?.dueAt.getTime() ?? 0) - parley.clock.nowMs()) / 1000);
    await parley.simulator.advance(gaps.at(-1) ?? 0);
  }
  // 1 s, 2 s, 4 s ... 60 s, of which up to a fifth is taken off.
  for (const [round, gap] of gaps.entries()) {
    const full = Math.min(60, 2 ** round);
    expect(gap).toBeLessThanOrEqual(full);
    expect(gap).toBeGreaterThanOrEqual(full * 0.79);
  }
  const graph = await startFakeGraph({ port });
  onTestFinished(() => graph.close());
  await parley.simulator.advance(60);
  expect(graph.sends).toMatchObject([{ to: waId }]);
  expect(await messagesTo(parley, waId)).toMatchObject([{ status: 20 }]);
});
