import { describe, expect, test } from 'vitest';
import type { SimulatedTemplate } from '../src/simulator/simulator.ts';
import { type SimulatorLab, startMs, template, text, useSimulatorLabs, waba } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const other = '15550142002';

const templates: SimulatedTemplate[] = ['en', 'nl'].map((language) => ({
  id: language === 'en' ? '9007199254740993' : '570000000000702',
  name: 'welcome',
  language,
  status: 'PENDING',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hello.' }],
}));

const bodies = (lab: SimulatorLab): unknown[] =>
  lab.inbound().map((message) => (message.text as { body: string }).body);

describe('the handshake', () => {
  test('comes once, before the first webhook', async () => {
    const lab = await labs.open();
    expect(lab.handshakes).toEqual([]);
    await lab.write(person);
    await lab.write(other);
    await lab.advance(0);
    expect(lab.handshakes).toEqual([expect.stringMatching(/^\d{10}$/)]);
    expect(lab.received).toHaveLength(2);
  });

  test('refused: nothing is delivered until a later one succeeds', async () => {
    const lab = await labs.open();
    lab.acceptHandshake = false;
    await lab.write(person);
    await lab.advance(4);
    expect(lab.received).toEqual([]);
    lab.acceptHandshake = true;
    await lab.advance(1);
    expect(lab.received).toHaveLength(1);
    expect(lab.handshakes.length).toBeGreaterThan(1);
  });
});

describe('delivery', () => {
  test('a webhook that is not answered with 200 comes again, the same bytes, at growing gaps of the clock', async () => {
    const lab = await labs.open();
    const arrivals: number[] = [];
    lab.answer = () => {
      arrivals.push(lab.clock.nowMs() - startMs);
      return arrivals.length < 6 ? 503 : 200;
    };
    await lab.write(person);
    await lab.advance(86_400);
    expect(arrivals.map((ms) => ms / 1000)).toEqual([0, 0, 5, 35, 155, 755]);
    expect(new Set(lab.received.map((webhook) => webhook.raw)).size).toBe(1);
    const log = await lab.control('GET', '/webhook-deliveries');
    expect(log.body).toMatchObject([1, 2, 3, 4, 5, 6].map((attempt) => ({ attempt, status: attempt < 6 ? 503 : 200 })));
    const newest = await lab.control('GET', '/webhook-deliveries?limit=1');
    expect(newest.body).toMatchObject([{ attempt: 6, field: 'messages', to: person }]);
  });

  test('it is given up after seven days', async () => {
    const lab = await labs.open();
    lab.answer = () => 500;
    await lab.write(person);
    await lab.advance(7 * 86_400);
    const tries = lab.received.length;
    expect(tries).toBeGreaterThan(20);
    await lab.advance(30 * 86_400);
    expect(lab.received).toHaveLength(tries);
  });

  test('those of one person go one after another, those of others beside them', async () => {
    const lab = await labs.open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached = (): void => undefined;
    const othersCame = new Promise<void>((resolve) => {
      reached = resolve;
    });
    lab.answer = async (webhook) => {
      const [message] = webhook.value.messages as { from: string; text: { body: string } }[];
      if (message?.from === other) reached();
      if (message?.text.body === 'first') await held;
      return 200;
    };
    await lab.write(person, 'first');
    await lab.write(person, 'second');
    await lab.write(other, 'beside');
    await othersCame;
    expect(bodies(lab)).toEqual(['first', 'beside']);
    release();
    await lab.advance(0);
    expect(bodies(lab)).toEqual(['first', 'beside', 'second']);
  });

  test('at most 32 are under way at once', async () => {
    const lab = await labs.open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let underWay = 0;
    let most = 0;
    lab.answer = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (underWay === 32) setImmediate(release);
      await held;
      underWay -= 1;
      return 200;
    };
    for (let count = 0; count < 60; count += 1) await lab.write(`1555014${String(count).padStart(4, '0')}`);
    await lab.advance(0);
    expect(lab.received).toHaveLength(60);
    expect(most).toBe(32);
  });

  test('the same seed and the same calls give the same bytes, another seed other ids', async () => {
    const script = async (seed: string): Promise<string[]> => {
      const lab = await labs.open({ seed });
      await lab.write(person, 'one');
      await lab.send(text(person, 'two', { biz_opaque_callback_data: 'x' }));
      await lab.advance(60);
      await lab.control('POST', `/customers/${person}/read`);
      await lab.control('POST', `/customers/${person}/messages`, { message: { type: 'image', image: {} } });
      await lab.advance(0);
      return lab.received.map((webhook) => webhook.raw.replace(/127\.0\.0\.1:\d+/, 'host'));
    };
    const first = await script('one seed');
    expect(first).toHaveLength(5);
    expect(await script('one seed')).toEqual(first);
    expect(await script('two seeds')).not.toEqual(first);
  });
});

