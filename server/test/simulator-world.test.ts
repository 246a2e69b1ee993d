import { describe, expect, test } from 'vitest';
import { number, type SimulatorLab, template, text, useSimulatorLabs, waba } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const row = (name: string, category = 'UTILITY', more: Record<string, unknown> = {}) => ({
  id: `5700000000007${name.length}`,
  name,
  language: 'en',
  status: 'APPROVED',
  category,
  components: [{ type: 'BODY', text: 'Hello.' }],
  ...more,
});
const statusOf = (lab: SimulatorLab): unknown[] => lab.statuses().map(({ status }) => status);
const codesOf = (lab: SimulatorLab): unknown[] =>
  lab.statuses().flatMap(({ errors }) => (errors as { code: number }[] | undefined)?.map(({ code }) => code) ?? []);

describe('settings', () => {
  test('are read, changed by name, and refused when they make no sense', async () => {
    const lab = await labs.open();
    expect((await lab.control('GET', '/settings')).body).toMatchObject({ window_closed: 'async', read_share: 1 });
    const changed = await lab.control('PATCH', '/settings', { free_entry_hours: 168 });
    expect(changed.body).toMatchObject({ free_entry_hours: 168, window_closed: 'async' });
    expect((await lab.control('PATCH', '/settings', { read_share: 2 })).status).toBe(400);
    expect((await lab.control('PATCH', '/settings', { unheard_of: 1 })).status).toBe(400);
  });

  test('a closed window told at once; an unknown id in the words of the reference', async () => {
    const lab = await labs.open({ settings: { window_closed: 'sync', unknown_id: 'code_803' } });
    expect(await lab.send(text(person))).toMatchObject({ status: 400, body: { error: { code: 131047 } } });
    expect(await lab.graph('GET', '/999')).toMatchObject({ status: 404, body: { error: { code: 803 } } });
  });

  test.each([
    ['5215512345678', '525512345678'],
    ['541123456789', '5491123456789'],
    ['5585987654321', '558587654321'],
    ['5511987654321', '5511987654321'],
  ])('%s is known to WhatsApp as %s', async (to, waId) => {
    const lab = await labs.open({ settings: { normalise_numbers: true }, templates: [row('hello')] });
    const answer = await lab.send(template(to, 'hello'));
    expect(answer.body.contacts).toEqual([{ input: to, wa_id: waId }]);
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ recipient_id: waId }, { recipient_id: waId }]);
  });

  test('whether a reaction opens the window', async () => {
    const lab = await labs.open({ settings: { reaction_opens_window: false } });
    const reaction = { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '\u{1f44d}' } };
    await lab.control('POST', `/customers/${person}/messages`, { message: reaction });
    await lab.send(text(person));
    await lab.advance(0);
    expect(codesOf(lab)).toEqual([131047]);
  });

  test('times and shares of statuses follow from the seed', async () => {
    const settings = { sent_after_seconds: 1, delivered_after_seconds: 10, jitter_seconds: 5, delivered_share: 0.5 };
    const play = async (): Promise<unknown[]> => {
      const lab = await labs.open({ seed: 'shares', settings });
      for (let index = 0; index < 12; index += 1) {
        await lab.write(`3161000000${10 + index}`);
        await lab.send(text(`3161000000${10 + index}`));
      }
      await lab.advance(0);
      expect(statusOf(lab)).toEqual([]);
      await lab.advance(60);
      return lab.statuses().map(({ status, recipient_id, timestamp }) => [status, recipient_id, timestamp]);
    };
    const first = await play();
    expect(first.length).toBeGreaterThan(12);
    expect(first.length).toBeLessThan(24);
    expect(await play()).toEqual(first);
  });

  test('marketing is kept from a share of people, and from the United States', async () => {
    const lab = await labs.open({ templates: [row('news', 'MARKETING')], settings: { marketing_cap_share: 0.5 } });
    for (let index = 0; index < 20; index += 1) await lab.send(template(`3161000000${10 + index}`, 'news'));
    await lab.advance(0);
    const capped = codesOf(lab).filter((code) => code === 131049).length;
    expect(capped).toBeGreaterThan(2);
    expect(capped).toBeLessThan(18);
    await lab.control('PATCH', '/settings', { marketing_cap_share: 0, block_us_marketing: true });
    lab.received.length = 0;
    await lab.send(template('12025550123', 'news'));
    await lab.advance(0);
    expect(codesOf(lab)).toEqual([131049]);
  });

  test('statuses without contacts, and the older signature', async () => {
    const lab = await labs.open({ settings: { contacts_with_statuses: false, legacy_signature: true } });
    await lab.write(person);
    await lab.send(text(person));
    await lab.advance(0);
    expect(lab.received.at(-1)?.value).not.toHaveProperty('contacts');
    expect(lab.received[0]?.headers['x-hub-signature']).toMatch(/^sha1=[0-9a-f]{40}$/);
  });
});

