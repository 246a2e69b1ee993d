import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runChannel } from '../src/cli/channel-command.ts';
import { runDoctor } from '../src/cli/doctor-command.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { createTenant } from '../src/modules/accounts/index.ts';
import { findCredentials, listChannels } from '../src/modules/channels/index.ts';
import { cloneDatabase } from './harness/test-database.ts';
import { rowsOf } from './intake-lab.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';

// What the commands ask of Meta before they store anything, and what they say of the answers.
type Json = Record<string, unknown>;

const appToken = '700700|right-secret';
const healthy = (): Record<string, Json> => ({
  'GET /debug_token': {
    data: {
      app_id: '700700',
      is_valid: true,
      expires_at: 0,
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    },
  },
  'GET /900900': { id: '900900', name: 'Lamp shop', account_review_status: 'APPROVED' },
  'GET /900900/phone_numbers': {
    data: [{ id: '500500', display_phone_number: '+1 555-020-0001', status: 'CONNECTED', quality_rating: 'GREEN' }],
  },
  'GET /500500': { id: '500500', health_status: { can_send_message: 'AVAILABLE', entities: [] } },
  'GET /700700/subscriptions': {
    data: [
      {
        object: 'whatsapp_business_account',
        callback_url: 'https://parley.example/meta/webhook',
        active: true,
        fields: [{ name: 'messages', version: 'v23.0' }],
      },
    ],
  },
  'GET /900900/subscribed_apps': { data: [] },
  'POST /900900/subscribed_apps': { success: true },
});

let answers = healthy();
let meta: LocalServer;
let database: Awaited<ReturnType<typeof cloneDatabase>>;

beforeAll(async () => {
  database = await cloneDatabase();
  await createTenant({ db: database.db, clock: createClock() }, { id: '404242', name: 'Shop' });
  meta = await startLocalServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/v\d+\.\d+/, '').split('?')[0] ?? '';
    const bearer = request.headers.authorization?.slice('Bearer '.length);
    const wanted = path.endsWith('/subscriptions') ? appToken : 'EAAgood';
    const answer =
      bearer === wanted
        ? answers[`${request.method} ${path}`]
        : { error: { code: 190, type: 'OAuthException', message: 'Invalid OAuth access token.', fbtrace_id: 'A' } };
    if (path.endsWith('subscribed_apps') && request.method === 'POST' && answer?.success) {
      answers['GET /900900/subscribed_apps'] = { data: [{ whatsapp_business_api_data: { id: '700700' } }] };
    }
    const body = answer ?? {
      error: { code: 100, error_subcode: 33, type: 'GraphMethodException', message: 'Unknown' },
    };
    response.writeHead('error' in body ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
});
afterAll(async () => {
  await meta.close();
  await database.drop();
});
beforeEach(() => {
  answers = healthy();
});

type Command = typeof runChannel;

async function run(command: Command, args: string[], more: Record<string, string> = {}) {
  const out: string[] = [];
  const environment = {
    DATABASE_URL: database.url,
    PARLEY_SECRET_KEY: 'a secret key for the tests only',
    PARLEY_GRAPH_URL: meta.url,
    PARLEY_PUBLIC_URL: 'https://parley.example',
    ...more,
  };
  const say = (text: string): void => void out.push(text);
  const code = await command({ args, environment, print: say, complain: say });
  return { code, out: out.join('\n') };
}

const given: Record<string, string> = {
  tenant: '404242',
  name: 'Main',
  number: '+1 555 020 0001',
  'phone-number-id': '500500',
  waba: '900900',
  app: '700700',
  'app-secret': 'right-secret',
  'verify-token': 'v',
  'access-token': 'EAAgood',
};
const add = (more: Record<string, string> = {}) =>
  run(runChannel, ['add', ...Object.entries({ ...given, ...more }).flatMap(([name, value]) => [`--${name}`, value])]);
const channel = (verb: string, ...more: string[]) =>
  run(runChannel, [verb, '--tenant', '404242', '--channel', 'Main', ...more]);
const listed = async () => (await run(runChannel, ['list', '--tenant', '404242'])).out;
const token = (more: Json) => {
  answers['GET /debug_token'] = { data: { ...(healthy()['GET /debug_token']?.data as Json), ...more } };
};

