import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { webhookEventNames } from '../src/modules/webhooks/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { ReceivedWebhook, WebhookReceiver } from './harness/webhook-receiver.ts';
import { createOrderCalls, customer } from './orders-lab.ts';

// Every event of the contract, fired by what really happens. The receivers check each payload against its schema.
type Json = Record<string, unknown>;
let parley: TestPlatform;
let main: WebhookReceiver;
let second: WebhookReceiver;
const seen = new Set<string>();
const place = { channelId: null, channelPhoneNumber: '15550100001' };
const hex = /^[0-9a-f]{24}$/;

beforeAll(async () => {
  parley = await startTestPlatform();
  main = await parley.subscribe(webhookEventNames);
  second = await parley.subscribe(webhookEventNames, { phoneNumber: '15550100002' });
});
afterAll(() => parley.stop());

function take(from: WebhookReceiver): ReceivedWebhook['body'][] {
  const bodies = from.received.splice(0).map((entry) => entry.body);
  for (const body of bodies) seen.add(body.eventType);
  return bodies;
}

async function heard(from: WebhookReceiver = main): Promise<ReceivedWebhook['body'][]> {
  await parley.settle();
  return take(from);
}

const named = (bodies: readonly ReceivedWebhook['body'][], name: string) =>
  bodies.filter((body) => body.eventType === name);

async function tell(field: string, value: Json): Promise<void> {
  await parley.simulator.call('POST', '/account-events', { field, value });
  await parley.settle();
}

/** What both numbers of the account were told, which must be the same but for the number. */
async function heardByAccount(): Promise<Json[]> {
  const [here, there] = [await heard(), await heard(second)];
  const bare = (body: Json): Json => {
    const { channelId: _id, channelPhoneNumber: _number, ...rest } = body;
    return rest;
  };
  expect(there.map(bare)).toEqual(here.map(bare));
  return here;
}

const review = (name: string, decision: string): Promise<unknown> =>
  parley.simulator.call('POST', `/templates/${name}/review`, { decision });

async function describeChannel(phoneNumber: string): Promise<Json> {
  const statement = systemStatement<Json>(
    'test.channel',
    `select c.paused_reason as "pausedReason", p.messaging_limit_tier as "limit", p.status, p.name_status as "nameStatus"
     from channels c left join number_profiles p on p.tenant_id = c.tenant_id and p.channel_id = c.id
     where c.phone_number = $1`,
  );
  return (await parley.db.system(statement, [phoneNumber]))[0] ?? {};
}

/** A number that another workspace has on the same account, through a Meta app of its own. */
async function connectElsewhere(phoneNumber: string): Promise<void> {
  await parley.addTenant('300300');
  const app = systemStatement(
    'test.other-app',
    `insert into meta_apps (id, tenant_id, callback_id, app_secret_sealed, verify_token_sealed, created_at)
     select 'other', '300300', 'other', app_secret_sealed, verify_token_sealed, created_at from meta_apps limit 1`,
  );
  const channel = systemStatement(
    'test.other-channel',
    `insert into channels (tenant_id, id, meta_app_id, waba_id, phone_number_id, phone_number, name, access_token_sealed,
       created_at, updated_at)
     select '300300', id, 'other', waba_id, '9', $1, 'Other', access_token_sealed, created_at, updated_at
     from channels where phone_number = '15550100001'`,
  );
  await parley.db.system(app);
  await parley.db.system(channel, [phoneNumber]);
}

