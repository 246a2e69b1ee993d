import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createOperator, createTenant, setPassword } from '../src/modules/accounts/index.ts';
import { changeWallet } from '../src/modules/billing/index.ts';
import { countersAndRecount } from './campaign-lab.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';
import { pdf, png } from './media-samples.ts';
import { createNumbers } from './phone-numbers.ts';

type Json = Record<string, unknown>;

interface DryRun extends Json {
  id: string;
  hash: string;
  pending: number;
  skipped: Record<string, number>;
  zones: { country: string; timeZone: string; people: number; at: string }[];
}

interface Campaign extends Json {
  id: string;
  state: string;
  counters: Record<string, number>;
}

let parley: TestPlatform;
let admin: Person;
let welcomeId: string;
let channelId: string;
const numbers = createNumbers('3184');
/** Messages a second of the channels: slow, so that a slow machine is no faster than a campaign. */
const rate = 1;

beforeAll(async () => {
  const environment = { PARLEY_DEMO_PASSWORD: password, PARLEY_DEMO_THROUGHPUT: String(rate) };
  // Two days before clocks go forward in Europe.
  parley = await startTestPlatform({ environment, startsAt: new Date('2027-03-26T10:00:00Z') });
  admin = await signIn(parley, 'admin@demo.test');
  const { body } = await get<{ templates: { id: string; name: string }[]; channels: { id: string }[] }>('/choices');
  welcomeId = body.templates.find(({ name }) => name === 'welcome')?.id ?? '';
  channelId = body.channels[0]?.id ?? '';
});
afterAll(() => parley.stop());

const path = (rest: string): string => `/campaigns${rest}`;
const get = <Body = Json>(rest: string, query?: Record<string, string>, who = admin) =>
  who.call<Body>('GET', path(rest), query ? { query } : {});
const post = <Body = Json>(rest: string, call: ApiCall = {}, who = admin) => who.call<Body>('POST', path(rest), call);
const run = (sql: string, ...values: unknown[]) => parley.db.system(systemStatement('', sql), values);
const received = async (people: readonly string[]): Promise<number[]> =>
  (await Promise.all(people.map((waId) => parley.simulator.phone(waId)))).map((messages) => messages.length);

const audience = {
  kind: 'none',
  segmentIds: [],
  contactIds: [],
  fileId: null,
  phoneColumn: null,
  countryCodeColumn: null,
  nameColumn: null,
};
const now = { kind: 'now', at: null, quietFrom: null, quietTo: null };

function toPlan(more: Json = {}): Json {
  return {
    audience,
    templateId: welcomeId,
    channelId,
    values: [
      { name: 'name', from: 'column', value: 'Name', fallback: '' },
      { name: 'company', from: 'text', value: 'Parley', fallback: '' },
    ],
    schedule: now,
    ...more,
  };
}

async function upload(text: string, name = 'people.csv'): Promise<Json & { id: string }> {
  const multipart = new FormData();
  multipart.append('file', new File([text], name, { type: 'text/csv' }));
  const { status, body } = await post<Json & { id: string }>('/files', { multipart });
  expect(status).toBe(201);
  return body;
}

/** A draft for the rows of a file, `number;name`. */
async function draftOf(rows: readonly string[], more: Json = {}): Promise<string> {
  const file = await upload(`Phone;Name\r\n${rows.join('\r\n')}\r\n`);
  const plan = toPlan({ audience: { ...audience, kind: 'file', fileId: file.id, phoneColumn: 'Phone' }, ...more });
  const { status, body } = await post<{ id: string }>('/drafts', { json: { name: 'autumn', plan } });
  expect(status).toBe(201);
  return body.id;
}

async function tryOut(draftId: string): Promise<DryRun> {
  const { status, body } = await post<DryRun>(`/drafts/${draftId}/dry-runs`);
  expect([status, body]).toMatchObject([201, {}]);
  return body;
}

const launch = ({ id, hash }: DryRun) => post<Campaign>(`/dry-runs/${id}/launch`, { json: { hash } });

async function launched(rows: readonly string[], more: Json = {}): Promise<Campaign> {
  const { status, body } = await launch(await tryOut(await draftOf(rows, more)));
  expect(status).toBe(201);
  return body;
}

const campaignOf = async (id: string): Promise<Campaign> => (await get<Campaign>(`/${id}`)).body;

async function addContact(waId: string, name: string): Promise<string> {
  const json = { whatsapp_number: waId, name };
  return (await parley.api<{ id: string }>('POST', '/api/ext/v3/contacts', { json })).body.id;
}

