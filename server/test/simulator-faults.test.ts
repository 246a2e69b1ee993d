import { describe, expect, test } from 'vitest';
import {
  addFault,
  number,
  type SimulatorLab,
  secondNumber,
  startMs,
  text,
  useSimulatorLabs,
  waba,
} from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const other = '15550142002';

const phone = async (lab: SimulatorLab): Promise<unknown> =>
  (await lab.control('GET', `/customers/${person}/messages`)).body;

describe('outcomes', () => {
  test('a synchronous error is answered with its documented status, or with the one asked for', async () => {
    const lab = await labs.open();
    await addFault(lab, { match: { operation: 'messages' }, outcome: { error: { code: 131016 }, mode: 'sync' } });
    await addFault(lab, { outcome: { error: { code: 130429, http_status: 429, details: 'slow down' } } });
    expect(await lab.send(text(person))).toMatchObject({
      status: 500,
      body: { error: { code: 131016, message: '(#131016) Service unavailable' } },
    });
    expect(await lab.send(text(person))).toMatchObject({
      status: 429,
      body: { error: { code: 130429, error_data: { details: 'slow down' } } },
    });
    expect((await lab.send(text(person))).status).toBe(200);
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ errors: [{ code: 131047 }] }]);
  });

  test('an asynchronous error: accepted, then a failed status, and nothing on the phone', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await addFault(lab, { match: { to: `+${person}` }, outcome: { error: { code: 131049 }, mode: 'async' } });
    expect((await lab.send(text(other))).status).toBe(200);
    expect((await lab.send(text(person))).status).toBe(200);
    await lab.advance(0);
    const failed = lab.statuses().filter((status) => status.recipient_id === person);
    expect(failed).toMatchObject([
      { status: 'failed', errors: [{ code: 131049, title: expect.any(String), href: expect.any(String) }] },
    ]);
    expect(await phone(lab)).toMatchObject([{ direction: 'in' }]);
  });

  test('drop_answer: the message arrives and the connection breaks', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await addFault(lab, { outcome: { drop_answer: true } });
    await expect(lab.send(text(person, 'unanswered'))).rejects.toThrow();
    await lab.advance(0);
    expect(await phone(lab)).toMatchObject([{}, { text: 'unanswered', status: 'delivered' }]);
    const log = await lab.control('GET', '/graph-requests');
    expect(log.body).toMatchObject([{ operation: 'messages', status: null, fault: 'fault-1' }]);
  });

  test('delay_ms: the statuses are there before the answer, which a stop does not keep waiting', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await addFault(lab, { outcome: { delay_ms: 600_000 } });
    let answered = false;
    const answer = lab.send(text(person)).then((value) => {
      answered = true;
      return value;
    });
    await expect.poll(() => lab.statuses().length).toBe(2);
    expect(answered).toBe(false);
    await lab.stop();
    expect((await answer).status).toBe(200);
  });

  test('silence: accepted, no status ever, nothing on the phone', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await addFault(lab, { outcome: { silence: true } });
    expect((await lab.send(text(person))).status).toBe(200);
    await lab.advance(31 * 86_400);
    expect(lab.statuses()).toEqual([]);
    expect(await phone(lab)).toMatchObject([{ direction: 'in' }]);
  });
});

describe('matching', () => {
  test('by operation: media covers uploads, lookups and downloads; sends and lists are others', async () => {
    const lab = await labs.open();
    await addFault(lab, { match: { operation: 'media' }, outcome: { error: { code: 131000 } }, times: null });
    await addFault(lab, { match: { operation: 'templates' }, outcome: { error: { code: 4 } } });
    expect(await lab.graph('POST', `/${number}/media`, {})).toMatchObject({ body: { error: { code: 131000 } } });
    expect(await lab.graph('GET', '/whatsapp_business/attachments/')).toMatchObject({ status: 500 });
    expect((await lab.send(text(person))).status).toBe(200);
    expect((await lab.graph('GET', `/${waba}/phone_numbers`)).status).toBe(200);
    expect(await lab.graph('GET', `/${waba}/message_templates`)).toMatchObject({ body: { error: { code: 4 } } });
    expect((await lab.graph('GET', `/${waba}/message_templates`)).status).toBe(200);
  });

  test('by channel, and the first fault that matches wins', async () => {
    const lab = await labs.open();
    await addFault(lab, { match: { channel: '15550100002' }, outcome: { error: { code: 131045 } } });
    await addFault(lab, { outcome: { error: { code: 131031 } } });
    expect(await lab.send(text(person))).toMatchObject({ status: 403, body: { error: { code: 131031 } } });
    expect(await lab.graph('POST', `/${secondNumber}/messages`, text(person))).toMatchObject({
      body: { error: { code: 131045 } },
    });
  });

  test('a read receipt does not use up the fault of a send', async () => {
    const lab = await labs.open();
    const id = await lab.write(person);
    await addFault(lab, { match: { operation: 'messages' }, outcome: { error: { code: 131000 } } });
    const read = await lab.send({ messaging_product: 'whatsapp', status: 'read', message_id: id });
    expect(read.body).toEqual({ success: true });
    expect((await lab.send(text(person))).status).toBe(500);
  });

  test('silence and late errors wait for a send, whatever else is called', async () => {
    const lab = await labs.open();
    const id = await lab.write(person);
    await addFault(lab, { outcome: { silence: true } });
    await addFault(lab, { outcome: { error: { code: 131000 }, mode: 'async' } });
    await lab.graph('GET', `/${waba}/message_templates`);
    await lab.send({ messaging_product: 'whatsapp', status: 'read', message_id: id });
    expect((await lab.control('GET', '/faults')).body).toMatchObject([{ remaining: 1 }, { remaining: 1 }]);
  });

  test('a refused send does not use up a fault that needs acceptance', async () => {
    const lab = await labs.open();
    await addFault(lab, { outcome: { silence: true } });
    expect((await lab.send(text(person, ''))).status).toBe(400);
    expect((await lab.control('GET', '/faults')).body).toMatchObject([{ remaining: 1 }]);
  });
});

