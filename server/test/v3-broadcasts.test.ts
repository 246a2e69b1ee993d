import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { newId } from '../src/kernel/ids.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Broadcast {
  id: string;
  name: string;
  status: string;
  created: string;
}

interface BroadcastList {
  broadcasts: Broadcast[];
  page_number: number;
  page_size: number;
  total: number;
}

interface Recipient {
  id: string;
  contact_id: string | null;
  contact_phone: string | null;
  status: string;
  failed_code: string | null;
  local_message_id: string;
  message_id: string | null;
  custom_params: { name: string; value: string }[];
  created: string;
}

interface RecipientList {
  recipients: Recipient[];
  total_count: number;
}

type Statistics = Record<`total_${string}`, number>;

const path = '/api/ext/v3/broadcasts';
const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const id = expect.stringMatching(/^[0-9a-f]{24}$/);
const readers = ['31700000001', '31700000002', '31700000003', '31700000004'] as const;
const [delivered, read, replied, absent] = readers;

let test: TestPlatform;
let broadcastId = '';
let templateId = '';
const channelIds = new Map<string, string>();

beforeAll(async () => {
  test = await startTestPlatform();
  const { body: channels } = await test.api<{ channels: { id: string; name: string }[] }>(
    'GET',
    '/api/ext/v3/channels',
  );
  for (const channel of channels.channels) channelIds.set(channel.name, channel.id);
  await test.simulator.patch(absent, { on_whatsapp: false });
  broadcastId = await send('march-pickup', readers);
  await test.simulator.read(read);
  await test.simulator.writeText(replied, 'Thank you');
  await test.settle();
});
afterAll(() => test.stop());

async function send(name: string, phones: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
  const recipients = phones.map((phone_number, place) => ({
    phone_number,
    local_message_id: place === 0 ? `${name}-first` : null,
    custom_params: [
      { name: 'company', value: 'Shop' },
      { name: 'name', value: `Noor ${place}` },
    ],
  }));
  const json = { template_name: 'welcome', broadcast_name: name, recipients, ...more };
  const { body } = await test.api<{ broadcast_id: string }>('POST', '/api/ext/v3/messageTemplates/send', { json });
  await test.settle();
  return body.broadcast_id;
}

const list = (query: Record<string, string | number> = {}) => test.api<BroadcastList>('GET', path, { query });
const detail = (broadcast: string) => test.api<Broadcast & { statistics: Statistics }>('GET', `${path}/${broadcast}`);
const recipientsOf = (broadcast: string, query: Record<string, string | number> = {}) =>
  test.api<RecipientList>('GET', `${path}/${broadcast}/recipients`, { query });
const overview = (query: Record<string, string>) => test.api<Statistics>('GET', `${path}/overview`, { query });
const namesOf = ({ body }: { body: BroadcastList }) => body.broadcasts.map((broadcast) => broadcast.name);

/** A campaign as the engine stores it, in a state that takes long to reach. */
async function store(tenantId: string, state: string, more: { name?: string; channel?: string; at?: Date } = {}) {
  const at = more.at ?? test.clock.now();
  const campaign = newId(at.getTime());
  const contentOf = (name: string) =>
    JSON.stringify({
      components: [{ type: 'body', parameters: ['x', name].map((text) => ({ type: 'text', text })) }],
    });
  const rows = ['pending', 'pending', 'stopped', 'skipped'].map((of, place) => ({
    state: of,
    id: newId(at.getTime()),
    content: contentOf(String(place)),
    reason: of === 'skipped' ? 'opted_out' : null,
  }));
  await test.db.system(
    systemStatement(
      'test.store-campaign',
      `insert into campaigns (tenant_id, id, name, channel_id, template_id, recipients, created_at, state, state_reason, waiting_for,
         scheduled_at, pending, stopped, skipped)
       values ($1, $2, $3, $4, $5, 4, $6, $7, $8, $9, $10, 2, 1, 1)`,
    ),
    [
      tenantId,
      campaign,
      more.name ?? state,
      more.channel ?? channelIds.get('Main'),
      templateId,
      at,
      state,
      state === 'cancelled' ? 'wrong text' : null,
      state === 'sending' ? 'messaging_limit' : null,
      new Date(at.getTime() + 3_600_000),
    ],
  );
  await test.db.system(
    systemStatement(
      'test.store-recipients',
      `insert into campaign_recipients (tenant_id, campaign_id, message_id, person, wa_id, name, content, state, skip_reason)
       select $1, $2, i.id, i.id, '3170000' || i.id, 'Frozen', i.content, i.state, i.reason
       from unnest($3::text[], $4::json[], $5::text[], $6::text[]) as i (id, content, state, reason)`,
    ),
    [
      tenantId,
      campaign,
      rows.map((r) => r.id),
      rows.map((r) => r.content),
      rows.map((r) => r.state),
      rows.map((r) => r.reason),
    ],
  );
  await test.db.system(
    systemStatement(
      'test.store-change',
      `insert into campaign_count_changes (tenant_id, campaign_id, id, queued, pending) values ($1, $2, $2, 1, -1)`,
    ),
    [tenantId, campaign],
  );
  return { campaign, ids: rows.map((row) => row.id) };
}

