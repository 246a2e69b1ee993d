import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { setTenantLimits } from '../src/modules/accounts/index.ts';
import { cancelCampaign, getCampaign } from '../src/modules/campaigns/index.ts';
import { demoTenant, stateDeps } from './campaign-lab.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Result {
  local_message_id: string | null;
  phone_number: string | null;
  target: string | null;
  errors: string[];
}

interface Sent {
  success: boolean;
  broadcast_id: string | null;
  error: string | null;
  recipients: Result[] | null;
}

const path = '/api/ext/v3/messageTemplates/send';
const id = expect.stringMatching(/^[0-9a-f]{24}$/);
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const params = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Shop' },
];

let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
});
afterAll(() => test.stop());

const post = (json: unknown, headers: Record<string, string> = {}) => test.api<Sent>('POST', path, { json, headers });
const send = (recipients: unknown[], more: Record<string, unknown> = {}) =>
  post({ template_name: 'welcome', broadcast_name: 'march', recipients, ...more });
const recipient = (phoneNumber: string, more: Record<string, unknown> = {}) => ({
  phone_number: phoneNumber,
  custom_params: params,
  ...more,
});
const phoneTexts = async (waId: string) => (await test.simulator.phone(waId)).map((message) => message.text);

describe('sendTemplateMessages', () => {
  it('sends to each recipient and answers in their order', async () => {
    const { status, body } = await send([
      recipient('31800000001', { local_message_id: 'order-0001-first' }),
      recipient('+31 8 0000 0002'),
    ]);
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      broadcast_id: id,
      error: null,
      recipients: [
        { local_message_id: 'order-0001-first', phone_number: '31800000001', target: '31800000001', errors: [] },
        { local_message_id: uuid, phone_number: '31800000002', target: '31800000002', errors: [] },
      ],
    });
    await test.settle();
    expect(await phoneTexts('31800000001')).toEqual(['Hello Mei, welcome to Shop.']);
    expect(await phoneTexts('31800000002')).toEqual(['Hello Mei, welcome to Shop.']);
  });

  it('answers the local_message_id that the webhooks repeat', async () => {
    const receiver = await test.subscribe(['templateMessageSent_v2', 'sentMessageDELIVERED_v2']);
    const { body } = await send([
      recipient('31800000003'),
      recipient('31800000004', { local_message_id: 'my-own-id-01' }),
    ]);
    await test.settle();
    const told = receiver.received.map(({ body: event }) => `${event.eventType} ${event.localMessageId}`).sort();
    const localIds = body.recipients?.map((result) => result.local_message_id);
    expect(localIds).toEqual([uuid, 'my-own-id-01']);
    expect(told).toEqual(
      ['sentMessageDELIVERED_v2', 'templateMessageSent_v2']
        .flatMap((type) => (localIds ?? []).map((localId) => `${type} ${localId}`))
        .sort(),
    );
  });

  it('takes a contact id, a BSUID and a phone number as target', async () => {
    const { body: contact } = await test.api<{ id: string }>('POST', '/api/ext/v3/contacts', {
      json: { whatsapp_number: '31800000005', name: 'Noor' },
    });
    const { body: person } = await test.simulator.call('PATCH', '/customers/31800000006', {
      hide_phone: true,
      username: 'bo.hides',
    });
    const { user_id: bsuid } = person as { user_id: string };
    await test.simulator.writeText('31800000006', 'Guess who');
    await test.settle();
    const targets = [contact.id, bsuid, '+31800000007'];
    const { body } = await send(targets.map((target) => ({ target, custom_params: params })));
    expect(body.recipients).toMatchObject([
      { phone_number: '31800000005', target: contact.id, errors: [] },
      { phone_number: null, target: bsuid, errors: [] },
      { phone_number: '31800000007', target: '31800000007', errors: [] },
    ]);
    await test.settle();
    for (const waId of ['31800000005', '31800000006', '31800000007']) {
      expect(await phoneTexts(waId)).toContain('Hello Mei, welcome to Shop.');
    }
  });

  it('tells each recipient that cannot be sent to, and sends to the others', async () => {
    const { status, body } = await send([
      recipient('not a number', { local_message_id: 'bad-number-01' }),
      recipient('31800000010'),
      { target: '65f0c1a2b3d4e5f601234567', custom_params: params },
      { phone_number: '31800000011', custom_params: [{ name: 'name', value: 'Mei' }] },
      { phone_number: '31800000012', custom_params: null },
    ]);
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true, broadcast_id: id, error: null } });
    expect(body.recipients).toEqual([
      {
        local_message_id: 'bad-number-01',
        phone_number: 'not a number',
        target: 'not a number',
        errors: [expect.stringMatching(/phone number/i)],
      },
      { local_message_id: uuid, phone_number: '31800000010', target: '31800000010', errors: [] },
      {
        local_message_id: null,
        phone_number: null,
        target: '65f0c1a2b3d4e5f601234567',
        errors: [expect.stringMatching(/not found/i)],
      },
      {
        local_message_id: null,
        phone_number: '31800000011',
        target: '31800000011',
        errors: [expect.stringMatching(/^Parameters are missing or invalid: company/)],
      },
      {
        local_message_id: null,
        phone_number: '31800000012',
        target: '31800000012',
        errors: [expect.stringMatching(/^Parameters are missing or invalid: name, company/)],
      },
    ]);
    await test.settle();
    expect(await phoneTexts('31800000010')).toHaveLength(1);
    expect(await phoneTexts('31800000011')).toEqual([]);
  });

  it('fails as a whole when nobody can be sent to', async () => {
    const { status, body } = await send([recipient('not a number')]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: false, broadcast_id: null, error: expect.stringMatching(/\w/) });
    expect(body.recipients).toMatchObject([{ errors: [expect.any(String)] }]);
  });

  it.each([
    ['that does not exist', 'no_such_template', /not found/i],
    ['that waits for review', 'draft_note', /not approved/i],
  ])('refuses a template %s with status 200', async (_case, templateName, error) => {
    const { status, body } = await send([recipient('31800000013')], { template_name: templateName });
    expect({ status, body }).toEqual({
      status: 200,
      body: { success: false, broadcast_id: null, error: expect.stringMatching(error), recipients: null },
    });
  });

  it('sends from the named channel, from the default one otherwise', async () => {
    const channels = [
      [null, 1],
      ['Second', 2],
      ['15550100002', 2],
      ['', 1],
      [undefined, 1],
    ] as const;
    for (const [place, [channel, expected]] of channels.entries()) {
      const waId = `3180000002${place}`;
      expect((await send([recipient(waId)], { channel })).body.success).toBe(true);
      await test.settle();
      const [message] = await test.simulator.phone(waId);
      expect({ channel, message }).toMatchObject({ channel, message: { channel: `30000000000000${expected}` } });
    }
  });

  it('takes the channel under the name that a support article gives it', async () => {
    const { body } = await send([recipient('31800000026')], { channel_number: 15_550_100_002 });
    expect(body.success).toBe(true);
    await test.settle();
    expect(await test.simulator.phone('31800000026')).toMatchObject([{ channel: '300000000000002' }]);
    const wrong = await send([recipient('31800000026')], { channel_number: { number: 1 } });
    expect(wrong).toMatchObject({ status: 400, body: { message: expect.stringMatching(/channel_number/) } });
  });

  it('takes the form of a support article: one target beside the other members', async () => {
    const { status, body } = await post({
      template_name: 'welcome',
      broadcast_name: 'march',
      channel_number: '15550100002',
      target: '+31800000027',
      custom_params: params,
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true, broadcast_id: id, error: null } });
    expect(body.recipients).toEqual([
      { local_message_id: uuid, phone_number: '31800000027', target: '31800000027', errors: [] },
    ]);
    await test.settle();
    expect(await test.simulator.phone('31800000027')).toMatchObject([{ channel: '300000000000002' }]);
  });

  it.each([
    ['no target', {}],
    ['a target that is no text', { target: { phone: '31800000028' } }],
    ['parameters that are no list', { target: '31800000028', custom_params: 'Mei' }],
  ])('refuses that form with %s', async (_case, more) => {
    const answer = await post({ template_name: 'welcome', broadcast_name: 'march', ...more });
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
  });

  it('refuses an unknown channel', async () => {
    const answer = await send([recipient('31800000030')], { channel: 'Nowhere' });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, message: expect.stringMatching(/^Channel not found/) },
    });
  });

  it.each([
    ['no recipients', []],
    ['a recipient without any name', [recipient('31800000031'), { custom_params: params }]],
    ['a recipient with blank names', [{ phone_number: ' ', target: null, custom_params: params }]],
    ['too many recipients', Array.from({ length: 10_001 }, () => ({ phone_number: '31800000031' }))],
  ])('refuses the whole call for %s', async (_case, recipients) => {
    const answer = await send(recipients);
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/recipients/) } });
    expect(await phoneTexts('31800000031')).toEqual([]);
  });

  it('refuses the members which one client invents', async () => {
    const answer = await post({ template_id: 'welcome', target: '31800000032' });
    expect(answer).toMatchObject({ status: 400, body: { code: 400 } });
  });

  it('takes the names of v1 that the n8n node sends, and numbers for texts', async () => {
    const { status, body } = await post({
      template_name: 'welcome',
      broadcast_name: 'march',
      receivers: [
        { whatsappNumber: 31_800_000_040, customParams: [...params.slice(0, 1), { name: 'company', value: 7 }] },
      ],
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
    expect(body.recipients).toMatchObject([{ phone_number: '31800000040', errors: [] }]);
    await test.settle();
    expect(await phoneTexts('31800000040')).toEqual(['Hello Mei, welcome to 7.']);
  });

  it('takes the names of v1 inside recipients, under the patch type', async () => {
    const json = {
      template_name: 'welcome',
      broadcast_name: 'march',
      recipients: [{ whatsappNumber: '31800000041', customParams: params }],
    };
    const answer = await post(json, { 'content-type': 'application/json-patch+json' });
    expect(answer).toMatchObject({ status: 200, body: { recipients: [{ phone_number: '31800000041', errors: [] }] } });
  });

  it('takes a person who is named twice for one recipient, and tells the second', async () => {
    const { body } = await send([
      recipient('31800000050'),
      recipient('+31 800000050', { local_message_id: 'again-01' }),
    ]);
    expect(body.recipients).toMatchObject([
      { phone_number: '31800000050', errors: [] },
      { phone_number: '31800000050', local_message_id: 'again-01', errors: [expect.stringMatching(/more than once/)] },
    ]);
    const answer = await test.api('GET', '/api/ext/v3/contacts/31800000050');
    expect(answer).toMatchObject({ status: 200, body: { wa_id: '31800000050', name: '31800000050' } });
    await test.settle();
    expect(await phoneTexts('31800000050')).toHaveLength(1);
  });

  it('asks for one of the scopes of sending', async () => {
    const token = await test.addToken({ scopes: ['messagetemplatev3:read'] });
    const json = { template_name: 'welcome', broadcast_name: 'b', recipients: [recipient('31800000060')] };
    expect(await test.api('POST', path, { json, token })).toMatchObject({ status: 403, body: { code: 403 } });
  });

  it('takes ten thousand recipients in one call and keeps their order', async () => {
    const isGood = (place: number) => place % 50 === 7;
    const recipients = Array.from({ length: 10_000 }, (_, place) => ({
      phone_number: `3185${String(place).padStart(7, '0')}`,
      custom_params: isGood(place) ? params : [],
    }));
    const { status, body } = await send(recipients);
    expect({ status, success: body.success }).toEqual({ status: 200, success: true });
    const results = body.recipients ?? [];
    expect(results.map((result) => result.phone_number)).toEqual(recipients.map((entry) => entry.phone_number));
    expect(results.map((result) => result.errors.length === 0)).toEqual(recipients.map((_, place) => isGood(place)));
    const localIds = results.flatMap((result) => result.local_message_id ?? []);
    expect([localIds.length, new Set(localIds).size]).toEqual([200, 200]);
    await test.settle();
    expect(await phoneTexts('31850009957')).toHaveLength(1);
  });
});

