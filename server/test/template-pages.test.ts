import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOperator, createTenant, setPassword } from '../src/modules/accounts/index.ts';
import { checkDraft, type TemplateContent } from '../src/modules/templates/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';
import { png } from './media-samples.ts';

type Json = Record<string, unknown>;
interface Row extends Json {
  id: string;
  status: string;
  content: Json & { samples: { name: string; value: string }[] };
}
interface Page {
  groups: { name: string; templates: Row[] }[];
  nextCursor: string | null;
  statuses: { value: string; count: number }[];
}

let parley: TestPlatform;
let admin: Person;

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
  admin = await signIn(parley, 'admin@demo.test');
});
afterAll(() => parley.stop());

const content = (rest: Json = {}): Json => ({
  header: null,
  body: 'Hello {{name}}, your order {{order}} is on its way to you.',
  footer: null,
  buttons: [],
  cards: [],
  offer: null,
  expiryMinutes: null,
  securityAdvice: false,
  trackClicks: false,
  samples: [
    { name: 'name', value: 'Mei' },
    { name: 'order', value: 'A-17' },
  ],
  ...rest,
});
const button = (rest: Json): Json => ({
  kind: 'quick_reply',
  text: '',
  url: null,
  phoneNumber: null,
  offerCode: null,
  flowId: null,
  flowAction: null,
  navigateScreen: null,
  ...rest,
});
const input = (name: string, rest: Json = {}, more: Json = {}): Json => ({
  name,
  language: 'en',
  category: 'UTILITY',
  content: content(rest),
  ...more,
});
const create = (json: Json) => admin.call<Row>('POST', '/templates', { json });
const list = async (query: Record<string, string> = {}): Promise<Page> =>
  (await admin.call<Page>('GET', '/templates', { query })).body;
const submit = (id: string, json: Json) => admin.call<Row>('POST', `/templates/${id}/submit`, { json });
const detail = async (id: string): Promise<Row> => (await admin.call<Row>('GET', `/templates/${id}`)).body;
const review = async (name: string, decision: string, more: Json = {}): Promise<void> => {
  await parley.simulator.call('POST', `/templates/${name}/review`, { decision, ...more });
  await parley.settle();
};

describe('from draft to approval', () => {
  test('a draft is kept, changed, submitted, approved and edited', async () => {
    const made = await create(input('story', {}, { language: 'pt-br' }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      status: 'DRAFT',
      language: 'pt_BR',
      canEdit: true,
      isOwnKind: true,
      campaigns: 0,
      lastCampaignAt: null,
      languages: [{ language: 'pt_BR', status: 'DRAFT' }],
      content: content(),
    });
    const { id } = made.body;
    const changed = input('story_two', { footer: 'Lamp shop', buttons: [button({ text: 'Thanks' })] });
    const saved = await admin.call<Row>('PUT', `/templates/${id}`, { json: changed });
    expect(saved.body).toMatchObject({ name: 'story_two', language: 'en', content: { footer: 'Lamp shop' } });
    const submitted = await submit(id, { category: 'UTILITY', content: saved.body.content });
    expect(submitted.body).toMatchObject({ status: 'PENDING', canEdit: false });
    expect((await admin.call('PUT', `/templates/${id}`, { json: changed })).status).toBe(412);
    await review('story_two', 'APPROVED');
    expect(await detail(id)).toMatchObject({ status: 'APPROVED', canEdit: true, content: saved.body.content });
    const again = await submit(id, { category: 'UTILITY', content: content({ footer: 'The lamp shop' }) });
    expect(again.body).toMatchObject({ status: 'PENDING', content: { footer: 'The lamp shop', buttons: [] } });
  });

  test('a rejection is told with its reason, and what is sent again waits again', async () => {
    const { id, content: kept } = (await create(input('doubtful'))).body;
    await submit(id, { category: 'UTILITY', content: kept });
    await review('doubtful', 'REJECTED', { reason: 'PROMOTIONAL' });
    expect(await detail(id)).toMatchObject({ status: 'REJECTED', rejectedReason: 'PROMOTIONAL', canEdit: true });
    expect((await submit(id, { category: 'MARKETING', content: kept })).body).toMatchObject({
      status: 'PENDING',
      category: 'MARKETING',
      rejectedReason: null,
    });
  });

  test('addresses with a variable and with tracking come back as they were written', async () => {
    const url = button({ kind: 'url', text: 'Track', url: 'https://lamps.example/t/{{track}}' });
    const buttons = [url, button({ kind: 'phone_number', text: 'Call', phoneNumber: '+4915112345678' })];
    const samples = [
      { name: 'name', value: 'Mei' },
      { name: 'order', value: 'A-17' },
      { name: 'track', value: '99' },
    ];
    const { id, content: kept } = (await create(input('tracked', { buttons, samples, trackClicks: true }))).body;
    expect(kept).toMatchObject({ buttons, samples, trackClicks: true });
    await submit(id, { category: 'UTILITY', content: kept });
    expect((await detail(id)).content).toMatchObject({ buttons, samples, trackClicks: true });
  });

  test('an authentication template has the words of WhatsApp', async () => {
    const code = content({
      body: '',
      samples: [],
      securityAdvice: true,
      expiryMinutes: 5,
      buttons: [button({ kind: 'otp', text: 'Copy' })],
    });
    const made = await create(input('code', code, { category: 'AUTHENTICATION' }));
    expect(made.body).toMatchObject({ isOwnKind: true, content: { expiryMinutes: 5, securityAdvice: true } });
    expect(made.body.content.body).toMatch(/verification code/);
    expect((await submit(made.body.id, { category: 'AUTHENTICATION', content: made.body.content })).body.status).toBe(
      'PENDING',
    );
  });
});

