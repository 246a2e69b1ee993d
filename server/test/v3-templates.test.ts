import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface TemplateDto {
  id: string;
  name: string;
  status: string;
}

interface TemplateList {
  templates: TemplateDto[];
  page_number: number;
  page_size: number;
  total: number;
}

const path = '/api/ext/v3/messageTemplates';
const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
});
afterAll(() => test.stop());

const list = (query: Record<string, string> = {}) => test.api<TemplateList>('GET', path, { query });

async function idOf(name: string): Promise<string> {
  const { body } = await list();
  return body.templates.find((template) => template.name === name)?.id ?? `no template ${name}`;
}

const read = async (name: string) => await test.api<TemplateDto>('GET', `${path}/${await idOf(name)}`);

const plain = {
  catalog_info: null,
  header: null,
  footer: null,
  buttons: [],
  buttons_type: null,
  carousel_cards: null,
  expires_in: 0,
  include_expiry_time: false,
  add_security_recommendation: false,
  is_url_btn_click_tracking_enabled: false,
  limited_time_offer: null,
};

describe('listMessageTemplates', () => {
  it('lists templates in every state, with a total', async () => {
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(body).toMatchObject({ page_number: 1, total: 5 });
    const states = body.templates.map(({ name, status: state }) => `${name} ${state}`).sort();
    expect(states).toEqual([
      'draft_note PENDING',
      'order_update APPROVED',
      'otp APPROVED',
      'promo APPROVED',
      'welcome APPROVED',
    ]);
  });

  it('pages, and answers an empty list beyond the end', async () => {
    const names = (body: TemplateList) => body.templates.map((template) => template.name);
    const all = names((await list()).body);
    const second = await list({ page_number: '2', page_size: '2' });
    expect(second.body).toMatchObject({ page_number: 2, page_size: 2, total: 5 });
    expect(names(second.body)).toEqual(all.slice(2, 4));
    expect((await list({ page_number: '9', page_size: '2' })).body).toMatchObject({ templates: [], total: 5 });
  });

  it('takes a channel by name and by number, and refuses an unknown one', async () => {
    for (const channel of ['Main', 'second', '15550100002', '+1 555 010 0002']) {
      expect((await list({ channel })).body.total).toBe(5);
    }
    const answer = await list({ channel: 'Nowhere' });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, message: expect.stringMatching(/^Channel not found/) },
    });
  });

  it('answers an empty list before a channel is connected', async () => {
    const { token } = await test.addTenant('200300');
    const answer = await test.api('GET', path, { token });
    expect(answer).toMatchObject({ status: 200, body: { templates: [], total: 0 } });
  });

  it('is found under the lower-case path of older clients', async () => {
    expect((await test.api('GET', '/api/ext/v3/messagetemplates')).status).toBe(200);
  });
});

describe('getMessageTemplate', () => {
  it('shows names in the body and numbers in its original', async () => {
    const { status, body } = await read('welcome');
    expect(status).toBe(200);
    expect(body).toEqual({
      ...plain,
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'welcome',
      category: 'UTILITY',
      sub_category: expect.any(String),
      hsm: 'Hello {{name}}, welcome to {{company}}.',
      hsm_original: 'Hello {{1}}, welcome to {{2}}.',
      custom_params: [
        { name: 'name', value: 'Sam' },
        { name: 'company', value: 'Sample Shop' },
      ],
      status: 'APPROVED',
      language_option: { key: 'English', value: 'en', text: 'English (en)' },
      last_modified: expect.stringMatching(isoMoment),
      type: 'TEXT',
      body: 'Hello {{name}}, welcome to {{company}}.',
      body_original: 'Hello {{1}}, welcome to {{2}}.',
      quality: 'GREEN',
      creation_method: 'HUMAN',
    });
  });

  it('shows a media header, a footer and replies', async () => {
    const reply = (text: string) => ({
      type: 'quick_reply',
      parameter: {
        text,
        phone_number: null,
        url: null,
        url_original: null,
        url_type: null,
        button_param_mapping: null,
        copy_offer_code: null,
        order_details: null,
      },
    });
    expect((await read('promo')).body).toMatchObject({
      type: 'IMAGE',
      header: {
        type: 'IMAGE',
        text: null,
        link: expect.stringMatching(/^https?:/),
        media_header_id: null,
        media_from_pc: null,
        header_original: null,
        header_param_mapping: null,
      },
      footer: 'Reply STOP to opt out',
      buttons: [reply('Tell me more'), reply('Stop')],
      buttons_type: 'quick_reply',
    });
  });

  it('shows a link button', async () => {
    const url = 'https://shop.example.com/orders';
    expect((await read('order_update')).body).toMatchObject({
      buttons: [{ type: 'url', parameter: { text: 'Track order', url, url_original: url, url_type: 'static' } }],
      buttons_type: 'call_to_action',
    });
  });

  it('shows what an authentication template has', async () => {
    expect((await read('otp')).body).toMatchObject({
      category: 'AUTHENTICATION',
      body: '*{{1}}* is your verification code.',
      custom_params: [{ name: '1', value: '123456' }],
      expires_in: 10,
      include_expiry_time: true,
      add_security_recommendation: true,
      footer: 'This code expires in 10 minutes.',
    });
  });

  it('never has a member called error, which is a failure to one client', async () => {
    expect((await read('welcome')).body).not.toHaveProperty('error');
  });

  it.each(['65f0c1a2b3d4e5f601234eee', 'welcome', '%00'])('answers 404 for %s', async (id) => {
    const answer = await test.api('GET', `${path}/${id}`);
    expect(answer).toMatchObject({ status: 404, body: { code: 404, message: expect.any(String) } });
  });

  it('does not show the templates of another workspace', async () => {
    const { token } = await test.addTenant('200400');
    expect((await test.api('GET', `${path}/${await idOf('welcome')}`, { token })).status).toBe(404);
  });
});

it.each([
  ['DISABLED', 'order_update', 132016],
  ['DELETED', 'otp', 132001],
])('reads a template anew that turns out to be %s when a message is refused', async (decision, name, code) => {
  await test.simulator.fault({ match: { operation: 'account' }, outcome: { webhook: { drop: true } }, times: null });
  await test.simulator.call('POST', `/templates/${name}/review`, { decision });
  await test.settle();
  expect((await read(name)).body.status).toBe('APPROVED');
  const custom_params = ['order_id', 'status', '1'].map((parameter) => ({ name: parameter, value: '1042' }));
  const send = () =>
    test.api<{ broadcast_id: string; success: boolean }>('POST', `${path}/send`, {
      json: {
        template_name: name,
        broadcast_name: 'late',
        recipients: [{ phone_number: '31700000031', custom_params }],
      },
    });
  const { broadcast_id } = (await send()).body;
  await test.settle();
  const recipients = await test.api('GET', `/api/ext/v3/broadcasts/${broadcast_id}/recipients`);
  expect(recipients.body).toMatchObject({ recipients: [{ status: 'failed', failed_code: String(code) }] });
  await expect.poll(async () => (await read(name)).body.status).toBe(decision);
  expect((await send()).body).toMatchObject({ success: false, error: expect.stringContaining(decision) });
});
