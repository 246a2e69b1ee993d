import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { findCredentials, getChannel } from '../src/modules/channels/index.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';

const waba = '200200';
const main = { digits: '15550100001', id: '300000000000001' };
const second = { digits: '15550100002', id: '300000000000002' };
const accounts = '/api/v1/whatsApp/businessAccounts';
const numbers = '/api/v1/whatsApp/phoneNumbers';
const numbersV2 = '/api/v2/whatsapp/phoneNumbers';
const profileOf = (number: string, account = waba) =>
  `/api/v2/whatsapp/${account}/${encodeURIComponent(number)}/profile`;

let parley: TestPlatform;
let accessToken: string;
let foreign: { token: string };

beforeAll(async () => {
  parley = await startTestPlatform();
  const { db, tenantId } = parley;
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
  const channel = await getChannel({ db }, ctx, undefined);
  const secrets = createSecretBox('a secret key for the tests only');
  accessToken = (await findCredentials({ db, secrets }, tenantId, channel.id))?.accessToken ?? '';
  foreign = await parley.addTenant('300300');
});
afterAll(() => parley.stop());

const read = async <Body>(path: string, call: ApiCall = {}): Promise<Body> => {
  const answer = await parley.api<Body>('GET', path, call);
  expect(answer.status).toBe(200);
  return answer.body;
};

async function setProfile(phoneNumberId: string, change: Record<string, unknown>): Promise<number> {
  const answer = await request(`${parley.baseUrl}/simulator/graph/v23.0/${phoneNumberId}/whatsapp_business_profile`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ messaging_product: 'whatsapp', ...change }),
  });
  await answer.body.dump();
  return answer.statusCode;
}

async function profileReads(): Promise<number> {
  const requests = await parley.simulator.graphRequests();
  return requests.filter((entry) => entry.operation === 'business_profile').length;
}

const row = (number: typeof main, name: string, display: string) => ({
  displayPhoneNumber: display,
  phoneId: number.id,
  channelPhoneNumber: number.digits,
  phoneNumber: number.digits,
  verifiedName: name,
  qualityRating: 'GREEN',
  status: 'CONNECTED',
  wabaId: waba,
});
const rows = [row(main, 'Main', '+1 555-010-0001'), row(second, 'Second', '+1 555-010-0002')];

describe('the lists', () => {
  test('businessAccounts has the account with its numbers', async () => {
    const account = { id: waba, wabaId: waba, name: 'Simulated account', bmId: '9200200', phoneNumbers: rows };
    expect(await read(accounts)).toEqual({ ok: true, result: [account] });
  });

  test('phoneNumbers of v1 has every number, the default one first, in any case of the path', async () => {
    expect(await read(numbers)).toEqual({ ok: true, result: rows });
    expect(await read('/api/v1/whatsapp/phonenumbers')).toEqual({ ok: true, result: rows });
  });

  test('phoneNumbers of v2 is a bare list', async () => {
    const id = expect.stringMatching(/^[0-9a-f]{24}$/);
    const rowV2 = (number: typeof main, channelName: string) => ({
      bmId: '9200200',
      channelId: id,
      channelName,
      channelType: 0,
      embeddedSignupType: 0,
      phoneNumber: number.digits,
      phoneNumberId: number.id,
      wabaContextId: id,
      wabaId: waba,
    });
    expect(await read(numbersV2)).toEqual([rowV2(main, 'Main'), rowV2(second, 'Second')]);
  });

  test('a workspace without numbers has empty lists', async () => {
    const { token } = foreign;
    const call = (path: string) => parley.api('GET', path, { token });
    // Below the address of another tenant the token is refused.
    expect((await call(numbers)).status).toBe(403);
    const bare = (path: string) => request(`${parley.baseUrl}${path}`, { headers: { authorization: token } });
    expect(await (await bare(accounts)).body.json()).toEqual({ ok: true, result: [] });
    expect(await (await bare(numbers)).body.json()).toEqual({ ok: true, result: [] });
    expect(await (await bare(numbersV2)).body.json()).toEqual([]);
  });

  test.each([accounts, numbers, numbersV2, profileOf(main.digits)])('%s asks for a token and a scope', async (path) => {
    const scoped = await parley.addToken({ scopes: ['whatsappaccounts:read'] });
    const unscoped = await parley.addToken({ scopes: ['contacts:read'] });
    expect((await parley.api('GET', path, { token: null })).status).toBe(401);
    expect((await parley.api('GET', path, { token: unscoped })).status).toBe(403);
    expect((await parley.api('GET', path, { token: scoped })).status).toBe(200);
  });
});