const upload = async (bytes: Buffer, type: string) => {
  const multipart = new FormData();
  multipart.append('file', new Blob([new Uint8Array(bytes)], { type }), 'lamp.png');
  return admin.call<Json>('POST', '/templates/samples', { multipart });
};

describe('a carousel', () => {
  const card = async (item: string): Promise<Json> => ({
    header: { format: 'IMAGE', text: null, sample: (await upload(png, 'image/png')).body, parameter: null },
    body: `The ${item} lamp for {{price}} only`,
    buttons: [button({ kind: 'url', text: 'See it', url: `https://lamps.example/${item}/{{visit}}` })],
  });
  const samples = [
    { name: 'name', value: 'Mei' },
    { name: 'price', value: '€ 40' },
    { name: 'visit', value: 'v1' },
  ];

  test('comes back as it was written, is approved, sent, and shown with its cards', async () => {
    const cards = [await card('brass'), await card('glass')];
    const body = 'Two lamps for {{name}}, picked for you today.';
    const made = await create(input('lamps', { body, cards, samples }, { category: 'MARKETING' }));
    expect(made.body).toMatchObject({ subCategory: 'CAROUSEL', isOwnKind: true, canEdit: true });
    expect(made.body.content).toEqual(content({ body, cards, samples }));
    const { id } = made.body;
    expect((await submit(id, { category: 'MARKETING', content: made.body.content })).body.status).toBe('PENDING');
    await review('lamps', 'APPROVED');
    expect(await detail(id)).toMatchObject({ status: 'APPROVED', isOwnKind: true, content: { cards, samples } });
    const people = '447901112701';
    const parameters = [
      { name: 'name', value: 'Iris' },
      { name: 'price', value: '€ 35' },
      { name: 'visit', value: 'v2' },
    ];
    const sent = await parley.api('POST', '/api/v1/sendTemplateMessage', {
      query: { whatsappNumber: people },
      json: { template_name: 'lamps', broadcast_name: 'b', parameters },
    });
    expect(sent.body).toMatchObject({ result: true });
    await parley.settle();
    const phone = JSON.stringify(await parley.simulator.phone(people));
    expect(phone).toContain('The glass lamp for € 35 only');
    expect(phone).toContain('https://lamps.example/brass/v2');
    const { body: found } = await admin.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', {
      query: { view: 'all', search: people },
    });
    const thread = await admin.call('GET', `/inbox/conversations/${found.conversations[0]?.id}/timeline`);
    expect(JSON.stringify(thread.body)).toContain('The brass lamp for € 35 only');
  });

  test('one of too few or unlike cards is refused, each fault at its card', async () => {
    const plain = await card('brass');
    const other = { ...(await card('glass')), body: '' };
    const find = async (cards: Json[]) => {
      const { body } = await admin.call<{ problems: { field: string; rule: string; severity: string }[] }>(
        'POST',
        '/templates/check',
        { json: input('lamps_two', { body: 'Two lamps for you today.', cards, samples }, { category: 'MARKETING' }) },
      );
      return body.problems.map(({ field, rule }) => `${field} ${rule}`);
    };
    expect(await find([plain])).toEqual(['cards carousel.cards']);
    expect(await find([plain, other])).toEqual(['cards carousel.same_shape']);
    const empty = { header: null, body: 'x'.repeat(161), buttons: [button({})] };
    expect(await find([plain, empty])).toEqual([
      'cards.1.header carousel.card_header',
      'cards.1.body body.length',
      'cards.1.buttons.0 buttons.text',
    ]);
    const three = { ...plain, buttons: [1, 2, 3].map((n) => button({ text: `Reply ${n}` })) };
    expect(await find([three, three])).toEqual(['cards.0.buttons buttons.count', 'cards.1.buttons buttons.count']);
    const numbered = { ...plain, body: 'The lamp for {{1}} only' };
    expect(await find([numbered, numbered])).toContain('cards.0.body lint.card_numbers');
    expect(await create(input('lamps_two', { cards: [plain], samples }))).toMatchObject({ status: 400 });
    expect(await list({ search: 'lamps_two' })).toMatchObject({ groups: [] });
  });
});