describe('getBroadcast', () => {
  it('answers a bare object with the ten counters', async () => {
    const { status, body } = await detail(broadcastId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: broadcastId,
      channel_id: channelIds.get('Main'),
      name: 'march-pickup',
      status: 'completed',
      template_id: id,
      fallback_templates: [],
      created: expect.stringMatching(isoMoment),
      last_updated: expect.stringMatching(isoMoment),
      scheduled_at: expect.stringMatching(isoMoment),
      statistics: {
        total_recipients: 4,
        total_pending: 0,
        total_queued: 0,
        total_sending: 0,
        total_sent: 3,
        total_delivered: 3,
        total_read: 2,
        total_replied: 1,
        total_failed: 1,
        total_stopped: 0,
      },
    });
    expect(body).not.toHaveProperty('error');
  });

  it.each(['65F0C1A2B3D4E5F601234567', 'nonsense', 'overview%20'])('knows no broadcast %s', async (unknown) => {
    expect(await detail(unknown)).toMatchObject({ status: 404, body: { code: 404, message: 'Broadcast not found' } });
    expect((await recipientsOf(unknown)).status).toBe(404);
  });
});

describe('listBroadcastRecipients', () => {
  it('tells of each what became of it, in the order they were named', async () => {
    const { status, body } = await recipientsOf(broadcastId);
    expect(status).toBe(200);
    const common = { id, contact_id: id, created: expect.stringMatching(isoMoment) };
    const custom = (place: number) => [
      { name: 'name', value: `Noor ${place}` },
      { name: 'company', value: 'Shop' },
    ];
    expect(body).toMatchObject({
      recipients: [
        {
          ...common,
          contact_phone: delivered,
          contact_name: delivered,
          status: 'delivered',
          failed_code: null,
          local_message_id: 'march-pickup-first',
          custom_params: custom(0),
        },
        { ...common, contact_phone: read, status: 'read', custom_params: custom(1) },
        { ...common, contact_phone: replied, status: 'replied', custom_params: custom(2) },
        {
          ...common,
          contact_phone: absent,
          status: 'failed',
          failed_code: '131026',
          failed_detail: expect.stringContaining('(131026).'),
          failed_retryable: false,
          custom_params: custom(3),
        },
      ],
      page_number: 1,
      total_count: 4,
    });
    expect(body.recipients.slice(0, 3).map((row) => row.message_id)).toEqual([id, id, id]);
    expect(body.recipients[1]?.local_message_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('pages in either case, and ends', async () => {
    const { body: all } = await recipientsOf(broadcastId);
    const pages = await Promise.all([
      recipientsOf(broadcastId, { page_number: 2, page_size: 3 }),
      recipientsOf(broadcastId, { pageNumber: 1, pageSize: 3 }),
      recipientsOf(broadcastId, { pageNumber: 3, pageSize: 3 }),
      recipientsOf(broadcastId, { pageNumber: 1_000_000_000, pageSize: 100 }),
    ]);
    const phones = pages.map(({ body }) => body.recipients.map((row) => row.contact_phone));
    expect(phones).toEqual([[absent], [delivered, read, replied], [], []]);
    const again = await recipientsOf(broadcastId, { page_number: 2, page_size: 3 });
    expect(again.body.recipients).toEqual(all.recipients.slice(3));
    expect((await recipientsOf(broadcastId, { page_size: 101 })).status).toBe(400);
  });

  it('shows those without a message, and has no message_id while one is queued', async () => {
    const { body: templates } = await test.api<{ templates: { id: string; name: string }[] }>(
      'GET',
      '/api/ext/v3/messageTemplates',
    );
    templateId = templates.templates.find((template) => template.name === 'welcome')?.id ?? '';
    const { campaign, ids } = await store(test.tenantId, 'paused');
    const { body } = await recipientsOf(campaign);
    expect(body.recipients.map((row) => row.id)).toEqual(ids);
    expect(body.recipients).toMatchObject([
      { status: 'pending', message_id: null, failed_code: null, contact_id: null, contact_name: 'Frozen' },
      {
        status: 'pending',
        custom_params: [
          { name: 'name', value: 'x' },
          { name: 'company', value: '1' },
        ],
      },
      { status: 'stopped', contact_phone: `3170000${ids[2]}` },
      { status: 'skipped', skip_reason: 'opted_out' },
    ]);
    expect(body.total_count).toBe(4);
    const second = await recipientsOf(campaign, { page_size: 1, page_number: 4 });
    expect(second.body.recipients.map((row) => row.status)).toEqual(['skipped']);
  });
});

describe('a broadcast that is scheduled', () => {
  it('shows its recipients as pending, then what became of them, in the same order', async () => {
    const { body: contact } = await test.api<{ id: string }>('POST', '/api/ext/v3/contacts', {
      json: { whatsapp_number: '31700000011', name: 'Noor de Wit' },
    });
    const custom_params = [
      { name: 'name', value: 'Noor' },
      { name: 'company', value: 'Shop' },
    ];
    const recipients = [{ target: contact.id }, { phone_number: '31700000012' }].map((who) => ({
      ...who,
      custom_params,
    }));
    const scheduledAt = new Date(test.clock.nowMs() + 600_000).toISOString();
    const json = { template_name: 'welcome', broadcast_name: 'later', recipients, scheduled_at: scheduledAt };
    const { body: sent } = await test.api<{ broadcast_id: string }>('POST', '/api/ext/v3/messageTemplates/schedule', {
      json,
    });
    const { body: before } = await detail(sent.broadcast_id);
    expect(before).toMatchObject({
      status: 'scheduled',
      scheduled_at: scheduledAt,
      statistics: { total_recipients: 2, total_pending: 2, total_sent: 0 },
    });
    const { body: waiting } = await recipientsOf(sent.broadcast_id);
    expect(waiting.recipients).toMatchObject([
      { status: 'pending', contact_id: contact.id, contact_name: 'Noor de Wit', message_id: null, custom_params },
      { status: 'pending', contact_phone: '31700000012', contact_name: '31700000012', message_id: null },
    ]);
    await test.simulator.advance(601);
    await test.settle();
    const { body: after } = await detail(sent.broadcast_id);
    expect(after).toMatchObject({ status: 'completed', statistics: { total_pending: 0, total_delivered: 2 } });
    const { body: done } = await recipientsOf(sent.broadcast_id);
    expect(done.recipients.map((row) => row.status)).toEqual(['delivered', 'delivered']);
    const stable = (rows: Recipient[]) =>
      rows.map(({ id: row, local_message_id, created }) => ({ row, local_message_id, created }));
    expect(stable(done.recipients)).toEqual(stable(waiting.recipients));
  });
});

describe('listBroadcasts', () => {
  it('lists the newest first, with open counters and states in words', async () => {
    for (const state of ['scheduled', 'sending', 'cancelled', 'preparing']) await store(test.tenantId, state);
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(body.broadcasts.map(({ name, status: word }) => `${name} ${word}`)).toEqual([
      'cancelled stopped',
      'sending processing',
      'scheduled scheduled',
      'later completed',
      'paused paused',
      'march-pickup completed',
    ]);
    expect(body).toMatchObject({ page_number: 1, total: 6 });
    expect(body.broadcasts.slice(0, 2)).toMatchObject([
      { status_reason: 'wrong text' },
      { status_reason: 'messaging_limit' },
    ]);
    for (const { created, ...rest } of body.broadcasts) {
      expect(created).toMatch(isoMoment);
      expect(rest).toMatchObject({
        last_updated: expect.stringMatching(isoMoment),
        scheduled_at: expect.stringMatching(isoMoment),
      });
      expect(rest).not.toHaveProperty('statistics');
    }
    const { body: sending } = await detail(body.broadcasts[1]?.id ?? '');
    expect(sending.statistics).toMatchObject({ total_pending: 1, total_queued: 1, total_stopped: 1, total_skipped: 1 });
  });

  it('pages, and is empty beyond the end', async () => {
    expect(namesOf(await list({ pageSize: 2, pageNumber: 2 }))).toEqual(['scheduled', 'later']);
    expect((await list({ page_size: 2, page_number: 4 })).body).toMatchObject({
      broadcasts: [],
      page_number: 4,
      total: 6,
    });
  });

  it('takes a channel, and dates with or without a time', async () => {
    const at = new Date('2026-03-04T09:10:11Z');
    await store(test.tenantId, 'completed', { name: 'old', at, channel: channelIds.get('Second') ?? '' });
    expect(namesOf(await list({ channel: 'second' }))).toEqual(['old']);
    expect(namesOf(await list({ date_to: '2026-03-31' }))).toEqual(['old']);
    expect(namesOf(await list({ date_from: '2026-03-04', date_to: '2026-03-04' }))).toEqual(['old']);
    expect(namesOf(await list({ date_from: '2026-03-04T09:10:11Z', date_to: '2026-03-04T09:10:11Z' }))).toEqual([
      'old',
    ]);
    expect(namesOf(await list({ date_from: '2026-03-04T09:10:12Z', date_to: '2026-03-31' }))).toEqual([]);
    expect((await list({ date_from: '2026-04-01' })).body.total).toBe(6);
    expect(namesOf(await list({ channel: 'Main', date_to: '2026-03-31' }))).toEqual([]);
  });

  it.each([
    [{ date_from: 'yesterday' }, 'date_from'],
    [{ date_to: '2026-02-30' }, 'date_to'],
    [{ channel: 'Nowhere' }, 'Channel not found'],
  ])('refuses %j', async (query, words) => {
    const answer = await list(query);
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringContaining(words) } });
  });
});

