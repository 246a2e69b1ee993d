import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createFrozenClock, type LabNode, type NodesLab, secondNumber, startNodesLab } from './outgoing-lab.ts';
import { outTexts, storedMessages } from './outgoing-state.ts';

let lab: NodesLab;
let parley: LabNode;

beforeAll(async () => {
  lab = await startNodesLab();
  parley = await lab.start({ clock: createFrozenClock() });
});
afterAll(() => lab.close());

const dayMs = 24 * 3600 * 1000;

const lastStatement = systemStatement<{ at: Date }>(
  'test.last-customer-message',
  `select v.last_customer_message_at as at from conversations v
   join contacts c on c.tenant_id = v.tenant_id and c.id = v.contact_id
   where c.wa_id = $1 and v.last_customer_message_at is not null order by 1 desc`,
);

/** The customer writes; answers the moment that Meta's webhook told of it. */
async function openWindow(waId: string, channel?: string): Promise<number> {
  await parley.simulator.writeText(waId, 'Hello?', channel ? { channel } : {});
  await parley.platform.timeline.settle();
  const [row] = await parley.db.system(lastStatement, [waId]);
  return row?.at.getTime() ?? Number.NaN;
}

const moveTo = (ms: number) => parley.simulator.call('POST', '/clock', { now: new Date(ms).toISOString() });

const send = async (waId: string, channel?: string) => {
  const query = { messageText: 'in time?', ...(channel ? { channelPhoneNumber: channel } : {}) };
  return (await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query })).body;
};

describe('the 24 hours of the customer service window', () => {
  test('are open one second before their end, closed at it, and count for each number apart', async () => {
    const waId = '4479000110001';
    const openedAt = await openWindow(waId);
    await moveTo(openedAt + dayMs / 2);
    await openWindow(waId, secondNumber);
    await moveTo(openedAt + dayMs - 1000);
    expect(await send(waId)).toMatchObject({ result: 'success' });
    await moveTo(openedAt + dayMs - 1);
    expect(await send(waId)).toMatchObject({ result: 'success' });
    await moveTo(openedAt + dayMs);
    expect(await send(waId)).toMatchObject({ result: false, ticketStatus: 'EXPIRED' });
    expect(await send(waId, secondNumber)).toMatchObject({ result: 'success' });
    await moveTo(openedAt + dayMs / 2 + dayMs);
    expect(await send(waId, secondNumber)).toMatchObject({ result: false, ticketStatus: 'EXPIRED' });
    expect(await outTexts(parley, waId)).toEqual(['in time?', 'in time?', 'in time?']);
  });

  test('begin again with every message of the customer', async () => {
    const waId = '4479000110002';
    const openedAt = await openWindow(waId);
    await moveTo(openedAt + dayMs - 60_000);
    await openWindow(waId);
    await moveTo(openedAt + dayMs + 60_000);
    expect(await send(waId)).toMatchObject({ result: 'success' });
  });

  test('are those of Meta: a text that was accepted in time but reaches it too late fails with 131047', async () => {
    const waId = '4479000110003';
    const openedAt = await openWindow(waId);
    // A refusal that passes holds the message back until the window has closed.
    await parley.simulator.fault({ match: { to: waId }, outcome: { error: { code: 131000 } }, times: 1 });
    await moveTo(openedAt + dayMs - 1000);
    expect(await send(waId)).toMatchObject({ result: 'success' });
    await parley.simulator.advance(10);
    const stored = (await storedMessages(parley)).filter((message) => message.waId === waId);
    expect(stored).toMatchObject([{ failedCode: '131047' }]);
    expect(await outTexts(parley, waId)).toEqual([]);
  });
});