describe('templates in the course of time', () => {
  test('a pause ends after 3 hours, the next after 6, and the third disables', async () => {
    const lab = await labs.open({ templates: [row('hello')] });
    const pause = () => lab.control('POST', '/templates/hello/review', { decision: 'PAUSED' });
    const send = async () => ((await lab.send(template(person, 'hello'))).body.error as { code: number })?.code ?? 200;
    await pause();
    expect(await send()).toBe(132015);
    await lab.advance(3 * 3_600);
    expect(await send()).toBe(200);
    await pause();
    await lab.advance(3 * 3_600);
    expect(await send()).toBe(132015);
    await lab.advance(3 * 3_600);
    expect(await send()).toBe(200);
    await pause();
    expect(await send()).toBe(132016);
    await lab.advance(0);
    const events = lab.received
      .filter(({ field }) => field === 'message_template_status_update')
      .map(({ value }) => [value.event, (value.other_info as { title?: string } | undefined)?.title]);
    expect(events).toEqual([
      ['PAUSED', 'FIRST_PAUSE'],
      ['APPROVED', 'UNPAUSE'],
      ['PAUSED', 'SECOND_PAUSE'],
      ['APPROVED', 'UNPAUSE'],
      ['DISABLED', undefined],
    ]);
  });

  test('a pause is ended by a call; review by itself; a category announced and set', async () => {
    const auto = { decision: 'APPROVED', after_seconds: 300 } as const;
    const lab = await labs.open({ templates: [row('hello')], settings: { auto_review: auto } });
    await lab.control('POST', '/templates/hello/review', { decision: 'PAUSED' });
    expect((await lab.graph('POST', `/${row('hello').id}/unpause`)).body).toEqual({ success: true });
    expect(await lab.graph('POST', `/${row('hello').id}/unpause`)).toMatchObject({ status: 400 });
    const made = {
      name: 'fresh',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello there.' }],
    };
    expect((await lab.graph('POST', `/${waba}/message_templates`, made)).body).toMatchObject({ status: 'PENDING' });
    await lab.advance(300);
    expect(lab.received.at(-1)).toMatchObject({ value: { event: 'APPROVED', message_template_name: 'fresh' } });
    await lab.control('POST', '/templates/fresh/review', { decision: 'MARKETING', in_seconds: 86_400 });
    await lab.advance(0);
    expect(lab.received.at(-1)?.value).toMatchObject({ new_category: 'UTILITY', correct_category: 'MARKETING' });
    await lab.advance(86_400);
    expect(lab.received.at(-1)?.value).toMatchObject({ previous_category: 'UTILITY', new_category: 'MARKETING' });
  });

  test('several are deleted by their ids', async () => {
    const lab = await labs.open({ templates: [row('one'), row('three'), row('fourth')] });
    const ids = [row('one').id, row('three').id];
    const answer = await lab.graph('DELETE', `/${waba}/message_templates?hsm_ids=${JSON.stringify(ids)}`);
    expect(answer.body).toEqual({ success: true });
    const left = await lab.graph('GET', `/${waba}/message_templates?fields=name`);
    expect(left.body.data).toMatchObject([{ name: 'fourth' }]);
    await lab.control('POST', '/templates/fourth/review', { decision: 'DELETED' });
    expect(await lab.send(template(person, 'fourth'))).toMatchObject({
      status: 404,
      body: { error: { code: 132001 } },
    });
    expect(await lab.graph('DELETE', `/${waba}/message_templates?hsm_ids=x`)).toMatchObject({ status: 400 });
  });

  test('an undelivered message lives as long as its template says', async () => {
    const lab = await labs.open({ templates: [row('short', 'UTILITY', { message_send_ttl_seconds: 60 })] });
    await lab.control('PATCH', `/customers/${person}`, { auto_deliver: false });
    await lab.send(template(person, 'short'));
    await lab.advance(60);
    await lab.control('PATCH', `/customers/${person}`, { auto_deliver: true });
    await lab.advance(0);
    expect(statusOf(lab)).toEqual(['sent']);
  });

  test('marketing_messages takes marketing templates alone', async () => {
    const lab = await labs.open({ templates: [row('news', 'MARKETING'), row('hello')] });
    const path = `/${number}/marketing_messages`;
    expect((await lab.graph('POST', path, template(person, 'news'))).status).toBe(200);
    expect(await lab.graph('POST', path, template(person, 'hello'))).toMatchObject({
      body: { error: { code: 134100 } },
    });
    const strict = { ...template(person, 'news'), product_policy: 'NONE' };
    expect(await lab.graph('POST', path, strict)).toMatchObject({ body: { error: { code: 100 } } });
  });
});

describe('people', () => {
  test('a window ends at a second that a script can aim at', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const { windows } = (await lab.control('GET', `/customers/${person}`)).body as { windows: { ends_at: string }[] };
    const endsMs = Date.parse(windows[0]?.ends_at ?? '');
    await lab.control('POST', '/clock', { now: new Date(endsMs - 1_000).toISOString() });
    await lab.send(text(person));
    await lab.control('POST', '/clock', { now: new Date(endsMs + 1_000).toISOString() });
    await lab.send(text(person));
    await lab.advance(0);
    expect(statusOf(lab)).toEqual(['sent', 'delivered', 'failed']);
  });

  test('a new number: the business is told, and the old one is not on WhatsApp any more', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await lab.control('POST', `/customers/${person}/changes`, { wa_id: '15550142777' });
    await lab.advance(0);
    expect(lab.inbound().at(-1)).toMatchObject({
      from: person,
      system: { type: 'user_changed_number', wa_id: '15550142777' },
    });
    await lab.send(text(person));
    await lab.advance(0);
    expect(codesOf(lab)).toEqual([131026]);
    expect((await lab.control('POST', `/customers/${person}/changes`, {})).status).toBe(400);
  });

  test('a voice message is played, marketing is stopped with a webhook', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const audio = { link: 'https://files.example.test/a.ogg', voice: true };
    await lab.send({ messaging_product: 'whatsapp', to: person, type: 'audio', audio });
    await lab.advance(0);
    expect((await lab.control('POST', `/customers/${person}/play`)).body).toEqual({ played: 1 });
    await lab.control('PATCH', `/customers/${person}`, { opted_out_marketing: true });
    await lab.advance(0);
    expect(statusOf(lab)).toEqual(['sent', 'delivered', 'played']);
    expect(lab.received.at(-1)).toMatchObject({
      field: 'user_preferences',
      value: { user_preferences: [{ value: 'stop' }] },
    });
  });
});