describe('the list of faults', () => {
  test('tells what remains, and clears one or all', async () => {
    const lab = await labs.open();
    await addFault(lab, { match: { to: person }, outcome: { silence: true }, times: 3 });
    const second = await addFault(lab, { match: { to: other }, outcome: { drop_answer: true }, times: 0 });
    await addFault(lab, { outcome: { webhook: { drop: true } } });
    await lab.send(text(person));
    expect((await lab.control('GET', '/faults')).body).toEqual([
      { id: 'fault-1', match: { to: person }, outcome: { silence: true }, times: 3, remaining: 2 },
      { id: 'fault-2', match: { to: other }, outcome: { drop_answer: true }, times: null, remaining: null },
      { id: 'fault-3', match: {}, outcome: { webhook: { drop: true } }, times: 1, remaining: 1 },
    ]);
    expect((await lab.control('DELETE', `/faults?id=${second}`)).body).toEqual({ deleted: 1 });
    expect((await lab.send(text(other))).status).toBe(200);
    expect((await lab.control('DELETE', '/faults')).body).toEqual({ deleted: 2 });
    expect((await lab.control('GET', '/faults')).body).toEqual([]);
  });

  test('holds 1,000; the ones used up make room', async () => {
    const lab = await labs.open();
    const fault = { match: { to: person }, outcome: { error: { code: 131000 } } };
    for (let count = 0; count < 1_000; count += 1) await addFault(lab, fault);
    expect(await lab.control('POST', '/faults', fault)).toMatchObject({
      status: 413,
      body: { error: { reason: 'simulator.limit_reached' } },
    });
    await lab.send(text(person));
    await addFault(lab, fault);
  });
});

describe('the clock', () => {
  test('moves by seconds and to a moment, and tells how far it is ahead', async () => {
    const lab = await labs.open();
    expect((await lab.control('GET', '/clock')).body).toEqual({ now: '2026-11-14T12:00:00.250Z', offset_seconds: 0 });
    const moved = await lab.control('POST', '/clock', { advance_seconds: 90.5 });
    expect(moved.body).toEqual({ now: '2026-11-14T12:01:30.750Z', offset_seconds: 90.5 });
    const set = await lab.control('POST', '/clock', { now: '2026-12-01T00:00:00+01:00' });
    expect(set.body).toMatchObject({ now: '2026-11-30T23:00:00.000Z' });
    expect(lab.clock.nowMs()).toBe(Date.UTC(2026, 10, 30, 23));
  });

  test('passes each moment on the way, so that nothing happens late', async () => {
    const lab = await labs.open();
    const at: number[] = [];
    lab.answer = () => {
      at.push((lab.clock.nowMs() - startMs) / 1000);
      return 200;
    };
    for (const [seconds, to] of [
      [50, person],
      [10, other],
    ] as const) {
      await addFault(lab, { match: { to }, outcome: { webhook: { delay_ms: seconds * 1000 } } });
      await lab.write(to);
    }
    await lab.advance(3_600);
    expect(at).toEqual([10, 50]);
  });

  test('the log of Graph calls has bodies, and keeps the newest last', async () => {
    const lab = await labs.open();
    await lab.send(text(person, 'one'));
    await lab.advance(60);
    await lab.send(text(person, 'x'.repeat(20_000)));
    const log = await lab.control('GET', '/graph-requests');
    expect(log.body).toMatchObject([
      {
        at: '2026-11-14T12:00:00.250Z',
        method: 'POST',
        path: `/simulator/graph/v26.0/${number}/messages`,
        phone_number_id: number,
        operation: 'messages',
        status: 200,
        body: { to: person, text: { body: 'one' } },
      },
      { at: '2026-11-14T12:01:00.250Z', status: 400, body: { truncated: true } },
    ]);
    expect((await lab.control('GET', '/graph-requests?limit=1')).body).toMatchObject([{ status: 400 }]);
  });
});
