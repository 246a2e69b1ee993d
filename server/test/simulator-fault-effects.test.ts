import { describe, expect, test } from 'vitest';
import { addFault, type SimulatorLab, secondNumber, text, useSimulatorLabs } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const other = '15550142002';

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