describe('a campaign from a file', () => {
  test('is tried out, and sends exactly what the dry run showed', async () => {
    const [good, declined, twice, blank] = numbers(4) as [string, string, string, string];
    await addContact(declined, 'Dee');
    await run('update contacts set allow_broadcast = false where wa_id = $1', declined);
    const text = `\uFEFFPhone;Name\r\n+${good};Ann\r\n${declined};Dee\r\n${twice};Tom\r\n${twice};Tim\r\n12ab;Bad\r\n${blank};\r\n`;
    const file = await upload(text);
    expect(file).toMatchObject({
      columns: ['Phone', 'Name'],
      rows: 6,
      guess: { phoneColumn: 'Phone', countryCodeColumn: null, nameColumn: 'Name' },
    });
    const plan = toPlan({ audience: { ...audience, kind: 'file', fileId: file.id, phoneColumn: 'Phone' } });
    const draft = await post<{ id: string }>('/drafts', { json: { name: 'autumn', plan } });
    const dryRun = await tryOut(draft.body.id);
    expect(dryRun).toMatchObject({
      recipients: 6,
      pending: 2,
      skipped: { opted_out: 1, blocked: 0, duplicate: 1, invalid_number: 1, no_value: 1 },
      cost: { category: 'utility', countries: [{ country: 'NL', people: 2, price: 0.05, cost: 0.1 }] },
      rate: { perSecond: rate },
      warnings: [],
    });
    const { body: page } = await get<{ recipients: Json[] }>(`/dry-runs/${dryRun.id}/recipients`);
    expect(page.recipients.map(({ phone, state, skipReason }) => [phone, state, skipReason])).toEqual([
      [good, 'pending', null],
      [declined, 'skipped', 'opted_out'],
      [twice, 'pending', null],
      [twice, 'skipped', 'duplicate'],
      [null, 'skipped', 'invalid_number'],
      [blank, 'skipped', 'no_value'],
    ]);
    expect(page.recipients[4]).toMatchObject({ reason: 'No phone number. Row 6: 12ab' });
    expect(page.recipients[2]).toMatchObject({ preview: { body: 'Hello Tom, welcome to Parley.' } });
    expect(await received([good, declined, twice, blank])).toEqual([0, 0, 0, 0]);
    // Nothing of a dry run is shown as a campaign.
    expect((await get(`/${dryRun.id}`)).status).toBe(404);

    const { status, body } = await launch(dryRun);
    expect([status, body]).toMatchObject([201, { id: dryRun.id, name: 'autumn', recipients: 6 }]);
    await parley.simulator.advance(10);
    expect(await received([good, declined, twice, blank])).toEqual([1, 0, 1, 0]);
    expect((await parley.simulator.phone(twice))[0]?.text).toContain('Hello Tom, welcome to Parley.');
    const campaign = await campaignOf(dryRun.id);
    expect(campaign).toMatchObject({ state: 'completed', counters: { sent: 2, delivered: 2, skipped: 4, pending: 0 } });
    const { counters, recount } = await countersAndRecount(parley.db, dryRun.id);
    expect(counters).toEqual(recount);
    // A second launch finds the first, and the draft is used up.
    expect((await launch(dryRun)).body).toMatchObject({ id: dryRun.id, state: 'completed' });
    expect((await get(`/drafts/${draft.body.id}`)).status).toBe(404);

    const { body: list } = await get<{ campaigns: Json[] }>('', { search: 'AUTU', state: 'completed' });
    expect(list.campaigns[0]).toMatchObject({ id: dryRun.id });
    const csv = await get(`/${dryRun.id}/export`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text.split('\r\n')).toHaveLength(8);
    expect(csv.text).toContain(`${declined},Dee,skipped,Wants no broadcasts.`);
    const found = await get<{ recipients: Json[] }>(`/${dryRun.id}/recipients`, { search: good, state: 'sent' });
    expect(found.body.recipients).toMatchObject([{ phone: good, state: 'delivered' }]);
  });

  test('takes fallbacks, and people of the contacts by hand, and may be copied', async () => {
    const [known, unnamed] = numbers(2) as [string, string];
    const ids = [await addContact(known, 'Kim'), await addContact(unnamed, 'x')];
    await run('update contacts set name = null where wa_id = $1', unnamed);
    const { body: picked } = await get<{ contacts: Json[] }>('/contacts', { search: known });
    expect(picked.contacts).toMatchObject([{ id: ids[0], name: 'Kim', phone: known, allowsBroadcast: true }]);
    const values = [
      { name: 'name', from: 'attribute', value: 'name', fallback: 'friend' },
      { name: 'company', from: 'text', value: 'Parley', fallback: '' },
    ];
    const plan = toPlan({ audience: { ...audience, kind: 'contacts', contactIds: ids }, values });
    const draft = await post<{ id: string }>('/drafts', { json: { name: 'by hand', plan } });
    const campaign = (await launch(await tryOut(draft.body.id))).body;
    await parley.simulator.advance(5);
    const texts = await Promise.all([known, unnamed].map((waId) => parley.simulator.phone(waId)));
    expect(texts.map(([message]) => message?.text)).toEqual([
      'Hello Kim, welcome to Parley.',
      'Hello friend, welcome to Parley.',
    ]);
    const copy = await post(`/${campaign.id}/copy`);
    expect([copy.status, copy.body]).toMatchObject([201, { name: 'Copy of by hand', plan: { values } }]);
    expect((await admin.call('DELETE', path(`/drafts/${String(copy.body.id)}`))).status).toBe(204);
    expect((await post(`/drafts/${String(copy.body.id)}/dry-runs`)).status).toBe(404);
  });
});

