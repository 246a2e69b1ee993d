import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

type Json = Record<string, unknown>;
interface Created {
  ok: boolean;
  error?: string;
  message?: string;
  reason?: string;
  result: Json & { id: string; customParams: Json[]; buttons: Json[]; status: string };
}

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.settle();
});

afterAll(() => parley.stop());

const create = (json: Json, call: ApiCall = {}) =>
  parley.api<Created>('POST', '/api/v1/whatsApp/templates', { json, ...call });

async function rowsOf(name: string): Promise<Json[]> {
  const { body } = await parley.api<{ messageTemplates: Json[] }>('GET', '/api/v2/getMessageTemplates', {
    query: { name, pageSize: 500 },
  });
  return body.messageTemplates;
}

let names = 0;
function freshName(): string {
  names += 1;
  return `made_${names}`;
}

/** A template that keeps every rule. */
const good = (rest: Json = {}): Json => ({
  type: 'template',
  category: 'UTILITY',
  elementName: freshName(),
  language: 'en',
  body: 'Hello {{name}}, see you on {{day}}.',
  customParams: [
    { paramName: 'name', paramValue: 'Mei' },
    { paramName: 'day', paramValue: 'Friday' },
  ],
  ...rest,
});

const reply = (text: string): Json => ({ type: 'quick_reply', parameter: { text } });
const link = (url: string, rest: Json = {}): Json => ({ type: 'url', parameter: { text: 'Open', url, ...rest } });
const card = (rest: Json = {}): Json => ({
  header: { type: 'image', link: 'https://tea.example.com/a.jpg' },
  body: 'Green tea',
  buttons: [reply('More')],
  ...rest,
});