describe('channel add stores nothing when', () => {
  const refusals: [string, () => void, Record<string, string>, string][] = [
    ['Meta refuses the token', () => undefined, { 'access-token': 'EAAbad' }, 'The access token does not work'],
    ['the token is no longer valid', () => token({ is_valid: false }), {}, 'The access token is not valid'],
    ['the token has expired', () => token({ expires_at: 1_700_000_000 }), {}, 'The access token has expired'],
    ['the token is of another app', () => token({ app_id: '1' }), {}, 'belongs to the Meta app 1, not to 700700'],
    [
      'the token lacks a permission',
      () => token({ scopes: ['whatsapp_business_management'] }),
      {},
      'lacks whatsapp_business_messaging',
    ],
    ['the account is not reached', () => undefined, { waba: '1' }, 'does not reach the WhatsApp account 1'],
    [
      'the account lacks the number',
      () => undefined,
      { 'phone-number-id': '1' },
      'no number with the id 1. It has 500500 (+1 555-020-0001).',
    ],
    [
      'the id is of another number',
      () => undefined,
      { number: '+1 555 020 0009' },
      'The id 500500 is the number 15550200001, not 15550200009',
    ],
    [
      'the app secret is wrong',
      () => undefined,
      { 'app-secret': 'x' },
      'The secret is not that of the Meta app 700700',
    ],
    [
      'the app can not be subscribed',
      () => {
        answers['POST /900900/subscribed_apps'] = { error: { code: 200, message: 'No permission' } };
      },
      {},
      'The app could not be subscribed to the webhooks of the account',
    ],
  ];
  test.each(refusals)('%s', async (_what, prepare, more, sentence) => {
    prepare();
    const { code, out } = await add(more);
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining(sentence) });
    expect(out).toContain('Nothing was stored.');
    expect(await listed()).toBe('');
  });

  test('Meta is not reached', async () => {
    const closed = await run(runChannel, ['add', ...Object.entries(given).flatMap(([k, v]) => [`--${k}`, v])], {
      PARLEY_GRAPH_URL: 'http://127.0.0.1:9',
    });
    expect(closed).toEqual({ code: 1, out: expect.stringContaining('Meta could not be asked') });
    expect(await listed()).toBe('');
  });
});