describe('a limited-time offer', () => {
  const offer = { text: 'Ends soon', hasExpiration: true };
  const buttons = [
    button({ kind: 'copy_code', offerCode: 'TEA20' }),
    button({ kind: 'url', text: 'Shop', url: 'https://lamps.example' }),
  ];
  const body = 'A fifth off any lamp for you, this week only.';

  test('is written, approved, and sent with its end', async () => {
    const made = await create(input('flash', { body, buttons, offer, samples: [] }, { category: 'MARKETING' }));
    expect(made.body).toMatchObject({
      subCategory: 'LIMITED_TIME_OFFER',
      isOwnKind: true,
      content: { offer, buttons },
    });
    await submit(made.body.id, { category: 'MARKETING', content: made.body.content });
    await review('flash', 'APPROVED');
    const people = '447901112702';
    const sent = await parley.api('POST', '/api/v1/sendTemplateMessage', {
      query: { whatsappNumber: people },
      json: {
        template_name: 'flash',
        broadcast_name: 'b',
        parameters: [{ name: 'expiration_time_ms', value: '2031-04-05T06:07:00Z' }],
      },
    });
    expect(sent.body).toMatchObject({ result: true });
    await parley.settle();
    expect(JSON.stringify(await parley.simulator.phone(people))).toContain('TEA20');
    const { body: found } = await admin.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', {
      query: { view: 'all', search: people },
    });
    const thread = await admin.call('GET', `/inbox/conversations/${found.conversations[0]?.id}/timeline`);
    expect(JSON.stringify(thread.body)).toContain('"offer":{"text":"Ends soon","endsAt":"2031-04-05T06:07:00.000Z"}');
  });

  test('keeps the rules of WhatsApp, and is told what its reviewers want', async () => {
    const problems = async (rest: Json, category = 'MARKETING') =>
      (
        await admin.call<{ problems: { field: string; rule: string }[] }>('POST', '/templates/check', {
          json: input('flash_two', { body, buttons, offer, samples: [], ...rest }, { category }),
        })
      ).body.problems.map(({ field, rule }) => `${field} ${rule}`);
    expect(await problems({})).toEqual([]);
    expect(await problems({}, 'UTILITY')).toEqual(['offer offer.category']);
    expect(await problems({ offer: { text: 'More than sixteen', hasExpiration: false } })).toEqual([
      'offer offer.text',
    ]);
    expect(await problems({ footer: 'Small print' })).toEqual(['content offer.footer']);
    expect(await problems({ body: 'long '.repeat(125) })).toEqual(['body body.length']);
    expect(await problems({ buttons: [] })).toEqual(['offer lint.offer_code']);
  });
});