describe('the profile of a number', () => {
  test('has the documented members and what Meta tells beyond them', async () => {
    expect(await read(profileOf(second.digits))).toEqual({
      displayPhoneNumber: '+1 555-010-0002',
      phoneId: second.id,
      qualityRating: 'GREEN',
      status: 'CONNECTED',
      verifiedName: 'Second',
      wabaId: waba,
      codeVerificationStatus: 'VERIFIED',
      nameStatus: 'APPROVED',
      messagingLimitTier: 'TIER_UNLIMITED',
      throughput: 'HIGH',
      about: null,
      address: null,
      description: null,
      email: null,
      vertical: null,
      websites: [],
      profilePictureUrl: null,
    });
  });

  test.each(['+1 555-010-0001', '1 (555) 010 0001', '+15550100001'])(
    'is found by the number written %s',
    async (name) => {
      expect(await read(profileOf(name))).toMatchObject({ phoneId: main.id });
    },
  );

  test.each([
    ['an unknown number', profileOf('15559999999')],
    ['another account', profileOf(main.digits, '999')],
    ['a text', profileOf('Main')],
  ])('is refused for %s', async (_what, path) => {
    const answer = await parley.api('GET', path);
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: 'Channel not found' } });
  });

  test('of another tenant looks like an unknown one', async () => {
    const path = profileOf(main.digits);
    const answer = await request(`${parley.baseUrl}${path}`, { headers: { authorization: foreign.token } });
    expect([answer.statusCode, await answer.body.json()]).toEqual([
      400,
      expect.objectContaining({ result: false, info: 'Channel not found' }),
    ]);
  });
});

describe('what Meta tells', () => {
  test('is asked for again when it is an hour old, not before', async () => {
    const before = await profileReads();
    const change = {
      about: 'Lamps since 1970',
      websites: ['https://lamps.example'],
      vertical: 'RETAIL',
      email: 'a@b.example',
    };
    expect(await setProfile(main.id, change)).toBe(200);
    expect(await read(profileOf(main.digits))).toMatchObject({ about: null });
    expect(await profileReads()).toBe(before);
    await parley.simulator.advance(3_601);
    expect(await read(profileOf(main.digits))).toMatchObject(change);
  });

  test('a member that Meta has no more is gone', async () => {
    await setProfile(main.id, { email: '' });
    await parley.simulator.advance(3_601);
    expect(await read(profileOf(main.digits))).toMatchObject({ email: null, about: 'Lamps since 1970' });
  });

  test('stays as it was while Meta cannot be reached, and Meta is left in peace for a minute', async () => {
    const before = await read(profileOf(main.digits));
    await setProfile(main.id, { about: 'Closed' });
    await parley.simulator.fault({ match: { operation: 'phone_numbers' }, outcome: { drop_answer: true }, times: 0 });
    await parley.simulator.advance(3_601);
    expect(await read(profileOf(main.digits))).toEqual(before);
    expect(await read(accounts)).toMatchObject({ result: [{ name: 'Simulated account' }] });
    await parley.simulator.clearFaults();
    expect(await read(profileOf(main.digits))).toEqual(before);
    await parley.simulator.advance(61);
    expect(await read(profileOf(main.digits))).toMatchObject({ about: 'Closed' });
  });

  test('of the profile stays when that alone is refused', async () => {
    await parley.simulator.fault({
      match: { operation: 'business_profile' },
      outcome: { error: { code: 10 } },
      times: 0,
    });
    await parley.simulator.advance(3_601);
    expect(await read(profileOf(main.digits))).toMatchObject({ about: 'Closed', qualityRating: 'GREEN' });
    await parley.simulator.clearFaults();
  });
});

test('a template that Meta paused is paused here within an hour though the webhook about it was lost', async () => {
  const stateOf = () => rowsOf(parley, "select id, status from templates where name = 'welcome'");
  const [before] = await stateOf();
  expect(before?.status).toBe('APPROVED');
  await parley.simulator.fault({ match: {}, outcome: { webhook: { drop: true } }, times: 1 });
  await parley.simulator.call('POST', '/templates/welcome/review', { decision: 'PAUSED' });
  await parley.settle();
  expect(await stateOf()).toEqual([before]);
  await parley.simulator.advance(3_601);
  expect(await stateOf()).toEqual([{ id: before?.id, status: 'PAUSED' }]);
  await parley.simulator.advance(3_601);
  const told = "select data->>'status' as status from events where type = 'template.changed' and subject_id = $1";
  expect(await rowsOf(parley, told, [before?.id])).toEqual([{ status: 'PAUSED' }]);
});

describe('the simulated Graph', () => {
  test('refuses a profile that Meta would refuse', async () => {
    const tooMany = ['https://a.example', 'https://b.example', 'https://c.example'];
    for (const change of [{ about: '' }, { about: 'x'.repeat(140) }, { websites: tooMany }, { vertical: 'LAMPS' }]) {
      expect(await setProfile(main.id, change)).toBe(400);
    }
    expect(await setProfile(main.id, { messaging_product: 'sms', about: 'x' })).toBe(400);
  });
});