describe('scheduleTemplateMessages', () => {
  const later = (seconds: number) => new Date(test.clock.nowMs() + seconds * 1000).toISOString();
  const schedule = (recipients: unknown[], more: Record<string, unknown> = {}) => {
    const json = { template_name: 'welcome', broadcast_name: 'march', recipients, scheduled_at: later(60), ...more };
    return test.api<Sent>('POST', '/api/ext/v3/messageTemplates/schedule', { json });
  };

  it('answers as a send does, and sends at the moment', async () => {
    const { status, body } = await schedule([
      recipient('31860000001', { local_message_id: 'later-0001' }),
      recipient('31860000002'),
      recipient('not a number'),
      recipient('31860000001'),
    ]);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        success: true,
        broadcast_id: id,
        error: null,
        recipients: [
          { local_message_id: 'later-0001', phone_number: '31860000001', target: '31860000001', errors: [] },
          { local_message_id: uuid, phone_number: '31860000002', target: '31860000002', errors: [] },
          expect.objectContaining({ phone_number: 'not a number', errors: [expect.stringMatching(/phone number/i)] }),
          expect.objectContaining({ phone_number: '31860000001', errors: [expect.stringMatching(/more than once/)] }),
        ],
      },
    });
    expect(await phoneTexts('31860000001')).toEqual([]);
    await test.simulator.advance(61);
    expect(await phoneTexts('31860000001')).toEqual(['Hello Mei, welcome to Shop.']);
    expect(await phoneTexts('31860000002')).toEqual(['Hello Mei, welcome to Shop.']);
  });

  it('takes the aliases of v1, another zone, and a moment that has just passed for now', async () => {
    const inIndia = new Date(test.clock.nowMs() + (60 + 5.5 * 3600) * 1000).toISOString().replace('Z', '+05:30');
    const aliased = await test.api<Sent>('POST', '/api/ext/v3/messageTemplates/schedule', {
      json: {
        template_name: 'welcome',
        broadcast_name: 'march',
        scheduled_at: inIndia,
        receivers: [{ whatsappNumber: '31860000003', customParams: params }],
      },
    });
    expect(aliased).toMatchObject({ status: 200, body: { success: true } });
    expect((await schedule([recipient('31860000004')], { scheduled_at: later(-30) })).body.success).toBe(true);
    await test.settle();
    expect([await phoneTexts('31860000003'), await phoneTexts('31860000004')]).toMatchObject([
      [],
      [expect.any(String)],
    ]);
    await test.simulator.advance(61);
    expect(await phoneTexts('31860000003')).toHaveLength(1);
  });

  it.each([
    ['nothing', { scheduled_at: undefined }],
    ['null', { scheduled_at: null }],
    ['no moment', { scheduled_at: 'tomorrow' }],
    ['a day that does not exist', { scheduled_at: '2099-02-30T10:00:00Z' }],
    ['a moment of the past', { scheduled_at: '2020-01-01T00:00:00Z' }],
    ['a moment years ahead', { scheduled_at: '2099-01-01T00:00:00Z' }],
  ])('refuses %s as scheduled_at, and stores nothing', async (_case, more) => {
    const answer = await schedule([recipient('31860000005')], more);
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/scheduled_at/) } });
    expect(await frozen('31860000005')).toBe(0);
  });

  it('fails with status 200 for a template that cannot be sent, or when nobody can be sent to', async () => {
    const draft = await schedule([recipient('31860000005')], { template_name: 'draft_note' });
    expect(draft).toMatchObject({ status: 200, body: { success: false, broadcast_id: null, recipients: null } });
    const nobody = await schedule([recipient('not a number')]);
    expect(nobody).toMatchObject({ status: 200, body: { success: false, broadcast_id: null } });
    expect(await frozen('31860000005')).toBe(0);
  });

  it('refuses an unknown channel and a token without the scope', async () => {
    expect((await schedule([recipient('31860000005')], { channel: 'Nowhere' })).status).toBe(400);
    const token = await test.addToken({ scopes: ['messagetemplatev3:read'] });
    const json = { template_name: 'welcome', broadcast_name: 'b', recipients: [], scheduled_at: later(60) };
    const answer = await test.api('POST', '/api/ext/v3/messageTemplates/schedule', { json, token });
    expect(answer).toMatchObject({ status: 403, body: { code: 403 } });
    expect(await frozen('31860000005')).toBe(0);
  });

  const frozen = async (waId: string): Promise<number> => {
    const statement = systemStatement<{ rows: number }>(
      'test.frozen',
      'select count(*) as rows from campaign_recipients where wa_id = $1',
    );
    return (await test.db.system(statement, [waId]))[0]?.rows ?? -1;
  };
});