describe('a template whose header brings a file of its own', () => {
  const button = {
    text: '',
    url: null,
    phoneNumber: null,
    offerCode: null,
    flowId: null,
    flowAction: null,
    navigateScreen: null,
  };
  const end = '2027-04-01T10:00:00.000Z';
  let templateId: string;

  const uploadFile = async <Body = Json>(route: string, bytes: Buffer, type: string, kind?: string) => {
    const multipart = new FormData();
    if (kind) multipart.append('kind', kind);
    multipart.append('file', new File([new Uint8Array(bytes)], 'lamp.bin', { type }));
    return admin.call<Body>('POST', route, { multipart });
  };
  const valuesOf = (media: Json, code = '', endsAt = end) => [
    { name: 'header_picture', fallback: '', ...media },
    { name: 'expiration_time_ms', from: 'text', value: endsAt, fallback: '' },
    { name: 'coupon_code', from: 'text', value: code, fallback: '' },
  ];
  const picture = async () =>
    (await uploadFile<{ path: string; url: string }>('/campaigns/media', png, 'image/png', 'image')).body;
  /** The first thing that speaks against a dry run. */
  const refusal = async (values: Json[]) => {
    const draftId = await draftOf([`+${numbers(1)[0]};Ann`], { templateId, values });
    const { status, body } = await post<{ message: string }>(`/drafts/${draftId}/dry-runs`);
    return [status, body.message];
  };

  beforeAll(async () => {
    const sample = (await uploadFile('/templates/samples', png, 'image/png')).body;
    const content = {
      header: { format: 'IMAGE', text: null, sample, parameter: 'header_picture' },
      body: 'A fifth off any lamp for you, this week only.',
      footer: null,
      buttons: [
        { ...button, kind: 'copy_code', offerCode: 'TEA20' },
        { ...button, kind: 'url', text: 'Shop', url: 'https://lamps.example' },
      ],
      cards: [],
      offer: { text: 'Ends soon', hasExpiration: true },
      expiryMinutes: null,
      securityAdvice: false,
      trackClicks: false,
      samples: [],
    };
    const json = { name: 'flash_sale', language: 'en', category: 'MARKETING', content };
    templateId = (await admin.call<{ id: string }>('POST', '/templates', { json })).body.id;
    await admin.call('POST', `/templates/${templateId}/submit`, { json: { category: 'MARKETING', content } });
    await parley.simulator.call('POST', '/templates/flash_sale/review', { decision: 'APPROVED' });
    await parley.settle();
  });

  test('one uploaded file goes to all, with the end and the code of the offer', async () => {
    const { body: choices } = await get<{ templates: (Json & { id: string })[] }>('/choices');
    expect(choices.templates.find(({ id }) => id === templateId)).toMatchObject({
      parameters: [
        { name: 'header_picture', kind: 'image', isOptional: false },
        { name: 'expiration_time_ms', kind: 'moment', isOptional: false },
        { name: 'coupon_code', kind: 'code', sample: 'TEA20', isOptional: true },
      ],
      preview: { offer: { text: 'Ends soon', endsAt: null } },
    });
    const { path: file, url } = await picture();
    const [one, two] = numbers(2) as [string, string];
    const values = valuesOf({ from: 'upload', value: file }, 'LAMP5');
    const dryRun = await tryOut(await draftOf([`${one};Ann`, `${two};Ben`], { templateId, values }));
    const { body: page } = await get<{ recipients: Json[] }>(`/dry-runs/${dryRun.id}/recipients`);
    const shown = { headerMedia: { kind: 'image', url }, offer: { endsAt: end } };
    expect(page.recipients).toMatchObject([{ preview: shown }, { preview: shown }]);
    await launch(dryRun);
    await parley.simulator.advance(10);
    const phones = await Promise.all([one, two].map((waId) => parley.simulator.phone(waId)));
    const media = phones.map(([message]) => JSON.stringify(message).match(/"image":\{"id":"(\d+)"/)?.[1]);
    expect(media[0]).toMatch(/^\d+$/);
    expect(media[1]).toBe(media[0]);
    for (const phone of phones) expect(JSON.stringify(phone)).toContain('LAMP5');
    expect((await campaignOf(dryRun.id)).counters).toMatchObject({ delivered: 2, failed: 0 });
  });

  test('an address or a column brings it too; without a code the one of the template is sent', async () => {
    const [one, two] = numbers(2) as [string, string];
    const values = valuesOf({ from: 'column', value: 'Name' });
    const address = 'https://lamps.example/lamp.png';
    const dryRun = await tryOut(await draftOf([`${one};${address}`, `${two};no address`], { templateId, values }));
    expect(dryRun).toMatchObject({ pending: 1, skipped: { no_value: 1 }, warnings: [] });
    const { body: page } = await get<{ recipients: Json[] }>(`/dry-runs/${dryRun.id}/recipients`);
    expect(page.recipients[0]).toMatchObject({
      preview: { headerMedia: { kind: 'image', url: address }, buttons: [{ value: 'TEA20' }, {}] },
    });
  });

  test('an offer that has ended by then is warned of', async () => {
    const values = valuesOf({ from: 'text', value: 'https://lamps.example/lamp.png' }, '', '2027-03-26T09:00:00Z');
    expect(await tryOut(await draftOf([`${numbers(1)[0]};Ann`], { templateId, values }))).toMatchObject({
      warnings: [{ kind: 'offer_over' }],
    });
  });

  test('what is no file for it is refused before anything is tried', async () => {
    const other = await uploadFile<{ path: string }>('/campaigns/media', pdf, 'application/pdf', 'document');
    expect(other.status).toBe(201);
    expect(await refusal(valuesOf({ from: 'upload', value: other.body.path }))).toEqual([
      400,
      'The file for header_picture is of another kind: the header shows a picture.',
    ]);
    for (const value of ['', 'data/images/00000000-0000-4000-8000-000000000000.png', 'a\0b']) {
      expect(await refusal(valuesOf({ from: 'upload', value }))).toEqual([400, 'Upload the file for header_picture.']);
    }
    for (const [bytes, type, kind] of [
      [pdf, 'application/pdf', 'image'],
      [png, 'image/png', 'video'],
      [Buffer.from('words'), 'image/png', 'image'],
    ] as const) {
      expect((await uploadFile('/campaigns/media', bytes, type, kind)).status).toBe(400);
    }
    expect((await uploadFile('/campaigns/media', png, 'image/png')).status).toBe(400);
  });

  test('a file of another workspace is one that is not there', async () => {
    const deps = { db: parley.db, clock: parley.clock };
    await createTenant(deps, { id: '4713', name: 'Pictures elsewhere' });
    const { path: file } = await picture();
    await run("update media set tenant_id = '4713' where path = $1", file);
    expect(await refusal(valuesOf({ from: 'upload', value: file }))).toEqual([
      400,
      'Upload the file for header_picture.',
    ]);
  });

  test('a template that needs products with each message is refused in words', async () => {
    await run(
      `insert into templates (tenant_id, id, waba_id, meta_id, name, language, category, sub_category, status, quality,
         parameter_format, components, created_at, updated_at)
       select tenant_id, '0123456789abcdef01234567', waba_id, '900000000000777', 'products', 'en', 'MARKETING', 'STANDARD',
         'APPROVED', 'UNKNOWN', 'POSITIONAL', $1, now(), now() from templates where id = $2`,
      JSON.stringify([
        { type: 'BODY', text: 'Lamps for you' },
        { type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'See all' }] },
      ]),
      templateId,
    );
    const draftId = await draftOf([`${numbers(1)[0]};Ann`], { templateId: '0123456789abcdef01234567', values: [] });
    expect(await post(`/drafts/${draftId}/dry-runs`)).toMatchObject({
      status: 400,
      body: { message: 'The template "products" needs products with each message, which a campaign cannot bring.' },
    });
  });
});

