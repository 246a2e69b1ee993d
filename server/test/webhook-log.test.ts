import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
import { createLogCalls } from './webhook-log/lab.ts';
import { describeLog } from './webhook-log/log.ts';
import { describeReplayDeliveries } from './webhook-log/replay-deliveries.ts';
import { describeReplayDelivery } from './webhook-log/replay-delivery.ts';
import { findEndpoint, startTrier, subscribeUrl, type Trier } from './webhooks-lab.ts';

// What was sent, what came of it, and sending it again. Time is the platform's clock; an endpoint has 0.4 s to answer.
let parley: TestPlatform;
let foreign: string;
let trier: Trier;
let endpointId: string;
const calls = createLogCalls(() => ({ parley, foreign, trier, endpointId }));
const { newPerson, list, textsOf } = calls;

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_WEBHOOK_TIMEOUT_MS: '400' } });
  foreign = (await parley.addTenant('100777')).token;
});
beforeEach(async () => {
  trier = await startTrier(parley);
  await subscribeUrl(parley, `${trier.origin}/hook`);
  endpointId = (await findEndpoint(parley, `${trier.origin}/hook`)).id;
});
afterEach(async () => {
  for (const table of ['deliveries', 'endpoints', 'delivery_log', 'attempts', 'replays']) {
    await rowsOf(parley, `delete from webhook_${table}`);
  }
  await trier.close();
});
afterAll(() => parley.stop());

describeLog(calls);
describeReplayDelivery(calls);
describeReplayDeliveries(calls);

test('a receiver that fails, hangs and resets for ten minutes gets everything when it is back, in order', async () => {
  const persons = Array.from({ length: 12 }, newPerson);
  const faults: Parameters<Trier['answerWith']>[0][] = [
    500,
    () => undefined,
    (_attempt, _response, request) => request.socket.resetAndDestroy(),
    (_attempt, _response, request) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
  ];
  for (const [turn, fault] of faults.entries()) {
    trier.answerWith(fault);
    for (const waId of persons) await parley.simulator.writeText(waId, String(turn));
    await parley.simulator.advance(150);
  }
  expect(trier.taken).toEqual([]);
  trier.answerWith(trier.take);
  await parley.simulator.advance(1_200);
  for (const waId of persons) expect(textsOf(waId)).toEqual(['0', '1', '2', '3']);
  expect(trier.taken).toHaveLength(48);
  for (const waId of persons) {
    const numbers = trier.taken
      .filter((attempt) => attempt.waId === waId)
      .map((attempt) => Number(attempt.headers['x-parley-sequence']));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
  expect(await list('?state=waiting')).toEqual([]);
});