describe('a number that passes', () => {
  test('is subscribed and stored, each check a line, and warnings do not stand in its way', async () => {
    token({ expires_at: Math.floor(Date.UTC(2100, 0, 1) / 1000) });
    answers['GET /500500'] = {
      id: '500500',
      health_status: {
        can_send_message: 'LIMITED',
        entities: [
          {
            entity_type: 'BUSINESS',
            can_send_message: 'LIMITED',
            errors: [{ error_code: 141010, error_description: 'Not verified', possible_solution: 'Verify it.' }],
          },
        ],
      },
    };
    expect(await add()).toEqual({
      code: 0,
      out: [
        'ok    the access token is valid',
        'ok    the account 900900 is there (Lamp shop)',
        'ok    the number +1 555-020-0001 is connected',
        'warn  Meta limits what the number sends. BUSINESS: Not verified. Verify it.',
        'ok    the app secret is right',
        'ok    Meta posts to https://parley.example/meta/webhook',
        'ok    the app is subscribed to the webhooks of account 900900',
        '15550200001 is connected.',
      ].join('\n'),
    });
    expect(await listed()).toMatch(/Main\t15550200001\tdefault\tsending/);
    await expect(add()).rejects.toThrow('500500 is connected already');
    await expect(add({ 'phone-number-id': '500501' })).rejects.toThrow('15550200001 is connected already');
  });

  test('is shown without its secrets, paused with a reason and resumed', async () => {
    expect((await channel('pause', '--reason', 'Holidays')).out).toBe('Main is paused: messages wait.');
    expect((await channel('pause')).out).toBe('Main was paused already.');
    const shown = (await channel('show')).out;
    expect(shown).toMatch(/phone number id\t500500\naccount\t900900\napp\t700700/);
    expect(shown).toContain('reason\tHolidays');
    expect(shown).not.toMatch(/EAAgood|right-secret/);
    expect((await channel('resume')).out).toBe('Main sends again.');
    expect((await channel('resume')).out).toBe('Main was not paused.');
  });

  test('is registered with a PIN, and says why it could not be', async () => {
    answers['POST /500500/register'] = { success: true };
    expect(await channel('register', '--pin', '402913')).toEqual({
      code: 0,
      out: 'ok    the number 15550200001 is registered',
    });
    expect(JSON.parse(meta.requests.at(-1)?.body ?? '')).toEqual({ messaging_product: 'whatsapp', pin: '402913' });
    answers['POST /500500/register'] = { error: { code: 133_005, message: 'PIN Mismatch' } };
    expect(await channel('register', '--pin', '000000')).toEqual({
      code: 1,
      out: expect.stringContaining('The two-step verification PIN is wrong (133005).'),
    });
    await expect(channel('register', '--pin', '12')).rejects.toThrow('--pin must be six digits');
    await expect(channel('register')).rejects.toThrow('--pin is needed');
  });

  test('has Meta post here, once Meta takes the address', async () => {
    answers['POST /700700/subscriptions'] = { success: true };
    expect(await channel('set-callback')).toEqual({
      code: 0,
      out: 'ok    Meta posts to https://parley.example/meta/webhook',
    });
    expect(JSON.parse(meta.requests.at(-1)?.body ?? '')).toMatchObject({
      object: 'whatsapp_business_account',
      callback_url: 'https://parley.example/meta/webhook',
      verify_token: 'v',
      fields: expect.stringMatching(/^messages,.*user_preferences$/),
    });
    answers['POST /700700/subscriptions'] = { error: { code: 100, message: 'The URL could not be validated.' } };
    expect(await channel('set-callback')).toEqual({
      code: 1,
      out: expect.stringContaining('the server must be running and reachable there'),
    });
    const nowhere = ['set-callback', '--tenant', '404242', '--channel', 'Main'];
    expect(await run(runChannel, nowhere, { PARLEY_PUBLIC_URL: '' })).toEqual({
      code: 1,
      out: expect.stringContaining('There is no public address'),
    });
  });

  test('shows customers another profile, within the limits of Meta', async () => {
    answers['POST /500500/whatsapp_business_profile'] = { success: true };
    const sites = 'https://a.example, https://b.example';
    expect(
      await channel('set-profile', '--about', 'Open till six', '--vertical', 'RETAIL', '--websites', sites),
    ).toEqual({
      code: 0,
      out: 'ok    the profile of Main is changed',
    });
    expect(JSON.parse(meta.requests.at(-1)?.body ?? '')).toEqual({
      messaging_product: 'whatsapp',
      about: 'Open till six',
      vertical: 'RETAIL',
      websites: ['https://a.example', 'https://b.example'],
    });
    const asked = meta.requests.length;
    const wrong: [string[], string][] = [
      [[], 'There is nothing to change'],
      [['--about', 'x'.repeat(140)], 'about must have at most 139 characters'],
      [['--about', ''], 'about must not be empty'],
      [['--websites', 'https://a.example,https://b.example,https://c.example'], 'There may be 2 websites'],
      [['--websites', 'lamps'], 'lamps is no web address'],
    ];
    for (const [args, sentence] of wrong) await expect(channel('set-profile', ...args)).rejects.toThrow(sentence);
    expect(meta.requests).toHaveLength(asked);
    answers['POST /500500/whatsapp_business_profile'] = { error: { code: 100, message: 'Bad vertical' } };
    await expect(channel('set-profile', '--vertical', 'LAMPS')).rejects.toThrow('Bad vertical');
  });

  test('names the messaging account in its sends where one is set', async () => {
    const account = async () => {
      const ctx = { tenantId: '404242', actor: { kind: 'system' }, requestId: 'test' } as const;
      const [{ id = '' } = {}] = await listChannels(database, ctx);
      const secrets = createSecretBox('a secret key for the tests only');
      return (await findCredentials({ ...database, secrets }, '404242', id))?.messagingAccountId;
    };
    expect(await account()).toBeNull();
    expect((await channel('set-account', '--messaging-account', '900900')).out).toBe(
      'Sends of account 900900 name the messaging account 900900.',
    );
    expect(await account()).toBe('900900');
    await expect(channel('set-account', '--messaging-account', 'x')).rejects.toThrow('is a number, or none');
    expect((await channel('set-account', '--messaging-account', 'none')).code).toBe(0);
    expect(await account()).toBeNull();
  });

  test('sends marketing by the Marketing Messages API when told to', async () => {
    expect((await channel('set-marketing-api', '--state', 'on')).out).toContain('by the Marketing Messages API');
    expect(await rowsOf(database, 'select marketing_api from channels')).toEqual([{ marketing_api: true }]);
    await expect(channel('set-marketing-api', '--state', 'perhaps')).rejects.toThrow('--state is on or off');
    expect((await channel('set-marketing-api', '--state', 'off')).code).toBe(0);
    expect(await rowsOf(database, 'select marketing_api from channels')).toEqual([{ marketing_api: false }]);
  });

  test('gets a new token only when Meta takes it', async () => {
    expect(await channel('set-token', '--access-token', 'EAAbad')).toEqual({
      code: 1,
      out: expect.stringContaining('The access token does not work'),
    });
    answers['GET /900900/subscribed_apps'] = { data: [{ whatsapp_business_api_data: { id: '700700' } }] };
    expect((await channel('check')).code).toBe(0);
    expect(await channel('set-token', '--access-token', 'EAAgood')).toMatchObject({ code: 0 });
  });

  test('that is no longer subscribed is told by check and doctor, and subscribe mends it', async () => {
    const gone = 'fail  The app does not get the webhooks of account 900900. Run parley channel subscribe';
    expect(await channel('check')).toEqual({ code: 1, out: expect.stringContaining(gone) });
    const doctor = await run(runDoctor, []);
    expect(doctor).toEqual({ code: 1, out: expect.stringContaining(gone) });
    expect(doctor.out).toContain('ok    the secret key opens the stored secrets');
    expect(doctor.out).toContain('ok    the public address is https://parley.example');
    expect(await channel('subscribe')).toMatchObject({ code: 0 });
    expect(await run(runDoctor, [])).toMatchObject({ code: 0 });
  });

  test('is doubted where callback, field, review, status or quality are wrong', async () => {
    answers['GET /900900'] = { id: '900900', account_review_status: 'REJECTED' };
    answers['GET /900900/phone_numbers'] = {
      data: [
        {
          id: '500500',
          display_phone_number: '+1 555-020-0001',
          status: 'FLAGGED',
          quality_rating: 'RED',
          name_status: 'DECLINED',
        },
      ],
    };
    answers['GET /700700/subscriptions'] = {
      data: [{ object: 'whatsapp_business_account', callback_url: 'https://other.example/hook', fields: [] }],
    };
    const { out } = await channel('check');
    for (const words of [
      'warn  The account 900900 is in review: REJECTED',
      'warn  The number +1 555-020-0001 is FLAGGED',
      'warn  The quality of +1 555-020-0001 is low',
      'warn  The display name of +1 555-020-0001 is declined',
      'warn  Meta posts to https://other.example/hook. Run parley channel set-callback, or set https://parley.example/meta/webhook in the app at Meta.',
    ]) {
      expect(out).toContain(words);
    }
  });

  test('can not be read by a doctor with another key', async () => {
    const { code, out } = await run(runDoctor, [], { PARLEY_SECRET_KEY: 'another key that is long enough' });
    expect(code).toBe(1);
    expect(out).toContain('fail  The secret key does not open the stored secrets');
  });
});

test('a number is connected unseen, and gets a token unseen, with --checks off', async () => {
  const more = { name: 'Second', number: '15550200002', 'phone-number-id': '500502', checks: 'off' };
  const asked = meta.requests.length;
  expect(await add({ ...more, 'access-token': 'EAAbad' })).toEqual({ code: 0, out: '15550200002 is connected.' });
  const second = [
    'set-token',
    '--tenant',
    '404242',
    '--channel',
    'Second',
    '--checks',
    'off',
    '--access-token',
    'EAAx',
  ];
  expect((await run(runChannel, second)).out).toBe('The access token of Second is replaced.');
  expect(meta.requests).toHaveLength(asked);
});

describe('where the simulator plays Meta', () => {
  test('nothing is asked, and that is said', async () => {
    const { code, out } = await run(runChannel, ['check', '--tenant', '404242', '--channel', 'Main'], {
      PARLEY_SIMULATOR: 'on',
      PARLEY_GRAPH_URL: '',
    });
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('the simulator plays Meta here') });
  });

  test('--checks takes on and off alone', async () => {
    await expect(channel('check', '--checks', 'maybe')).rejects.toThrow('--checks is on or off');
  });
});