describe('faults of webhooks', () => {
  const fault = (
    lab: SimulatorLab,
    webhook: Record<string, unknown>,
    match: Record<string, unknown> = { to: person },
  ) => lab.control('POST', '/faults', { match, outcome: { webhook } });

  test('duplicate: the same bytes twice', async () => {
    const lab = await labs.open();
    await fault(lab, { duplicate: true });
    await lab.write(other, 'not this');
    await lab.write(person, 'twice');
    await lab.write(person, 'once');
    await lab.advance(0);
    expect(bodies(lab).sort()).toEqual(['not this', 'once', 'twice', 'twice']);
    const twice = lab.received.filter((webhook) => webhook.raw.includes('twice'));
    expect(twice[0]?.raw).toBe(twice[1]?.raw);
  });

  test('reorder: sent after the next one of that person', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await fault(lab, { reorder: true }, { operation: 'messages.statuses' });
    await lab.send(text(person));
    await lab.advance(0);
    expect(lab.statuses().map((status) => status.status)).toEqual(['delivered', 'sent']);
  });

  test('reorder without a next one: sent after 30 seconds of the clock', async () => {
    const lab = await labs.open();
    await fault(lab, { reorder: true });
    await lab.write(person);
    await lab.advance(29);
    expect(lab.received).toHaveLength(0);
    await lab.advance(1);
    expect(lab.received).toHaveLength(1);
  });

  test('delay_ms: that much later by the clock, with the timestamp of its making', async () => {
    const lab = await labs.open();
    await fault(lab, { delay_ms: 3_600_000 });
    await lab.write(person);
    await lab.advance(3_599);
    expect(lab.received).toHaveLength(0);
    await lab.advance(1);
    expect(lab.inbound()).toMatchObject([{ timestamp: String(Math.floor(startMs / 1000)) }]);
  });

  test('drop: never sent', async () => {
    const lab = await labs.open();
    await fault(lab, { drop: true });
    await lab.write(person, 'lost');
    await lab.write(person, 'kept');
    await lab.advance(8 * 86_400);
    expect(bodies(lab)).toEqual(['kept']);
  });

  test('bad_signature: wrong, and not tried again', async () => {
    const lab = await labs.open();
    lab.answer = (webhook) => (webhook.signed ? 200 : 401);
    await fault(lab, { bad_signature: true });
    await lab.write(person, 'forged');
    await lab.write(person, 'real');
    await lab.advance(3_600);
    expect(lab.received.map((webhook) => webhook.signed)).toEqual([false, true]);
    expect(lab.received[0]?.headers['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/);
  });

  test('by channel, by template and by operation', async () => {
    const lab = await labs.open({ templates: templates.map((row) => ({ ...row, status: 'APPROVED' })) });
    await fault(lab, { drop: true }, { template: 'welcome', operation: 'messages' });
    await fault(lab, { drop: true }, { channel: 'Second', operation: 'messages.inbound' });
    await lab.write(person, 'first');
    await lab.control('POST', `/customers/${person}/messages`, {
      channel: 'Second',
      message: { text: { body: 'second' } },
    });
    await lab.send(template(person, 'welcome'));
    await lab.advance(0);
    expect(bodies(lab)).toEqual(['first']);
    expect(lab.statuses()).toMatchObject([{ status: 'delivered' }]);
  });
});

describe('decisions of Meta', () => {
  test('a review changes the template and is told, in every language or in one', async () => {
    const lab = await labs.open({ templates });
    const answer = await lab.control('POST', '/templates/welcome/review', { decision: 'APPROVED' });
    expect(answer.body.templates).toMatchObject([
      { language: 'en', status: 'APPROVED' },
      { language: 'nl', status: 'APPROVED' },
    ]);
    await lab.control('POST', '/templates/welcome/review', { decision: 'REJECTED', reason: 'SCAM', language: 'nl' });
    await lab.advance(0);
    expect(lab.received.map((webhook) => [webhook.field, webhook.wabaId, webhook.signed])).toEqual(
      Array.from({ length: 3 }, () => ['message_template_status_update', waba, true]),
    );
    // The id is beyond 2^53, and a number in the webhook.
    expect(lab.received[0]?.raw).toContain('"message_template_id":9007199254740993,');
    expect(lab.received[0]?.raw).toContain(`"time":${Math.floor(startMs / 1000)}`);
    expect(lab.received.map((webhook) => webhook.value)).toMatchObject([
      { message_template_name: 'welcome', message_template_language: 'en', event: 'APPROVED', reason: 'NONE' },
      { message_template_language: 'nl', event: 'APPROVED' },
      { message_template_language: 'nl', event: 'REJECTED', reason: 'SCAM', message_template_category: 'UTILITY' },
    ]);
    expect((await lab.send(template(person, 'welcome'))).status).toBe(200);
    expect((await lab.send(template(person, 'welcome', [], 'nl'))).status).toBe(404);
  });

  test.each([
    ['PAUSED', { other_info: { title: 'FIRST_PAUSE', description: 'Too many blocks' } }, 132015],
    ['DISABLED', { disable_info: { disable_date: Math.floor(startMs / 1000) } }, 132016],
  ])('%s', async (decision, value, code) => {
    const lab = await labs.open({ templates });
    await lab.control('POST', '/templates/welcome/review', { decision, language: 'en', reason: 'Too many blocks' });
    await lab.advance(0);
    expect(lab.received).toMatchObject([{ value: { event: decision, ...value } }]);
    expect((await lab.send(template(person, 'welcome'))).body).toMatchObject({ error: { code } });
  });

  test('another category', async () => {
    const lab = await labs.open({ templates });
    await lab.control('POST', '/templates/welcome/review', { decision: 'MARKETING', language: 'en' });
    await lab.advance(0);
    expect(lab.received).toMatchObject([
      { field: 'template_category_update', value: { previous_category: 'UTILITY', new_category: 'MARKETING' } },
    ]);
    const row = await lab.graph('GET', '/9007199254740993');
    expect(row.body).toMatchObject({ category: 'MARKETING', previous_category: 'UTILITY', status: 'PENDING' });
  });

  test('any account event goes out as it is given', async () => {
    const lab = await labs.open();
    const value = { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } };
    expect((await lab.control('POST', '/account-events', { field: 'account_update', value })).status).toBe(200);
    await lab.control('POST', '/account-events', { field: 'account_update', value, waba_id: '200300' });
    await lab.advance(0);
    const expected = { field: 'account_update', value, signed: true };
    const byAccount = lab.received.toSorted((one, two) => one.wabaId.localeCompare(two.wabaId));
    expect(byAccount).toMatchObject([
      { ...expected, wabaId: waba },
      { ...expected, wabaId: '200300' },
    ]);
  });
});