describe('templates', () => {
  it('tell of every change of their review, with the numbers of WATI', async () => {
    const codes: unknown[] = [];
    for (const decision of ['PAUSED', 'DISABLED', 'REJECTED', 'PENDING', 'APPROVED']) {
      await review('welcome', decision);
      const [body] = await heardByAccount();
      codes.push([body?.oldTemplateStatus, body?.newTemplateStatus]);
      expect(body).toEqual({
        eventType: 'templateReviewed',
        templateId: expect.stringMatching(/^\d+$/),
        wabaId: '200200',
        templateName: 'welcome',
        watiTemplateId: expect.stringMatching(hex),
        oldTemplateStatus: expect.any(Number),
        newTemplateStatus: expect.any(Number),
        ...place,
      });
    }
    expect(codes).toEqual([
      [2, 7],
      [7, 6],
      [6, 3],
      [3, 1],
      [1, 2],
    ]);
    await review('welcome', 'APPROVED');
    expect(await heardByAccount()).toEqual([]);
  });

  it('tell of quality and category', async () => {
    const about = { message_template_name: 'promo', message_template_language: 'en' };
    await tell('message_template_quality_update', { ...about, new_quality_score: 'YELLOW' });
    await tell('message_template_quality_update', { ...about, new_quality_score: 'RED' });
    const told = await heardByAccount();
    expect(told.map((body) => [body.eventType, body.oldTemplateQuality, body.newTemplateQuality])).toEqual([
      ['templateQualityUpdated', expect.any(Number), 3],
      ['templateQualityUpdated', 3, 2],
    ]);
    await review('promo', 'UTILITY');
    expect(await heardByAccount()).toMatchObject([
      { eventType: 'templateCategoryUpdated', oldTemplateCategory: 'MARKETING', newTemplateCategory: 'UTILITY' },
    ]);
    await review('promo', 'MARKETING');
    await heardByAccount();
  });

  it('tell of what is done here: submitted, then approved, then deleted', async () => {
    const content = { elementName: 'told', category: 'UTILITY', language: 'en', body: 'Your table is ready.' };
    const made = await parley.api<{ result: Json }>('POST', '/api/v1/whatsApp/templates', { json: content });
    const sent = await parley.api('POST', '/api/v1/templates/update', { json: made.body.result });
    expect(sent.body).toMatchObject({ ok: true });
    await parley.settle();
    await review('told', 'APPROVED');
    await parley.settle();
    await parley.api('DELETE', '/api/v1/whatsApp/templates/200200/told');
    const told = await heardByAccount();
    expect(told.map((body) => [body.templateName, body.oldTemplateStatus, body.newTemplateStatus])).toEqual([
      ['told', 0, 1],
      ['told', 1, 2],
      ['told', 2, 4],
    ]);
  });
});