describe('a media header', () => {
  test('takes an uploaded sample, which every send then brings', async () => {
    const { status, body: sample } = await upload(png, 'image/png');
    expect(status).toBe(201);
    expect(sample).toMatchObject({ link: null, fileName: 'lamp.png' });
    const header = { format: 'IMAGE', text: null, sample, parameter: null };
    const { id, content: kept } = (await create(input('with_picture', { header }))).body;
    expect(kept.header).toEqual(header);
    await submit(id, { category: 'UTILITY', content: kept });
    await review('with_picture', 'APPROVED');
    const sent = await parley.api('POST', '/api/v1/sendTemplateMessage', {
      query: { whatsappNumber: '447901112777' },
      json: {
        template_name: 'with_picture',
        broadcast_name: 'b',
        parameters: [
          { name: 'name', value: 'Iris' },
          { name: 'order', value: 'B-1' },
        ],
      },
    });
    expect(sent.body).toMatchObject({ result: true });
    await parley.settle();
    expect(JSON.stringify(await parley.simulator.phone('447901112777'))).toContain('your order B-1 is on its way');
  });

  test('refuses what is no sample', async () => {
    expect((await upload(Buffer.from('words'), 'text/plain')).body).toMatchObject({ reason: 'media.type_forbidden' });
    expect((await upload(Buffer.from('words'), 'image/png')).status).toBe(400);
    expect((await admin.call('POST', '/templates/samples', { multipart: new FormData() })).status).toBe(400);
  });
});

