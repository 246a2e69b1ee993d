import { describe, expect, test } from 'vitest';
import { number, type SimulatorLab, secondNumber, startMs, text, useSimulatorLabs, waba } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const other = '15550142002';

const addFault = async (lab: SimulatorLab, fault: Record<string, unknown>): Promise<string> => {
  const answer = await lab.control('POST', '/faults', fault);
  expect(answer.status).toBe(200);
  return String(answer.body.id);
};
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

describe('statuses as a fault plans them', () => {
  test('in any order, with pauses, and a late failure', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const late = { status: 'failed', after_seconds: 60, code: 131026 };
    await addFault(lab, { outcome: { statuses: ['delivered', 'sent', late] } });
    await lab.send(text(person));
    await lab.advance(59);
    expect(lab.statuses().map(({ status }) => status)).toEqual(['delivered', 'sent']);
    await lab.advance(1);
    expect(lab.statuses().at(-1)).toMatchObject({ status: 'failed', errors: [{ code: 131026 }] });
  });

  test('before the answer: the webhook was answered when the send is', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await lab.advance(0);
    await addFault(lab, { outcome: { status_before_answer: true } });
    const answer = await lab.send(text(person));
    expect(lab.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
    expect(answer.body.messages).toEqual([{ id: lab.statuses()[0]?.id }]);
  });

  test('both: the answer is the error, and a failed status comes as well', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await addFault(lab, { outcome: { error: { code: 131016 }, mode: 'both' } });
    expect((await lab.send(text(person))).status).toBe(500);
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131016 }] }]);
  });

  test('skip lets calls pass: the token ends in the middle of a campaign', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const error = { code: 190, error_subcode: 463 };
    await addFault(lab, { match: { operation: 'messages' }, outcome: { error }, skip: 2, times: null });
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push((await lab.send(text(person))).status);
    expect(answers).toEqual([200, 200, 401, 401]);
  });
});

describe('webhooks as a fault bends them', () => {
  const receive = async (webhook: Record<string, unknown>, people = [person]) => {
    const lab = await labs.open({ contract: 'bent' });
    await addFault(lab, { outcome: { webhook }, times: null });
    for (const waId of people) await lab.write(waId, 'caf\u00e9');
    await lab.advance(0);
    return lab;
  };

  test('twice in one POST, up to 1,000 changes; and 3 MB', async () => {
    const thousand = await receive({ repeat_in_post: 1_000 });
    const { entry } = JSON.parse(thousand.received[0]?.raw ?? '') as { entry: { changes: unknown[] }[] };
    expect(entry.map(({ changes }) => changes.length)).toEqual([1_000]);
    const long = await receive({ padding_bytes: 3 * 1024 * 1024 });
    expect(long.received[0]?.raw.length).toBeGreaterThan(3 * 1024 * 1024);
    expect(long.received[0]?.signed).toBe(true);
  });

  test('of several people, numbers and accounts in one POST', async () => {
    const lab = await labs.open();
    await addFault(lab, { outcome: { webhook: { batch: 3 } }, times: 4 });
    await lab.write(person);
    await lab.control('POST', `/customers/${other}/messages`, {
      channel: secondNumber,
      message: { text: { body: 'b' } },
    });
    const fromOther = { channel: '300000000000009', message: { text: { body: 'c' } } };
    await lab.control('POST', `/customers/${other}/messages`, fromOther);
    await lab.write(person, 'alone');
    await lab.advance(30);
    const posts = lab.received.map(
      ({ raw }) => (JSON.parse(raw) as { entry: { id: string; changes: unknown[] }[] }).entry,
    );
    expect(posts.map((entries) => entries.map(({ id, changes }) => `${id} ${changes.length}`))).toEqual([
      ['200200 2', '200300 1'],
      ['200200 1'],
    ]);
  });

  test.each([
    [{ signature: 'missing' }, undefined],
    [{ signature: 'wrong_secret' }, expect.stringMatching(/^sha256=/)],
  ])('%j is not a signature, and is tried once', async (webhook, header) => {
    const lab = await receive(webhook);
    expect(lab.received).toMatchObject([{ signed: false }]);
    expect(lab.received[0]?.headers['x-hub-signature-256']).toEqual(header);
    await lab.control('DELETE', '/faults');
    lab.answer = () => 500;
    await lab.advance(3_600);
    expect(lab.received).toHaveLength(1);
  });

  test('raw UTF-8, signed over those bytes', async () => {
    const lab = await receive({ signature: 'raw_utf8' });
    expect(lab.received[0]).toMatchObject({ signed: true, raw: expect.stringContaining('caf\u00e9') });
  });

  test.each([
    ['no_contacts', (value: Record<string, unknown>) => 'contacts' in value, false],
    ['no_profile', (value: Record<string, unknown>) => JSON.stringify(value).includes('profile'), false],
    ['no_phone', (value: Record<string, unknown>) => JSON.stringify(value).includes(person), false],
    ['unknown_type', (value: Record<string, unknown>) => JSON.stringify(value).includes('simulator_unknown'), true],
    ['extra_fields', (value: Record<string, unknown>) => 'simulator_extra' in value, true],
  ])('alter: %s', async (alteration, look, expected) => {
    const lab = await receive({ alter: [alteration] });
    expect(look(lab.received[0]?.value ?? {})).toBe(expected);
  });

  test('alter: unknown_field, unknown_status and numbers_as_text', async () => {
    const field = await receive({ alter: ['unknown_field'] });
    expect(field.received[0]?.field).toBe('simulator_unknown');
    const lab = await labs.open({ contract: 'bent' });
    await addFault(lab, {
      match: { operation: 'messages.statuses' },
      outcome: { webhook: { alter: ['unknown_status', 'numbers_as_text'] } },
    });
    await lab.send(text(person));
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ status: 'simulator_unknown', errors: [{ code: '131047' }] }]);
  });
});

describe('files as a fault bends them', () => {
  const mediaOf = async (lab: SimulatorLab): Promise<string> => {
    await lab.control('POST', `/customers/${person}/messages`, { message: { type: 'document', document: {} } });
    await lab.advance(0);
    const [message] = lab.inbound();
    return String((message?.document as { id?: string } | undefined)?.id);
  };
  const fetchMedia = async (media: string) => {
    const lab = await labs.open();
    const id = await mediaOf(lab);
    const whole = await lab.graph('GET', `/${id}`);
    await addFault(lab, { match: { operation: 'media' }, outcome: { media }, times: null });
    const node = await lab.graph('GET', `/${id}`);
    const path = String(node.body.url ?? '').replace(`${lab.baseUrl}/simulator/graph`, '');
    return { whole, node, file: await lab.graph('GET', path === '' ? '/nothing' : path) };
  };

  test('an address that has expired, and a file that is not there', async () => {
    expect((await fetchMedia('expired')).file.status).toBe(404);
    expect((await fetchMedia('not_found')).node.body).toMatchObject({ error: { error_subcode: 33 } });
  });

  test('a wrong hash, half of it, another type, and too much of it', async () => {
    expect((await fetchMedia('wrong_hash')).node.body.sha256).toBe('0'.repeat(64));
    const truncated = await fetchMedia('truncated');
    expect(truncated.file.bytes.length).toBe(Math.floor(Number(truncated.whole.body.file_size) / 2));
    expect((await fetchMedia('wrong_type')).file.headers['content-type']).toContain('text/html');
    expect(Number((await fetchMedia('oversized')).node.body.file_size)).toBeGreaterThan(100 * 1024 * 1024);
  });
});