describe('accounts and numbers', () => {
  it('tell of a review, once for a repeat', async () => {
    await parley.simulator.fault({
      match: { operation: 'account' },
      outcome: { webhook: { duplicate: true } },
      times: 1,
    });
    await tell('account_review_update', { decision: 'APPROVED' });
    expect(await heardByAccount()).toEqual([
      { eventType: 'wabaStatusReviewUpdate', accountReviewStatus: 'APPROVED', wabaId: '200200' },
    ]);
  });

  it('tell of violations, bans and restrictions, and stop what a ban stops', async () => {
    await tell('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } });
    await tell('account_update', {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1795737600 }],
    });
    const ban = (state: string): Json => ({ waba_ban_state: state, waba_ban_date: 'November 30, 2026' });
    await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: ban('DISABLE') });
    expect((await describeChannel('15550100002')).pausedReason).toBe('WhatsApp disabled the account.');
    await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: ban('REINSTATE') });
    expect((await describeChannel('15550100002')).pausedReason).toBeNull();
    const base = { eventType: 'accountUpdated', wabaId: '200200', violationInfo: null, banInfo: null };
    const told = { ...base, restriction_info: null };
    const restriction = {
      restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
      expiration: '2026-11-27T00:00:00+0000',
    };
    expect(await heardByAccount()).toEqual([
      { ...told, event: 'ACCOUNT_VIOLATION', violationInfo: { violation_type: 'SPAM' } },
      { ...told, event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction] },
      ...['DISABLE', 'REINSTATE'].map((state) => ({
        ...told,
        event: 'DISABLED_UPDATE',
        banInfo: { waba_ban_state: state, waba_ban_date: '2026-11-30' },
      })),
    ]);
  });

  it('tell of limits, and keep them', async () => {
    await tell('business_capability_update', {
      max_daily_conversations_per_business: 'TIER_10K',
      max_phone_numbers_per_business: 20,
      max_phone_numbers_per_waba: 10,
    });
    expect(await heardByAccount()).toEqual([
      {
        eventType: 'businessCapabilityUpdated',
        wabaId: '200200',
        maxDailyConversationPerPhone: null,
        maxPhoneNumbersPerBusiness: '20',
        maxPhoneNumbersPerWaba: '10',
        maxDailyConversationsPerBusiness: 'TIER_10K',
      },
    ]);
    expect(await describeChannel('15550100002')).toMatchObject({ limit: 'TIER_10K' });
  });

  it('tell of the quality of a number to those of that number', async () => {
    await tell('phone_number_quality_update', {
      display_phone_number: '+1 555 010 0001',
      event: 'UPGRADE',
      old_limit: 'TIER_1K',
      current_limit: 'TIER_100K',
    });
    await tell('phone_number_name_update', { display_phone_number: '15550100001', decision: 'REJECTED' });
    expect(await heard()).toEqual([
      {
        eventType: 'PhoneNumberQualityUpdatedEvent',
        phoneNumber: '15550100001',
        event: 'UPGRADE',
        currentLimit: 'TIER_100K',
        oldLimit: 'TIER_1K',
        ...place,
      },
    ]);
    expect(await heard(second)).toEqual([]);
    expect(await describeChannel('15550100001')).toMatchObject({ limit: 'TIER_100K', nameStatus: 'REJECTED' });
  });

  it('keep aside what says nothing', async () => {
    await tell('account_review_update', { other: true });
    await tell('phone_number_quality_update', { event: 'UPGRADE' });
    const statement = systemStatement<{ reason: string }>('test.rejects', 'select reason from intake_rejects');
    const reasons = (await parley.db.system(statement)).map((row) => row.reason);
    expect(reasons).toContain('The field account_review_update does not say what happened.');
    expect(reasons).toContain('The field phone_number_quality_update does not say what happened.');
    expect(await heardByAccount()).toEqual([]);
  });

  it('tell of a number that was removed, which sends no more until it is back', async () => {
    await tell('account_update', { event: 'PHONE_NUMBER_REMOVED', phone_number: '15550100002' });
    expect(await heardByAccount()).toEqual([
      { eventType: 'phoneNumberDeleted', wabaId: '200200', phoneNumber: '15550100002' },
    ]);
    expect(await describeChannel('15550100002')).toMatchObject({
      pausedReason: 'The number was removed from the WhatsApp account.',
      status: 'DELETED',
    });
    await tell('account_update', { event: 'ACCOUNT_RECONNECTED', phone_number: '15550100002' });
    expect((await describeChannel('15550100002')).pausedReason).toBeNull();
    expect(await heardByAccount()).toEqual([]);
  });
});