describe('getBroadcastsOverview', () => {
  const period = { date_from: '2026-01-01', date_to: '2099-12-31' };

  it('adds up the broadcasts of a period', async () => {
    const { status, body } = await overview({ ...period, search_string: 'PICK' });
    expect(status).toBe(200);
    expect(body).toEqual({
      total_links: 0,
      total_processing: 0,
      total_queued: 0,
      total_sent: 3,
      total_delivered: 3,
      total_open: 2,
      total_replied: 1,
      total_failed: 1,
      total_stopped: 0,
      total_sending: 0,
    });
  });

  it('counts what is not folded in yet, whatever the name, and nothing of what is still prepared', async () => {
    const { body } = await overview(period);
    expect(body).toMatchObject({ total_sent: 5, total_processing: 5, total_queued: 5, total_stopped: 5 });
  });

  it('takes a channel, and has zeros for a period without any', async () => {
    const { body } = await overview({ ...period, channel: 'Second' });
    expect(body).toMatchObject({ total_sent: 0, total_processing: 1, total_stopped: 1 });
    const { body: none } = await overview({ date_from: '2025-01-01', date_to: '2025-12-31' });
    expect(new Set(Object.values(none))).toEqual(new Set([0]));
    expect((await overview({ ...period, search_string: '%' })).body.total_sent).toBe(0);
  });

  it.each([
    [{}, 'date_from'],
    [{ date_from: '2026-01-01' }, 'date_to'],
    [{ date_from: '', date_to: '2026-01-01' }, 'date_from'],
    [{ date_from: '2026-01-01', date_to: 'soon' }, 'date_to'],
    [{ ...period, channel: 'Nowhere' }, 'Channel not found'],
  ])('refuses %j', async (query, words) => {
    const answer = await overview(query);
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringContaining(words) } });
  });
});