describe('a draft', () => {
  test('is stored as the contract shows it, and Meta is not asked', async () => {
    const before = (await parley.simulator.graphRequests()).length;
    const { status, body } = await create({
      type: 'template',
      category: 'UTILITY',
      subCategory: 'STANDARD',
      buttonsType: 'NONE',
      buttons: [],
      footer: '',
      elementName: 'appointment_note',
      language: 'en',
      header: { type: 'none' },
      body: 'Hello {{name}}, see you on {{day}}.',
      customParams: [
        { paramName: 'name', paramValue: 'Mei' },
        { paramName: 'day', paramValue: 'Friday' },
      ],
      creationMethod: 0,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      ok: true,
      result: {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        wabaId: '200200',
        elementName: 'appointment_note',
        category: 'UTILITY',
        subCategory: 'STANDARD',
        hsm: null,
        hsmOriginal: null,
        customParams: [
          { paramName: 'name', paramValue: 'Mei' },
          { paramName: 'day', paramValue: 'Friday' },
        ],
        status: 'DRAFT',
        language: { key: 'English', value: 'en', text: 'English' },
        lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        type: 'template',
        header: null,
        body: 'Hello {{1}}, see you on {{2}}.',
        bodyOriginal: 'Hello {{name}}, see you on {{day}}.',
        footer: null,
        buttons: [],
        buttonsType: 'none',
        carouselCards: null,
        catalogInfo: null,
        limitedTimeOffer: null,
        expiresIn: 0,
        includeExpiryTime: false,
        addSecurityRecommendation: false,
        quality: 'UNKNOWN',
        creationMethod: 0,
        isUrlBtnClickTrackingEnabled: false,
        trackingUrlVersion: null,
        rejectedReason: null,
      },
    });
    expect(await rowsOf('appointment_note')).toEqual([body.result]);
    expect((await parley.simulator.graphRequests()).length).toBe(before);
  });

  test('needs only the keys that live clients send, and has the defaults of WATI', async () => {
    const { body } = await create({ elementName: 'bare', category: 'MARKETING', language: 'en_us', body: 'Good day!' });
    expect(body.result).toMatchObject({
      status: 'DRAFT',
      type: 'hsm',
      subCategory: 'STANDARD',
      buttonsType: 'none',
      hsm: 'Good day!',
      language: { value: 'en_US' },
    });
  });

  test('takes numbers in its texts, and keeps the names that are given for them', async () => {
    const { body } = await create(good({ body: 'Hello {{1}}, see you on {{2}}.' }));
    expect(body.result).toMatchObject({
      body: 'Hello {{1}}, see you on {{2}}.',
      bodyOriginal: 'Hello {{name}}, see you on {{day}}.',
      customParams: [
        { paramName: 'name', paramValue: 'Mei' },
        { paramName: 'day', paramValue: 'Friday' },
      ],
    });
    const numbered = [{ paramName: '1', paramValue: 'Mei' }];
    expect((await create(good({ body: 'Hello {{1}}!', customParams: numbered }))).body.result).toMatchObject({
      bodyOriginal: 'Hello {{1}}!',
      customParams: numbered,
    });
  });

  test('has header, footer and buttons with their parameters', async () => {
    const { body } = await create(
      good({
        header: { type: 'text', text: 'Order {{order_id}}' },
        footer: 'Canal Tea',
        buttons: [
          reply('Thanks'),
          link('https://t.example.com/{{code}}'),
          { type: 'call', parameter: { text: 'Call', phoneNumber: '+15550142000' } },
          { type: 'copy_code', parameter: { copyOfferCode: 'TEA20' } },
          link('https://t.example.com'),
        ],
        customParams: ['name', 'day', 'order_id', 'code'].map((name) => ({ paramName: name, paramValue: `a ${name}` })),
        body: 'Hello {{name}}, see you on {{day}}.',
      }),
    );
    expect(body).toMatchObject({
      ok: true,
      result: {
        header: {
          type: 1,
          typeString: 'text',
          text: 'Order {{order_id}}',
          headerParamMapping: { index: 2, paramName: 'order_id' },
        },
        footer: 'Canal Tea',
        buttonsType: 'quick_reply_and_call_to_action',
        customParams: ['name', 'day', 'order_id', 'code'].map((name) => ({ paramName: name, paramValue: `a ${name}` })),
      },
    });
    expect(body.result.buttons.map((button) => button.type)).toEqual([
      'quick_reply',
      'url',
      'phone_number',
      'copy_code',
      'url',
    ]);
    expect(body.result.buttons[1]).toMatchObject({
      parameter: {
        url: 'https://t.example.com/{{1}}',
        urlOriginal: 'https://t.example.com/{{code}}',
        urlType: 'dynamic',
        buttonParamMapping: { index: 3, paramName: 'code' },
      },
    });
    expect(body.result.buttons[2]).toMatchObject({ parameter: { phoneNumber: '+15550142000' } });
    expect(body.result.buttons[3]).toMatchObject({ parameter: { copyOfferCode: 'TEA20' } });
  });

  test('shares one name between its text and an address', async () => {
    const buttons = [link('https://t.example.com/{{1}}', { buttonParamMapping: { index: 0, paramName: 'name' } })];
    const { body } = await create(good({ buttons }));
    expect(body.result.customParams.map((entry) => entry.paramName)).toEqual(['name', 'day']);
    expect(body.result.buttons[0]).toMatchObject({
      parameter: {
        urlOriginal: 'https://t.example.com/{{name}}',
        buttonParamMapping: { index: 0, paramName: 'name' },
      },
    });
  });

  test.each([
    ['image', 2],
    ['video', 3],
    ['document', 4],
  ])('has a header with a sample %s', async (type, number) => {
    const address = 'https://tea.example.com/sample';
    const header = { type, link: address, mediaFromPC: 'sample' };
    expect((await create(good({ header }))).body.result.header).toMatchObject({
      type: number,
      typeString: type,
      link: address,
      mediaFromPC: 'sample',
    });
  });

  test('may be a carousel, a limited-time offer or an authentication template', async () => {
    const carousel = await create(
      good({ category: 'MARKETING', carouselCards: [card(), card({ body: 'Black tea' })] }),
    );
    expect(carousel.body.result).toMatchObject({
      subCategory: 'CAROUSEL',
      carouselCards: [
        {
          header: { type: 2, link: 'https://tea.example.com/a.jpg' },
          body: 'Green tea',
          buttons: [{ type: 'quick_reply', parameter: { text: 'More' } }],
        },
        { body: 'Black tea' },
      ],
    });
    const limitedTimeOffer = { text: 'Ends soon', hasExpiration: true };
    const offer = await create(
      good({ category: 'MARKETING', limitedTimeOffer, buttons: [link('https://t.example.com')] }),
    );
    expect(offer.body.result).toMatchObject({ subCategory: 'LIMITED_TIME_OFFER', limitedTimeOffer });
    const otp = { category: 'AUTHENTICATION', expiresIn: 10, includeExpiryTime: true, addSecurityRecommendation: true };
    expect((await create(good({ ...otp, body: 'as Meta writes it' }))).body.result).toMatchObject({
      body: '*{{1}}* is your verification code. For your security, do not share this code.',
      footer: 'This code expires in 10 minutes.',
      buttons: [{ type: 'otp', parameter: { text: 'Copy code' } }],
      expiresIn: 10,
      includeExpiryTime: true,
      addSecurityRecommendation: true,
    });
  });

  test('comes in every JSON type, with keys in any case', async () => {
    for (const type of ['application/json-patch+json', 'text/json', 'application/vnd.api+json']) {
      const raw = JSON.stringify({ ElementName: freshName(), Category: 'UTILITY', LANGUAGE: 'en', Body: 'Good day!' });
      const answer = await parley.api('POST', '/api/v1/whatsapp/Templates', { raw, headers: { 'content-type': type } });
      expect(answer).toMatchObject({ status: 200, body: { ok: true } });
    }
  });
});