describe('people', () => {
  const waId = '4479200000001';
  const ids = { bsuid: expect.stringMatching(/^[A-Z]{2}\./), parentBsuid: null, username: '@zoe' };

  it('are told by their BSUID too, with the number when it is known', async () => {
    await parley.simulator.patch(waId, { username: 'zoe' });
    await parley.simulator.writeText(waId, 'hi', { profileName: 'Zoë' });
    const [message, twin, first, firstTwin] = await heard();
    expect(twin).toEqual({ ...message, eventType: 'message_bsuid', ...ids });
    expect(firstTwin).toEqual({ ...first, eventType: 'newContactMessageReceived_bsuid', ...ids });
    await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'Hello' } });
    await parley.api('POST', '/api/v2/sendTemplateMessage', {
      query: { whatsappNumber: waId },
      json: {
        broadcast_name: 'test',
        template_name: 'welcome',
        parameters: [
          { name: 'name', value: 'Zoë' },
          { name: 'company', value: 'Acme' },
        ],
      },
    });
    const sent = await heard();
    for (const name of ['sessionMessageSent', 'templateMessageSent']) {
      const [v2] = named(sent, `${name}_v2`);
      expect(named(sent, `${name}_bsuid`)).toEqual([{ ...v2, eventType: `${name}_bsuid`, ...ids }]);
      expect(named(sent, `${name}_v2_bsuid`)).toEqual([{ ...v2, eventType: `${name}_v2_bsuid`, ...ids }]);
    }
  });

  it('without a number are told with waId null, by every event', async () => {
    const hidden = '4479200000002';
    await parley.simulator.patch(hidden, { username: 'nobody', hide_phone: true });
    await parley.simulator.writeText(hidden, 'hi');
    const told = await heard();
    expect(told.map((body) => [body.eventType, body.waId])).toEqual([
      ['message', null],
      ['message_bsuid', null],
      ['newContactMessageReceived', null],
      ['newContactMessageReceived_bsuid', null],
    ]);
    const bsuid = String(told[1]?.bsuid);
    await parley.api('POST', '/api/ext/v3/conversations/messages/text', { json: { target: bsuid, text: 'Hello' } });
    const sent = await heard();
    expect(named(sent, 'sessionMessageSent')).toMatchObject([{ waId: null }]);
    expect(named(sent, 'sessionMessageSent_bsuid')).toMatchObject([{ waId: null, bsuid, username: '@nobody' }]);
  });

  it('who give their card when asked are told of', async () => {
    const phones = [{ phone: '+44 7920 000001', wa_id: waId, type: 'CELL' }];
    const card = { name: { formatted_name: 'Zoë' }, phones };
    await parley.simulator.write(waId, { type: 'contacts', contacts: [{ ...card, origin: 'other' }] });
    expect(named(await heard(), 'contactRequestTyping')).toEqual([]);
    await parley.simulator.write(waId, { type: 'contacts', contacts: [{ ...card, origin: 'contact_request' }] });
    expect(named(await heard(), 'contactRequestTyping')).toEqual([
      {
        eventType: 'contactRequestTyping',
        contactId: expect.stringMatching(hex),
        waId,
        phone: waId,
        name: 'Zoë',
        bsuid: ids.bsuid,
        parentBsuid: null,
      },
    ]);
  });

  it('to whom a chatbot is started, which marks what it sends', async () => {
    const bots = await parley.api<{ id: string }[]>('GET', '/api/v1/chatbots');
    const chatbotId = bots.body[0]?.id ?? '';
    await parley.simulator.writeText(waId, 'start', { profileName: 'Zoë' });
    await heard();
    await parley.api('POST', '/api/v1/chatbots/start', { query: { chatbotId, target: waId } });
    const told = await heard();
    const [started] = named(told, 'chatbotTriggered');
    expect(started).toMatchObject({ text: 'start', owner: false, waId, chatbotId, ...place });
    expect(named(told, 'chatbotTriggered_bsuid')).toEqual([
      { ...started, eventType: 'chatbotTriggered_bsuid', ...ids },
    ]);
    expect(named(told, 'sessionMessageSent_v2')[0]?.chatbotTriggeredEventId).toBe(started?.chatbotTriggeredEventId);
  });
});