describe('a launch is refused', () => {
  test('with what changed, when the audience of a segment is another by now', async () => {
    const [stays, leaves, joins] = numbers(3) as [string, string, string];
    const named = async (waId: string) => {
      await addContact(waId, `Guest ${waId}`);
      await run(`update contacts set attributes = '{"city":"Oslo"}' where wa_id = $1`, waId);
    };
    for (const waId of [stays, leaves]) await named(waId);
    const conditions = [{ attribute: 'city', operator: '==', value: 'Oslo' }];
    const json = { name: 'Oslo', refreshType: 2, groups: [{ conditions }] };
    const made = await parley.api<{ result: { id: string } }>('POST', '/api/v1/createCustomSegment', { json });
    const segment = made.body.result;
    expect((await get(`/segments/${segment.id}/size`)).body).toEqual({ people: 2 });
    const values = [
      { name: 'name', from: 'attribute', value: 'name', fallback: '' },
      { name: 'company', from: 'text', value: 'Parley', fallback: '' },
    ];
    const plan = toPlan({ audience: { ...audience, kind: 'segments', segmentIds: [segment.id] }, values });
    const draft = await post<{ id: string }>('/drafts', { json: { name: 'segment', plan } });
    const dryRun = await tryOut(draft.body.id);
    await named(joins);
    await run('update contacts set allow_broadcast = false where wa_id = $1', leaves);
    await run(`update contacts set name = 'Somebody' where wa_id = $1`, stays);
    const refused = await launch(dryRun);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { reason: 'campaign.audience_changed', changes: { joined: 1, left: 1, changed: 1 } },
    ]);
    await parley.simulator.advance(5);
    expect(await received([stays, leaves, joins])).toEqual([0, 0, 0]);
    const second = await tryOut(draft.body.id);
    expect(second).toMatchObject({ pending: 2, skipped: { opted_out: 1 } });
    // The first is over now.
    expect((await launch(dryRun)).body).toMatchObject({ code: 409, reason: 'campaign.dry_run_over' });
    expect((await launch(second)).status).toBe(201);
    await parley.simulator.advance(5);
    expect(await received([stays, leaves, joins])).toEqual([1, 0, 1]);
  });

  test('when the dry run is an hour old, of another hash, or of a draft that was changed', async () => {
    const draftId = await draftOf(numbers(1).map((waId) => `${waId};Ann`));
    const dryRun = await tryOut(draftId);
    expect((await launch({ ...dryRun, hash: 'other' })).status).toBe(409);
    const { body: draft } = await get<{ plan: Json }>(`/drafts/${draftId}`);
    const save = (name: string) => admin.call('PUT', path(`/drafts/${draftId}`), { json: { name, plan: draft.plan } });
    expect((await save('winter')).status).toBe(200);
    expect((await launch(dryRun)).body).toMatchObject({ reason: 'campaign.dry_run_over' });
    const fresh = await tryOut(draftId);
    await parley.simulator.advance(3_601);
    expect((await launch(fresh)).body).toMatchObject({ reason: 'campaign.dry_run_over' });
  });
});