test('takes text for numbers and flags, and leaves out what no database keeps', async () => {
  const otp = { category: 'AUTHENTICATION', expiresIn: '7', addSecurityRecommendation: 'true', body: 'x' };
  expect((await create(good(otp))).body.result).toMatchObject({ expiresIn: 7, addSecurityRecommendation: true });
  const cards = [card({ body: 'Gre\u0000en \ud800tea' }), card()];
  const { body } = await create(good({ category: 'MARKETING', carouselCards: cards }));
  expect(body.result).toMatchObject({ carouselCards: [{ body: 'Green \ufffdtea' }, {}] });
});

describe('a name', () => {
  test('is taken once in a language', async () => {
    const draft = good();
    expect((await create(draft)).body.ok).toBe(true);
    const again = await create({ ...draft, body: 'Something else!' });
    expect(again).toMatchObject({
      status: 200,
      body: { ok: false, error: 'template with current name already exists', reason: 'template.name_taken' },
    });
    expect((await create({ ...draft, language: 'es' })).body.ok).toBe(true);
    expect((await create(good({ elementName: 'welcome' }))).body).toMatchObject({ ok: false });
  });
});

const params = (...names: string[]) => names.map((name) => ({ paramName: name, paramValue: `some ${name}` }));
const auth = (rest: Json): Json => ({ category: 'AUTHENTICATION', body: 'x', customParams: [], ...rest });
const marketing = (rest: Json): Json => ({ category: 'MARKETING', ...rest });