describe('the list', () => {
  test('puts languages together, filters, searches names and texts, and is paged', async () => {
    await create(input('grouped', { body: 'Grüezi from the shop to you', samples: [] }, { language: 'de' }));
    await create(input('grouped', {}, { language: 'en' }));
    const languagesOf = ({ groups }: Page) =>
      groups.map(({ name, templates }) => [name, templates.map((t) => t.language)]);
    expect(languagesOf(await list({ search: 'GROUP' }))).toEqual([['grouped', ['de', 'en']]]);
    expect(languagesOf(await list({ search: 'grüezi' }))).toEqual([['grouped', ['de']]]);
    expect(languagesOf(await list({ search: 'grouped', language: 'EN' }))).toEqual([['grouped', ['en']]]);
    expect(languagesOf(await list({ search: 'grouped', status: 'approved,PAUSED' }))).toEqual([]);
    expect(languagesOf(await list({ search: 'grouped', category: 'marketing' }))).toEqual([]);
    expect(languagesOf(await list({ search: 'grouped', quality: 'green' }))).toEqual([]);
    const all = await list({ limit: '100' });
    const first = await list({ limit: '2' });
    expect(first.groups).toEqual(all.groups.slice(0, 2));
    const names = first.groups.map(({ name }) => name);
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await list({ limit: '2', cursor });
      names.push(...page.groups.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(all.groups.map(({ name }) => name));
    expect(all.statuses).toContainEqual({ value: 'DRAFT', count: expect.any(Number) });
    expect((await admin.call('GET', '/templates', { query: { cursor: 'nonsense' } })).status).toBe(400);
  });

  test('is read again from WhatsApp, and says what one can choose from', async () => {
    expect((await admin.call('POST', '/templates/sync')).body).toMatchObject({ complete: true, deleted: 0 });
    const { body } = await admin.call<{ accounts: Json[]; languages: string[] }>('GET', '/templates/options');
    expect(body.accounts[0]).toMatchObject({ channels: ['Main', 'Second'] });
    expect(body.languages).toContain('pt_BR');
  });
});

describe('deleting', () => {
  test('takes one language or all of a name', async () => {
    const en = (await create(input('short_lived'))).body;
    const de = (await create(input('short_lived', {}, { language: 'de' }))).body;
    const fr = (await create(input('short_lived', {}, { language: 'fr' }))).body;
    expect((await admin.call('DELETE', `/templates/${fr.id}`)).status).toBe(204);
    expect((await detail(en.id)).languages).toMatchObject([{ language: 'de' }, { language: 'en' }]);
    await submit(en.id, { category: 'UTILITY', content: en.content });
    await admin.call('DELETE', `/templates/${de.id}`, { query: { languages: 'all' } });
    expect((await detail(en.id)).status).toBe('DELETED');
    expect(await list({ search: 'short_lived' })).toMatchObject({ groups: [] });
    expect((await list({ search: 'short_lived', status: 'DELETED' })).groups).toHaveLength(1);
    expect((await create(input('short_lived'))).body).toMatchObject({ reason: 'template.name_taken' });
  });
});

describe('refusals', () => {
  test('a broken rule stores nothing, a taken name and a foreign account are refused', async () => {
    const before = (await list()).statuses;
    expect(await create(input('Bad Name'))).toMatchObject({ status: 400, body: { reason: 'template.invalid' } });
    expect(await create(input('fine', { samples: [] }))).toMatchObject({ status: 400 });
    expect(await create(input('fine', {}, { wabaId: '12345' }))).toMatchObject({ status: 404 });
    const one = (await create(input('taken_one'))).body;
    expect(await create(input('taken_one'))).toMatchObject({ status: 409, body: { reason: 'template.name_taken' } });
    await create(input('taken_two'));
    expect(await admin.call('PUT', `/templates/${one.id}`, { json: input('taken_two') })).toMatchObject({
      status: 409,
    });
    expect((await list()).statuses.find(({ value }) => value === 'DRAFT')?.count).toBe(
      (before.find(({ value }) => value === 'DRAFT')?.count ?? 0) + 2,
    );
  });

  test('WhatsApp says no: the draft stays, with its words', async () => {
    const { id, content: kept } = (await create(input('faulty'))).body;
    const outcome = { error: { code: 100 } };
    await parley.simulator.call('POST', '/faults', { match: { operation: 'template.create' }, outcome, times: 1 });
    expect(await submit(id, { category: 'UTILITY', content: kept })).toMatchObject({
      status: 502,
      body: { reason: 'meta.rejected' },
    });
    expect((await detail(id)).status).toBe('DRAFT');
  });

  test('without the permission, and from another workspace', async () => {
    const { id } = (await create(input('mine'))).body;
    const agent = await signIn(parley, 'agent@demo.test');
    expect((await agent.call('GET', `/templates/${id}`)).status).toBe(200);
    const tenantId = '4711';
    const deps = { db: parley.db, clock: parley.clock };
    await createTenant(deps, { id: tenantId, name: 'Foreign' });
    await createOperator(deps, tenantId, { email: 'far@else.test', name: 'Far', role: 'administrator' });
    await setPassword(deps, tenantId, 'far@else.test', password);
    const far = await signIn(parley, 'far@else.test');
    expect((await far.call<Page>('GET', '/templates')).body.groups).toEqual([]);
    const change = { category: 'UTILITY', content: content() };
    for (const [method, path, json] of [
      ['PUT', `/${id}`, input('mine')],
      ['DELETE', `/${id}`, undefined],
      ['POST', `/${id}/submit`, change],
    ] as const) {
      const call = json ? { json } : {};
      expect((await agent.call(method, `/templates${path}`, call)).status).toBe(403);
      expect((await far.call(method, `/templates${path}`, call)).status).toBe(404);
    }
    for (const path of ['', '/check', '/sync']) {
      expect((await agent.call('POST', `/templates${path}`, { json: input('mine') })).status).toBe(403);
    }
    expect((await far.call('GET', `/templates/${id}`)).status).toBe(404);
    expect((await far.call('POST', '/templates', { json: input('mine') })).status).toBe(404);
    expect((await detail(id)).status).toBe('DRAFT');
  });
});

describe('the check', () => {
  const plain: TemplateContent = {
    header: undefined,
    body: 'Hello {{name}}, your order is on its way to you.',
    footer: 'Reply STOP to end',
    buttons: [],
    cards: [],
    offer: undefined,
    expiryMinutes: undefined,
    securityAdvice: false,
    samples: [{ name: 'name', value: 'Mei' }],
  };
  const noButton = {
    text: undefined,
    url: undefined,
    urlParameter: undefined,
    phoneNumber: undefined,
    offerCode: undefined,
    flowId: undefined,
    flowAction: undefined,
    navigateScreen: undefined,
  };
  const check = (rest: Partial<TemplateContent>, category = 'UTILITY', name = 'fine', language = 'en') =>
    checkDraft({ name, language, category, content: { ...plain, ...rest } }).problems.map(
      ({ field, rule, severity }) => `${severity} ${field} ${rule}`,
    );

  test('finds every error at its field at once', () => {
    const reply = { ...noButton, kind: 'quick_reply' };
    expect(
      check(
        {
          header: { format: 'IMAGE', text: undefined, sample: undefined, parameter: undefined },
          body: '{{name}} hello {{other}}',
          footer: 'x'.repeat(61),
          buttons: [reply, { ...noButton, kind: 'url', text: 'Go', url: 'nowhere' }],
        },
        'UTILITY',
        'No!',
        'xx',
      ),
    ).toEqual([
      'error name name',
      'error language language',
      'error header header.sample',
      'error body variables.sample',
      'error footer footer.length',
      'error buttons.0 buttons.text',
      'error buttons.1 buttons.url',
    ]);
    const buttons = [1, 2, 3].map((n) => ({ ...noButton, kind: 'url', text: `${n}`, url: 'https://a.example' }));
    expect(check({ buttons })).toEqual(['error buttons buttons.kind_count']);
    expect(check({ expiryMinutes: 91 }, 'AUTHENTICATION')).toEqual(['error expiryMinutes authentication.expiry']);
    expect(check({}, 'NEWS')).toEqual(['error category category']);
  });

  test.each([
    [{ body: 'Hi {{name}}.' }, 'UTILITY', ['body lint.few_words', 'body lint.edge']],
    [{ body: 'A 20% off deal for {{name}} this week' }, 'UTILITY', ['body lint.promotion']],
    [{ body: 'Dear {{name}}, reply with your card number please' }, 'UTILITY', ['body lint.secret']],
    [{ body: 'Dear {{name}}, see it at bit.ly/abc today' }, 'UTILITY', ['body lint.shortener']],
    [{ body: 'This is a test template for {{name}} to see' }, 'UTILITY', ['body lint.trial']],
    [{ body: 'HELLO {{name}}, LOOK AT THIS NEW LAMP' }, 'UTILITY', ['body lint.shouting']],
    [{ body: 'Hello {{name}},\n\n\nwelcome to the shop' }, 'UTILITY', ['body lint.blank_lines']],
    [{ footer: undefined }, 'MARKETING', ['footer lint.opt_out']],
    [{ samples: [{ name: 'name', value: 'sample' }] }, 'UTILITY', ['samples lint.vague_sample']],
    [
      { buttons: [{ ...noButton, kind: 'url', text: 'Go', url: 'https://wa.me/49151' }] },
      'UTILITY',
      ['buttons.0 lint.shortener'],
    ],
    [{}, 'UTILITY', []],
  ])('foretells what reviewers refuse: %j', (rest, category, expected) => {
    expect(check(rest, category)).toEqual(expected.map((entry) => `warning ${entry}`));
  });

  test('over HTTP answers what WhatsApp would get, and stores nothing', async () => {
    const { status, body } = await admin.call<Json>('POST', '/templates/check', { json: input('never_kept') });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      problems: [],
      variables: ['name', 'order'],
      meta: { name: 'never_kept', language: 'en', parameter_format: 'NAMED' },
    });
    expect(await list({ search: 'never_kept' })).toMatchObject({ groups: [] });
  });
});