describe('calls', () => {
  const caller = '4479200000003';
  const call = (body: Json): Promise<unknown> => parley.simulator.call('POST', `/customers/${caller}/calls`, body);

  it('of a customer open the chat, and tell each step once', async () => {
    await call({ event: 'connect', call_id: 'wacid.one' });
    const ringing = await heard();
    expect(ringing.map((body) => body.eventType)).toEqual(['call.status', 'call.status_bsuid']);
    expect(ringing[0]).toMatchObject({
      call_id: 'wacid.one',
      metadata: {
        direction: 'inbound',
        status: 'ringing',
        from_number: `+${caller}`,
        to_number: '+15550100001',
        duration_seconds: 0,
        operator_id: null,
        team_name: null,
      },
    });
    await call({ event: 'terminate', call_id: 'wacid.one', status: 'COMPLETED', duration: 75 });
    // What comes late changes nothing.
    await call({ event: 'connect', call_id: 'wacid.one' });
    expect((await heard()).map((body) => body.metadata)).toMatchObject([
      { status: 'completed', duration_seconds: 75 },
      { status: 'completed' },
    ]);
    const answer = await parley.api('POST', `/api/v1/sendSessionMessage/${caller}`, {
      query: { messageText: 'Hello' },
    });
    expect(answer.body).toMatchObject({ ok: true });
    const history = await parley.api('GET', `/api/v1/getMessages/${caller}`);
    expect(history.text).toContain(`Voice call from ${caller}: completed after 75 seconds`);
    await heard();
  });

  it('that nobody takes are missed, and those of the business open nothing', async () => {
    await call({ event: 'terminate', call_id: 'wacid.two', status: 'FAILED' });
    expect(named(await heard(), 'call.status')).toMatchObject([{ metadata: { status: 'missed' } }]);
    const callee = '4479200000004';
    for (const status of ['RINGING', 'ACCEPTED']) {
      await parley.simulator.call('POST', `/customers/${callee}/calls`, { status, call_id: 'wacid.three' });
    }
    expect(named(await heard(), 'call.status').map((body) => body.metadata)).toMatchObject([
      { direction: 'outbound', status: 'ringing', from_number: '+15550100001', to_number: `+${callee}` },
      { direction: 'outbound', status: 'accepted' },
    ]);
    const answer = await parley.api('POST', `/api/v1/sendSessionMessage/${callee}`, {
      query: { messageText: 'Hello' },
    });
    expect(answer.body).toMatchObject({ result: false });
  });
});

describe('tracked links', () => {
  const waId = '4479200000005';
  const buttons = [
    { type: 'url', parameter: { text: 'Track it', url: 'https://shop.example.test/o/{{order}}' } },
    { type: 'url', parameter: { text: 'About us', url: 'https://shop.example.test/about' } },
  ];
  const content = {
    elementName: 'tracked',
    category: 'UTILITY',
    language: 'en',
    body: 'Dear {{name}}, your order is on its way.',
    buttons,
    customParams: [
      { paramName: 'name', paramValue: 'Zoë' },
      { paramName: 'order', paramValue: '77' },
    ],
    isUrlBtnClickTrackingEnabled: true,
  };
  const open = (url: string, method = 'GET') => fetch(url, { method, redirect: 'manual' });
  const order = `A-1/2?of=${'7'.repeat(500)}`;
  let links: string[] = [];

  it('stand at Meta in the place of the addresses, which lists go on to show', async () => {
    const made = await parley.api<{ result: Json }>('POST', '/api/v1/whatsApp/templates', { json: content });
    const sent = await parley.api<{ result: Json }>('POST', '/api/v1/templates/update', { json: made.body.result });
    expect(sent.body.result).toMatchObject({ isUrlBtnClickTrackingEnabled: true });
    await review('tracked', 'APPROVED');
    await parley.platform.timeline.settle();
    const [shown] = (
      await parley.api<{ messageTemplates: Json[] }>('GET', '/api/v1/getMessageTemplates', { query: { pageSize: 200 } })
    ).body.messageTemplates.filter((row) => row.elementName === 'tracked');
    expect(shown).toMatchObject({
      isUrlBtnClickTrackingEnabled: true,
      buttons: buttons.map(({ parameter }) => ({ parameter: { text: parameter.text, urlOriginal: parameter.url } })),
    });
    await parley.api('POST', '/api/v2/sendTemplateMessage', {
      query: { whatsappNumber: waId },
      json: {
        broadcast_name: 'test',
        template_name: 'tracked',
        parameters: [
          { name: 'name', value: 'Zoë' },
          { name: 'order', value: order },
        ],
      },
    });
    await heard();
    await heard(second);
    const [phone] = await parley.simulator.phone(waId);
    const found = (phone as unknown as { buttons: { url: string }[] }).buttons.map((button) => button.url);
    expect(found).toEqual(
      [0, 1].map(() => expect.stringMatching(new RegExp(`^${parley.baseUrl}/l/[A-Za-z0-9_-]{30,1000}$`))),
    );
    links = found;
  });

  it('lead on, and tell of each click', async () => {
    const [track = '', about = ''] = links;
    const answer = await open(track);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `https://shop.example.test/o/${order}`]);
    const [click, twin] = await heard();
    expect(click).toMatchObject({
      eventType: 'ctaUrlClicked',
      templateName: 'tracked',
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      displayText: 'Track it',
      buttonUrl: `https://shop.example.test/o/${order}`,
      text: 'Dear Zoë, your order is on its way.',
      waId,
      type: 'template',
      statusString: 'SENT',
      sourceType: 'api',
      ...place,
    });
    // Who never wrote has no BSUID that we know.
    expect(twin).toBeUndefined();
    expect((await open(track)).status).toBe(302);
    expect((await open(about)).headers.get('location')).toBe('https://shop.example.test/about');
    expect(named(await heard(), 'ctaUrlClicked').map((body) => body.displayText)).toEqual(['Track it', 'About us']);
  });

  it('count no look ahead, and lead nowhere else', async () => {
    const [track = ''] = links;
    expect((await open(track, 'HEAD')).status).toBe(302);
    const token = track.slice(track.lastIndexOf('/') + 1);
    const forged = Buffer.from(token, 'base64url');
    forged.write('evil', forged.length - 4);
    for (const bad of ['x', token.slice(0, -2), forged.toString('base64url'), 'a'.repeat(200), `${token}%2F..`]) {
      expect((await open(`${parley.baseUrl}/l/${bad}`)).status).toBe(404);
    }
    expect(await heard()).toEqual([]);
  });

  it('of somebody with a known BSUID are told by it', async () => {
    await parley.simulator.patch(waId, { username: 'cleo' });
    await parley.simulator.writeText(waId, 'thanks');
    await heard();
    await open(links[1] ?? '');
    expect(named(await heard(), 'ctaUrlClicked_bsuid')).toMatchObject([{ waId, username: '@cleo' }]);
  });
});