describe("Meta's rules", () => {
  test.each<[string, Json, RegExp]>([
    ['name with capitals', { elementName: 'Made' }, /lower-case letters/],
    ['name with blanks', { elementName: 'made here' }, /lower-case letters/],
    ['name too long', { elementName: 'x'.repeat(513) }, /1 to 512/],
    ['language', { language: 'xx' }, /no language code/],
    ['category', { category: 'NEWS' }, /category/i],
    ['empty body', { body: '  ' }, /must have a text/],
    ['long body', { body: `x${'y'.repeat(1024)}`, customParams: [] }, /at most 1024/],
    ['gap in numbers', { body: 'Hello {{1}}, {{3}} it is.', customParams: params('1', '3') }, /without gaps/],
    ['mixed variables', { body: 'Hello {{1}}, {{day}} it is.', customParams: params('1', 'day') }, /mixes/],
    ['capital variable', { body: 'Hello {{Name}} there.', customParams: params('Name') }, /lower-case letters/],
    ['broken variable', { body: 'Hello {{first name}} there.' }, /broken variable/],
    ['variable first', { body: '{{name}}, hello to you.' }, /begin or end/],
    ['variable last', { body: 'Hello to {{name}}' }, /begin or end/],
    ['variables side by side', { body: 'Hello {{name}} {{day}} there.' }, /side by side/],
    ['too many variables', { body: '- {{name}}, {{day}} -' }, /too many variables/],
    ['no sample', { customParams: [{ paramName: 'name', paramValue: 'Mei' }] }, /sample value for the variable day/],
    ['long header', { header: { type: 'text', text: 'x'.repeat(61) } }, /at most 60/],
    ['two header variables', { header: { type: 'text', text: '{{name}} or {{day}}' } }, /one variable at most/],
    ['emoji header', { header: { type: 'text', text: 'Tea 🍵' } }, /emoji/],
    ['empty header', { header: { type: 'text' } }, /header must have a text/],
    ['unknown header', { header: { type: 'song' } }, /formats/],
    ['header of an inherited name', { header: { type: '__proto__' } }, /formats/],
    ['media without sample', { header: { type: 'image' } }, /sample file/],
    ['long footer', { footer: 'x'.repeat(61) }, /at most 60/],
    ['footer variable', { footer: 'For {{name}}' }, /must not have variables/],
    ['eleven buttons', { buttons: Array.from({ length: 11 }, (_, at) => reply(`r${at}`)) }, /at most 10/],
    ['three links', { buttons: ['a', 'b', 'c'].map((to) => link(`https://t.example.com/${to}`)) }, /kind URL/],
    ['split replies', { buttons: [reply('a'), link('https://t.example.com'), reply('b')] }, /together/],
    ['button without text', { buttons: [{ type: 'quick_reply', parameter: {} }] }, /must have a text/],
    ['long button', { buttons: [reply('x'.repeat(26))] }, /at most 25/],
    ['unknown button', { buttons: [{ type: 'song', parameter: { text: 'a' } }] }, /unknown kind/],
    ['otp elsewhere', { buttons: [{ type: 'otp', parameter: { text: 'a' } }] }, /Only authentication/],
    ['bad link', { buttons: [link('t.example.com')] }, /absolute http/],
    ['link variable inside', { buttons: [link('https://t.example.com/{{name}}/x')] }, /at the end/],
    ['link without sample', { buttons: [link('https://t.example.com/{{code}}')] }, /sample value/],
    [
      'bad phone',
      { buttons: [{ type: 'phone_number', parameter: { text: 'Call', phoneNumber: 'x' } }] },
      /country code/,
    ],
    ['no offer code', { buttons: [{ type: 'copy_code', parameter: {} }] }, /sample code/],
    ['one card', marketing({ carouselCards: [card()] }), /2 to 10 cards/],
    ['eleven cards', marketing({ carouselCards: Array.from({ length: 11 }, () => card()) }), /2 to 10 cards/],
    [
      'cards of two shapes',
      marketing({ carouselCards: [card(), card({ buttons: [link('https://t.example.com')] })] }),
      /differs/,
    ],
    ['card without media', marketing({ carouselCards: [card(), card({ header: null })] }), /image or a video/],
    ['carousel with footer', marketing({ footer: 'x', carouselCards: [card(), card()] }), /only a body/],
    ['offer that is no marketing', { limitedTimeOffer: { text: 'Soon' } }, /MARKETING/],
    ['offer with footer', marketing({ footer: 'x', limitedTimeOffer: { text: 'Soon' } }), /footer/],
    ['offer with long text', marketing({ limitedTimeOffer: { text: 'x'.repeat(17) } }), /1 to 16/],
    [
      'offer with long body',
      marketing({ limitedTimeOffer: { text: 'Soon' }, body: 'x'.repeat(601), customParams: [] }),
      /at most 600/,
    ],
    ['code that lives too long', auth({ expiresIn: 91 }), /1 to 90/],
    ['authentication with a header', auth({ header: { type: 'text', text: 'x' } }), /HEADER/],
    [
      'authentication with two buttons',
      auth({ buttons: [{ type: 'otp', parameter: {} }, reply('b')] }),
      /one one-time/,
    ],
  ])('%s', async (_what, rest, sentence) => {
    const before = (await rowsOf('')).length;
    const { status, body } = await create(good(rest));
    expect({ status, ok: body.ok ?? false }).toEqual({ status: 400, ok: false });
    expect(body.message).toMatch(sentence);
    expect(await rowsOf('')).toHaveLength(before);
  });
});

describe('requests that are no template', () => {
  test.each<[string, Json]>([
    ['no name', { elementName: undefined }],
    ['no language', { language: undefined }],
    ['no body', { body: undefined }],
    ['no category', { category: undefined }],
    ['buttons of another type', { buttons: 'none' }],
    ['cards of another type', { carouselCards: 7 }],
  ])('%s', async (_what, rest) => {
    expect((await create(good(rest))).status).toBe(400);
  });

  test('need one of the scopes', async () => {
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    expect((await create(good(), { token: reader })).status).toBe(403);
    const writer = await parley.addToken({ scopes: ['messagetemplate:write'] });
    expect((await create(good(), { token: writer })).status).toBe(200);
    expect((await create(good(), { token: null })).status).toBe(401);
  });

  test('go to an account of the workspace alone', async () => {
    expect((await create(good({ wabaId: '200200' }))).body.ok).toBe(true);
    expect(await create(good({ wabaId: '999' }))).toMatchObject({ status: 400, body: { error: 'Channel not found' } });
    const { token } = await parley.addTenant('100401');
    const other = createApiClient(`${parley.baseUrl}/100401`, token);
    for (const wabaId of [undefined, '200200']) {
      const answer = await other('POST', '/api/v1/whatsApp/templates', { json: good({ wabaId }) });
      expect(answer).toMatchObject({ status: 400, body: { ok: false, error: 'Channel not found' } });
    }
  });
});