describe('every read of broadcasts', () => {
  it('shows nothing of another tenant', async () => {
    const { token } = await test.addTenant('200300');
    const theirs = await store('200300', 'sending', { name: 'theirs' });
    for (const [call, of] of [
      ['', broadcastId],
      ['/recipients', broadcastId],
    ] as const) {
      expect((await test.api('GET', `${path}/${of}${call}`, { token })).status).toBe(404);
    }
    expect((await detail(theirs.campaign)).status).toBe(404);
    const { body } = await test.api<BroadcastList>('GET', path, { token });
    expect(body).toMatchObject({ total: 1, broadcasts: [{ name: 'theirs' }] });
    const query = { date_from: '2026-01-01', date_to: '2099-12-31' };
    const totals = await test.api<Statistics>('GET', `${path}/overview`, { query, token });
    expect(totals.body).toMatchObject({ total_sent: 0, total_queued: 1 });
  });

  it('needs a token with its scope', async () => {
    const reading = await test.addToken({ scopes: ['campaignsv3:read'] });
    const other = await test.addToken({ scopes: ['contactsv3:read'] });
    const paths = [path, `${path}/${broadcastId}`, `${path}/${broadcastId}/recipients`];
    for (const of of paths) {
      const call = (token: string | null) => test.api('GET', of.toLowerCase(), { token });
      expect([(await call(reading)).status, (await call(other)).status, (await call(null)).status]).toEqual([
        200, 403, 401,
      ]);
    }
  });
});