describe('the life of messages', () => {
  it('is told from the sending to the answer, and so are failures and payments', async () => {
    const orders = createOrderCalls(() => parley);
    await parley.simulator.writeText(customer, 'hi');
    await parley.settle();
    await orders.sendOrder('order-1');
    await orders.pay('order-1', 'captured');
    await parley.simulator.read(customer);
    await parley.simulator.writeText(customer, 'thanks');
    await parley.settle();
    const error = { code: 131026, details: 'Not on WhatsApp' };
    await parley.simulator.fault({ match: { operation: 'messages', to: customer }, outcome: { error }, times: 2 });
    await parley.api('POST', `/api/v1/sendSessionMessage/${customer}`, { query: { messageText: 'lost' } });
    const parameters = [
      { name: 'name', value: 'Zoë' },
      { name: 'company', value: 'Acme' },
    ];
    await parley.api('POST', '/api/v2/sendTemplateMessage', {
      query: { whatsappNumber: customer },
      json: { broadcast_name: 'test', template_name: 'welcome', parameters },
    });
    await heard();
  });
});

describe('an account that is deleted', () => {
  it('is told of, and its numbers send no more', async () => {
    await connectElsewhere('15550100009');
    await tell('account_update', { event: 'ACCOUNT_DELETED' });
    expect(await heardByAccount()).toEqual([{ eventType: 'accountDeleted', wabaId: '200200' }]);
    for (const number of ['15550100001', '15550100002']) {
      expect((await describeChannel(number)).pausedReason).toBe('The WhatsApp account was deleted.');
    }
    // Another app can't speak for this one, nor this one for another.
    expect((await describeChannel('15550100009')).pausedReason).toBeNull();
  });
});

it('no event of the contract was left out', () => {
  expect(webhookEventNames.filter((name) => !seen.has(name))).toEqual([]);
});