describe('a send to more than a thousand people', () => {
  it('is accepted whole, leaves blocked people out, and refuses what the limits of the workspace refuse', async () => {
    const people = Array.from({ length: 1_001 }, (_, place) => `3187${String(place).padStart(7, '0')}`);
    const [blocked] = people as [string];
    await test.simulator.writeText(blocked, 'Hello');
    await test.settle();
    const query = { whatsappNumber: blocked, TicketStatus: 'BLOCK' };
    expect((await test.api('POST', '/api/v1/updateChatStatus', { query })).status).toBe(200);
    const pause = (at: Date | null) => test.db.system(systemStatement('', 'update channels set paused_at = $1'), [at]);
    await pause(test.clock.now());
    const { body } = await send(people.map((waId) => recipient(waId)));
    expect(body.recipients?.map((entry) => entry.errors.length)).toEqual([1, ...people.slice(1).map(() => 0)]);
    const broadcastId = body.broadcast_id ?? '';
    expect(await getCampaign(test, demoTenant, broadcastId)).toMatchObject({ pending: 1_000, skipped: 1 });
    await cancelCampaign(stateDeps(test), demoTenant, { id: broadcastId });
    await pause(null);
    await test.settle();
    expect(await getCampaign(test, demoTenant, broadcastId)).toMatchObject({ stopped: 1_000, pending: 0, skipped: 1 });
    // A process learns of new limits within a second: as long as it holds them for offline it accepts nothing.
    await setTenantLimits(test, test.tenantId, { isOffline: true, trialMessages: 1_000 });
    const one = [recipient('31880000000')];
    await expect.poll(async () => (await send(one)).status, { timeout: 10_000 }).toBe(400);
    await setTenantLimits(test, test.tenantId, { isOffline: false });
    const over = Array.from({ length: 1_001 }, (_, place) => recipient(`3188${String(place).padStart(7, '0')}`));
    await expect
      .poll(async () => (await send(over)).body, { timeout: 10_000 })
      .toMatchObject({ code: 400, message: expect.stringContaining('trial') });
    await setTenantLimits(test, test.tenantId, { trialMessages: null });
  });
});