describe('what is missing or wrong of a draft', () => {
  test.each([
    ['audience', {}],
    ['audience', { audience: { ...audience, kind: 'segments' } }],
    [
      'templateId',
      { audience: { ...audience, kind: 'contacts', contactIds: ['0123456789abcdef01234567'] }, templateId: null },
    ],
    ['values', { audience: { ...audience, kind: 'contacts', contactIds: ['0123456789abcdef01234567'] }, values: [] }],
    ['audience', { audience: { ...audience, kind: 'contacts', contactIds: ['0123456789abcdef01234567'] } }],
    [
      'schedule',
      {
        audience: { ...audience, kind: 'contacts', contactIds: ['0123456789abcdef01234567'] },
        schedule: { ...now, kind: 'at', at: '2020-01-01T09:00' },
      },
    ],
  ])('stops the dry run: %s', async (_field, more) => {
    const draft = await post<{ id: string }>('/drafts', { json: { name: 'half', plan: toPlan(more) } });
    const { status, body } = await post(`/drafts/${draft.body.id}/dry-runs`);
    expect([status, body]).toMatchObject([400, { reason: 'request.invalid' }]);
    await admin.call('DELETE', path(`/drafts/${draft.body.id}`));
  });

  test('and what is no plan or file is refused at once', async () => {
    const json = { name: 'x', plan: toPlan({ schedule: { ...now, quietFrom: '25:00' } }) };
    expect((await post('/drafts', { json })).status).toBe(400);
    const multipart = new FormData();
    multipart.append('file', new File(['Phone\r\n'], 'empty.csv', { type: 'text/csv' }));
    expect((await post('/files', { multipart })).body).toMatchObject({ code: 400 });
    const [{ files }] = (await run('select count(*)::integer as files from campaign_files where row_count = 0')) as [
      { files: number },
    ];
    expect(files).toBe(0);
  });
});

