import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createEventRecorder } from '../src/events/record.ts';
import { newId } from '../src/kernel/ids.ts';
import { createSettler, type SettledAttempt } from '../src/modules/messages/settle.ts';
import { type FakeGraph, refusal, wamidOf } from './fake-graph.ts';
import { eventually } from './harness/eventually.ts';
import {
  type FakedLab,
  type LabNode,
  postStatuses,
  resumeMain,
  sendWelcome,
  startFakedLab,
  subscribe,
} from './outgoing-lab.ts';
import { channelState, messagesTo, queueRows } from './outgoing-state.ts';
import { createPeople } from './phone-numbers.ts';

const hour = 3600;
const newPerson = createPeople('44790014', 13);

describe('a Cloud API that answers when it likes', () => {
  let lab: FakedLab;
  let parley: LabNode;
  let graph: FakeGraph;

  beforeAll(async () => {
    lab = await startFakedLab();
    ({ graph, parley } = lab);
  });
  afterAll(() => lab.close());
  beforeEach(() => {
    graph.answer = () => undefined;
    graph.sends.length = 0;
  });

  const settle = () => parley.platform.timeline.settle();

  test.each([
    ['a page of a proxy', { status: 502, body: '<html>Bad gateway</html>' }],
    ['200 without a message id', { status: 200, body: { messages: [] } }],
    ['a connection that ends', 'drop' as const],
  ])('leaves the outcome open with %s: not sent again, not failed', async (_what, answer) => {
    const waId = newPerson();
    graph.answer = () => answer;
    await sendWelcome(parley, waId);
    await settle();
    expect(await queueRows(parley)).toMatchObject([{ unknownSince: expect.any(Date), lastError: expect.any(String) }]);
    await parley.simulator.advance(hour);
    expect(graph.sends).toHaveLength(1);
    expect(await messagesTo(parley, waId)).toMatchObject([{ failedDetail: expect.stringMatching(/^Unconfirmed/) }]);
  });

  test.each([401, 403, 404, 407])(
    'stops the number at a %i page, which no Graph call answers; nothing is lost',
    async (status) => {
      const waId = newPerson();
      graph.answer = () => ({ status, body: '<html>The firewall says no</html>' });
      await sendWelcome(parley, waId);
      await settle();
      const pausedReason = expect.stringMatching(
        new RegExp(`^Something on the way to Meta .* ${status}\\. Check PARLEY_GRAPH_URL`),
      );
      expect(await channelState(parley)).toMatchObject({ pausedAt: expect.any(Date), pausedReason });
      expect(graph.sends).toHaveLength(1);
      graph.answer = () => undefined;
      await resumeMain(parley);
      await settle();
      expect(graph.sends).toHaveLength(2);
      expect(await messagesTo(parley, waId)).toMatchObject([{ failedDetail: null, wamid: expect.any(String) }]);
    },
  );

  test('may tell a status before it answers: the message is sent once and told once', async () => {
    const waId = newPerson();
    const receiver = await subscribe(parley, ['templateMessageSent_v2', 'sentMessageDELIVERED_v2']);
    graph.answer = async (send) => {
      const status = { wamid: wamidOf(send), to: waId, atMs: parley.clock.nowMs(), echo: send.echo };
      await postStatuses(parley, [{ ...status, status: 'delivered' }]);
      await eventually(async () => expect(await messagesTo(parley, waId)).toMatchObject([{ status: 30 }]));
      return undefined;
    };
    await sendWelcome(parley, waId);
    await settle();
    expect(await messagesTo(parley, waId)).toMatchObject([{ status: 30, wamid: wamidOf(graph.sends[0]) }]);
    expect(receiver.types()).toEqual(['templateMessageSent_v2', 'sentMessageDELIVERED_v2']);
    expect(await queueRows(parley)).toEqual([]);
    await receiver.close();
  });

  test('may tell a failure that passes before it answers: the next try keeps a wamid and a say of its own', async () => {
    const waId = newPerson();
    graph.answer = async (send) => {
      if (send.number > 0) return undefined;
      const status = { wamid: wamidOf(send), to: waId, atMs: parley.clock.nowMs(), echo: send.echo };
      await postStatuses(parley, [{ ...status, status: 'failed', code: 131000 }]);
      await eventually(async () => expect(await messagesTo(parley, waId)).toMatchObject([{ retries: 1 }]));
      return undefined;
    };
    await sendWelcome(parley, waId);
    await settle();
    expect(await messagesTo(parley, waId)).toMatchObject([{ status: 0, wamid: null }]);
    await parley.simulator.advance(2);
    expect(graph.sends).toHaveLength(2);
    expect(await messagesTo(parley, waId)).toMatchObject([{ status: 20, wamid: wamidOf(graph.sends[1]) }]);
    // A failure of the second try is heard, and leads to the third.
    const [, second] = graph.sends;
    const again = { wamid: wamidOf(graph.sends[1]), to: waId, atMs: parley.clock.nowMs(), echo: second?.echo ?? '' };
    await postStatuses(parley, [{ ...again, status: 'failed', code: 131000 }]);
    await parley.simulator.advance(4);
    expect(graph.sends.map((send) => send.echo.split('.')[1])).toEqual([undefined, '1', '2']);
  });

  test('may refuse what it had told as sent: the proof of delivery has the last word', async () => {
    const waId = newPerson();
    graph.answer = async (send) => {
      const status = { wamid: wamidOf(send), to: waId, atMs: parley.clock.nowMs(), echo: send.echo };
      await postStatuses(parley, [{ ...status, status: 'delivered' }]);
      await eventually(async () => expect(await messagesTo(parley, waId)).toMatchObject([{ status: 30 }]));
      return refusal(131026);
    };
    await sendWelcome(parley, waId);
    await settle();
    expect(await messagesTo(parley, waId)).toMatchObject([{ status: 30, failedCode: null }]);
  });

  test('may tell of a wamid it did not echo: the status waits for the answer that names it', async () => {
    const waId = newPerson();
    graph.answer = async (send) => {
      const status = { wamid: wamidOf(send), to: waId, atMs: parley.clock.nowMs() };
      await postStatuses(parley, [
        { ...status, status: 'read' },
        { ...status, status: 'delivered' },
      ]);
      await eventually(async () => expect(await parkedCount()).toBe(2));
      return undefined;
    };
    await sendWelcome(parley, waId);
    await settle();
    expect(await messagesTo(parley, waId)).toMatchObject([{ status: 40 }]);
    expect(await parkedCount()).toBe(0);
  });

  test('is never asked to take a message that cannot be put together: that one fails, the others go', async () => {
    const [broken, fine] = [newPerson(), newPerson()];
    graph.answer = (send) => (send.to === broken ? refusal(131000, 500) : undefined);
    await sendWelcome(parley, broken);
    await settle();
    await parley.db.system(systemStatement('', 'update messages set content = null where status = 0'));
    await parley.simulator.advance(5);
    await sendWelcome(parley, fine);
    await settle();
    expect(graph.sends.map((send) => send.to)).toEqual([broken, fine]);
    expect(await messagesTo(parley, broken)).toMatchObject([
      { status: 25, failedCode: null, failedDetail: expect.any(String) },
    ]);
    expect(await queueRows(parley)).toEqual([]);
  });

  test('may answer with an id that no index holds: what is settled beside it is settled', async () => {
    const answer = { status: 200, body: { messages: [{ id: randomBytes(9_000).toString('base64url') }] } };
    const [odd, fine] = [newPerson(), newPerson()];
    let both: () => void = () => undefined;
    const here = new Promise<void>((resolve) => {
      both = resolve;
    });
    graph.answer = async (send) => {
      if (graph.sends.length === 2) both();
      await here;
      return send.to === odd ? answer : undefined;
    };
    await Promise.all([sendWelcome(parley, odd), sendWelcome(parley, fine)]);
    await settle();
    expect(await messagesTo(parley, fine)).toMatchObject([{ status: 20 }]);
    expect(await messagesTo(parley, odd)).toMatchObject([{ wamid: null }]);
    expect(await queueRows(parley)).toMatchObject([{ unknownSince: expect.any(Date) }]);
    await parley.simulator.advance(hour);
  });

  test('one attempt that cannot be written does not fail those settled with it', async () => {
    const { db, clock } = parley;
    const settler = createSettler({ db, clock, events: createEventRecorder([]) });
    const attempt = (wamid: string): SettledAttempt => ({
      tenantId: '100100',
      messageId: newId(clock.nowMs()),
      fence: 1,
      retry: 0,
      attempts: 0,
      at: clock.now(),
      settlement: { kind: 'accepted', wamid },
    });
    const wamids = ['wamid.apart.1', 'wamid.\0', 'wamid.apart.2'];
    const settled = await Promise.allSettled(wamids.map((wamid) => settler.add(attempt(wamid))));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const kept = systemStatement('', `select wamid from wamids where wamid like 'wamid.apart%' order by wamid`);
    expect(await db.system(kept)).toEqual([{ wamid: 'wamid.apart.1' }, { wamid: 'wamid.apart.2' }]);
  });

  async function parkedCount(): Promise<number> {
    const count = systemStatement<{ parked: number }>('', 'select count(*) as parked from parked_statuses');
    const [row] = await parley.db.system(count);
    return row?.parked ?? Number.NaN;
  }
});