describe('a campaign under way', () => {
  test('is paused, goes on, and is cancelled', async () => {
    const people = numbers(60);
    const { id } = await launched(people.map((waId) => `${waId};Ann`));
    await parley.simulator.advance(2);
    expect(await post(`/${id}/pause`)).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect(await post(`/${id}/pause`)).toMatchObject({ status: 409, body: { reason: 'campaign.state_forbidden' } });
    await parley.simulator.advance(120);
    const held = (await campaignOf(id)).counters.sent ?? 0;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(60);
    expect((await campaignOf(id)).counters).toMatchObject({ pending: 60 - held, queued: 0 });
    expect(await post(`/${id}/resume`)).toMatchObject({ status: 200, body: { state: 'sending' } });
    await parley.simulator.advance(2);
    expect(await post(`/${id}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    await parley.simulator.advance(120);
    const { counters } = await campaignOf(id);
    const sent = (await received(people)).filter(Boolean).length;
    expect(sent).toBeGreaterThan(held);
    expect(counters).toMatchObject({ pending: 0, queued: 0, sent, stopped: 60 - sent });
    const { body } = await admin.call<{ items: { action: string; target: Json }[] }>('GET', '/settings/audit', {
      query: { limit: '4' },
    });
    expect(body.items.map(({ action, target }) => [action, target])).toEqual(
      ['cancel', 'resume', 'pause', 'launch'].map((verb) => [`campaign.${verb}`, { id, name: 'autumn' }]),
    );
    expect((await post(`/${id}/resume`)).status).toBe(409);
    const stopped = await get<{ recipients: Json[]; nextCursor: string | null }>(`/${id}/recipients`, {
      state: 'stopped',
      limit: '3',
    });
    expect(stopped.body.recipients).toHaveLength(3);
    expect(stopped.body.nextCursor).toBe(stopped.body.recipients[2]?.id);
  });

  test('tells why messages failed, and sends those again that may pass', async () => {
    const [busy, absent] = numbers(2) as [string, string];
    await parley.simulator.fault({
      match: { to: busy },
      outcome: { error: { code: 131049 }, mode: 'async' },
      times: 1,
    });
    await parley.simulator.patch(absent, { on_whatsapp: false });
    const { id } = await launched([`${busy};Ann`, `${absent};Bob`]);
    await parley.simulator.advance(30);
    const { body } = await get<{ failures: Json[] }>(`/${id}/results`);
    expect(body.failures.toSorted((a, b) => (String(a.code) < String(b.code) ? -1 : 1))).toMatchObject([
      { code: '131026', people: 1, isRetryable: false, retryAt: null },
      { code: '131049', people: 1, isRetryable: true },
    ]);
    expect(await post(`/${id}/retry`)).toMatchObject({ status: 200, body: { queued: 0 } });
    await parley.simulator.advance(24 * 3_600);
    expect(await post(`/${id}/retry`)).toMatchObject({ status: 200, body: { queued: 1 } });
    await parley.simulator.advance(10);
    expect(await received([busy])).toEqual([1]);
    expect((await campaignOf(id)).counters).toMatchObject({ sent: 1, failed: 1, queued: 0 });
  });
});

describe('hours of the recipient', () => {
  test('everybody gets it when their own clock shows it, also over the change to summer time, and not in quiet hours', async () => {
    // Clocks of Europe go forward on 28 March 2027 at 01:00 UTC, those of New York went on the 14th.
    await parley.simulator.call('POST', '/clock', { now: '2027-03-27T20:00:00Z' });
    const [dutch] = numbers(1) as [string];
    const people = { NL: dutch, US: '12125550199', IN: '919876543210' };
    const rows = Object.values(people).map((waId) => `${waId};Ann`);
    const schedule = { kind: 'local', at: '2027-03-28T07:00', quietFrom: '21:00', quietTo: '08:00' };
    const dryRun = await tryOut(await draftOf(rows, { schedule }));
    expect(dryRun.zones.map(({ country, timeZone, at }) => [country, timeZone, at])).toEqual([
      ['IN', 'Asia/Calcutta', '2027-03-28T02:30:00.000Z'],
      ['NL', 'Europe/Amsterdam', '2027-03-28T06:00:00.000Z'],
      ['US', 'America/New_York', '2027-03-28T12:00:00.000Z'],
    ]);
    expect(dryRun).toMatchObject({
      startsAt: '2027-03-28T02:30:00.000Z',
      putOff: 3,
      warnings: [{ kind: 'quiet_hours' }],
    });
    const { body } = await launch(dryRun);
    expect(body.state).toBe('scheduled');
    const at = async (moment: string): Promise<number[]> => {
      await parley.simulator.call('POST', '/clock', { now: moment });
      return received([people.IN, people.NL, people.US]);
    };
    expect(await at('2027-03-28T02:29:00Z')).toEqual([0, 0, 0]);
    expect(await at('2027-03-28T02:31:00Z')).toEqual([1, 0, 0]);
    expect(await campaignOf(body.id)).toMatchObject({ state: 'sending', waitingFor: 'recipient_hours' });
    expect(await at('2027-03-28T05:59:00Z')).toEqual([1, 0, 0]);
    expect(await at('2027-03-28T06:01:00Z')).toEqual([1, 1, 0]);
    expect(await at('2027-03-28T11:59:00Z')).toEqual([1, 1, 0]);
    expect(await at('2027-03-28T12:01:00Z')).toEqual([1, 1, 1]);
    expect(await campaignOf(body.id)).toMatchObject({ state: 'completed', counters: { sent: 3, pending: 0 } });
  });

  test('who is not reached before quiet hours begin waits for their end', async () => {
    await parley.simulator.call('POST', '/clock', { now: '2027-03-28T18:59:30Z' });
    const people = numbers(60);
    // 20:59:30 in Amsterdam: there is time for some of them.
    const schedule = { ...now, quietFrom: '21:00', quietTo: '08:00' };
    const { id } = await launched(
      people.map((waId) => `${waId};Ann`),
      { schedule },
    );
    const reached = async () => (await received(people)).filter(Boolean).length;
    await parley.simulator.call('POST', '/clock', { now: '2027-03-29T05:59:00Z' });
    const before = await reached();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(60);
    expect(await campaignOf(id)).toMatchObject({ state: 'sending', counters: { pending: 60 - before } });
    await parley.simulator.call('POST', '/clock', { now: '2027-03-29T06:02:00Z' });
    expect(await reached()).toBe(60);
    expect(await campaignOf(id)).toMatchObject({ state: 'completed', counters: { sent: 60, pending: 0 } });
  });
});

describe('who may do it', () => {
  test('takes the permissions, and another workspace finds nothing', async () => {
    const agent = await signIn(parley, 'agent@demo.test');
    expect((await get('', undefined, agent)).body).toMatchObject({ code: 403, reason: 'auth.permission_missing' });
    expect((await post('/drafts', { json: { name: 'x', plan: toPlan() } }, agent)).status).toBe(403);
    expect((await post('/media', { multipart: new FormData() }, agent)).status).toBe(403);
    const viewer = await addPerson('100100', 'viewer@demo.test', 'dashboardViewer');
    expect((await get('', undefined, viewer)).status).toBe(200);
    const [{ id }] = (await run('select id from campaigns limit 1')) as [{ id: string }];
    expect((await post(`/${id}/pause`, {}, viewer)).status).toBe(403);
    expect((await get('/choices', undefined, viewer)).status).toBe(403);

    const draftId = await draftOf(numbers(1).map((waId) => `${waId};Ann`));
    const dryRun = await tryOut(draftId);
    const [file] = (await run('select id from campaign_files limit 1')) as [{ id: string }];
    const ours = { name: 'Ours', kind: 'dynamic', groups: [[{ attribute: 'ours', operator: 'exist', value: '' }]] };
    const { body: segment } = await admin.call('POST', '/contacts/segments', { json: ours });
    const segmentId = String(segment.id);
    await createTenant(parley, { id: '300300', name: 'Other' });
    const stranger = await addPerson('300300', 'stranger@other.test', 'administrator');
    const tries = await Promise.all([
      get(`/${id}`, undefined, stranger),
      get(`/${id}/results`, undefined, stranger),
      get(`/${id}/cost`, undefined, stranger),
      get('/first-person', { segmentIds: segmentId }, stranger),
      get(`/${id}/recipients`, undefined, stranger),
      get(`/${id}/export`, undefined, stranger),
      post(`/${id}/cancel`, {}, stranger),
      post(`/${id}/retry`, {}, stranger),
      post(`/${id}/copy`, {}, stranger),
      get(`/files/${file.id}`, undefined, stranger),
      get(`/drafts/${draftId}`, undefined, stranger),
      post(`/drafts/${draftId}/dry-runs`, {}, stranger),
      get(`/dry-runs/${dryRun.id}`, undefined, stranger),
      get(`/dry-runs/${dryRun.id}/recipients`, undefined, stranger),
      post(`/dry-runs/${dryRun.id}/launch`, { json: { hash: dryRun.hash } }, stranger),
      get('/not-an-id', undefined, stranger),
    ]);
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404));
    expect((await get<{ campaigns: Json[] }>('', undefined, stranger)).body.campaigns).toEqual([]);
    expect((await launch(dryRun)).status).toBe(201);
  });
});

test('the first of an audience is shown: who takes campaigns, of segments as of contacts that were picked', async () => {
  const [none, some, last] = numbers(3) as [string, string, string];
  const ids: string[] = [];
  for (const [waId, name] of [
    [last, 'Lia'],
    [some, 'Sol'],
    [none, 'Nix'],
  ] as const) {
    ids.push(await addContact(waId, name));
    await run(`update contacts set attributes = '{"shape": "round"}' where wa_id = $1`, waId);
  }
  await run('update contacts set allow_broadcast = false where wa_id = $1', none);
  const groups = [[{ attribute: 'shape', operator: '==', value: 'round' }]];
  const { body } = await admin.call<{ id: string }>('POST', '/contacts/segments', {
    json: { name: 'Round', kind: 'dynamic', groups },
  });
  const first = async (query: Record<string, string>) => (await get('/first-person', query)).body.person;
  expect(await first({ segmentIds: body.id })).toEqual({ name: 'Sol', phone: some, attributes: { shape: 'round' } });
  expect(await first({ contactIds: [ids[2], ids[0]].join() })).toMatchObject({ name: 'Lia' });
  expect(await first({ contactIds: String(ids[2]) })).toMatchObject({ name: 'Nix' });
  expect(await first({})).toBeNull();
  expect((await get('/first-person', { segmentIds: 'f'.repeat(24) })).status).toBe(404);
});

test('what a campaign cost is told by the charges of the wallet, where it is on', async () => {
  const { id } = await launched(numbers(2).map((waId) => `${waId};Ann`));
  const cost = async () => (await get(`/${id}/cost`)).body;
  expect(await cost()).toMatchObject({ isBilled: false, estimate: null });
  await changeWallet(parley, '100100', { isOn: true, currency: 'USD', topUp: 5 });
  await parley.simulator.advance(2);
  expect(await cost()).toMatchObject({ isBilled: true, currency: 'USD', estimate: 0.1 });
  // A process hears of a wallet within a second of its own time, whatever the clock says.
  const charged = async (): Promise<unknown> => {
    const probe = await launched([`${numbers(1)};Ann`]);
    await parley.simulator.advance(30);
    return (await get(`/${probe.id}/cost`)).body;
  };
  await expect.poll(charged, { timeout: 20_000 }).toMatchObject({ messages: 1 });
  const late = await launched(numbers(2).map((waId) => `${waId};Ann`));
  await parley.simulator.advance(30);
  expect((await get(`/${late.id}/cost`)).body).toEqual({
    isBilled: true,
    currency: 'USD',
    charged: 0.1,
    messages: 2,
    estimate: 0.1,
  });
  await changeWallet(parley, '100100', { isOn: false });
});

async function addPerson(tenantId: string, email: string, role: string): Promise<Person> {
  await createOperator(parley, tenantId, { email, name: email, role });
  await setPassword(parley, tenantId, email, password);
  return signIn(parley, email);
}

test('a dry run that takes long tells how far it is, and one whose process is gone says so', async () => {
  const dryRun = await tryOut(await draftOf(numbers(1).map((waId) => `${waId};Ann`)));
  await run("update campaign_dry_runs set state = 'counting', summary = null, counted = 7 where id = $1", dryRun.id);
  expect(await get(`/dry-runs/${dryRun.id}`)).toMatchObject({
    status: 202,
    body: { state: 'counting', counted: 7, problem: null },
  });
  expect((await launch(dryRun)).status).toBe(404);
  await parley.simulator.advance(240);
  expect((await get(`/dry-runs/${dryRun.id}`)).body).toMatchObject({
    state: 'over',
    problem: expect.stringContaining('interrupted'),
  });
});

test('dry runs that nobody launches are swept, with their people', async () => {
  const dryRun = await tryOut(await draftOf(numbers(1).map((waId) => `${waId};Ann`)));
  await parley.simulator.advance(27 * 3_600);
  const [left] = (await run(
    `select (select count(*) from campaign_dry_runs where id = $1)::integer as runs,
       (select count(*) from campaign_recipients where campaign_id = $1)::integer as people`,
    dryRun.id,
  )) as [Json];
  expect(left).toEqual({ runs: 0, people: 0 });
});
