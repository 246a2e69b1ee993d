import { FormData, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from './call-simulator.ts';
import { answerSchema, contractPath, covers, readAnswerExamples, readRequestExamples } from './cloud-contract.ts';
import { schemaFaults, schemaFaultsAt } from './cloud-schemas.ts';
import { httpAgent } from './harness/http-agent.ts';
import { readWebhookExamples } from './meta-contract.ts';
import { contractTemplates } from './simulator-contract-templates.ts';
import { appSecret, openLab, type SimulatorLab, token, verifyToken } from './simulator-lab.ts';

type Json = Record<string, unknown>;

const number = '510000000000101';
const waba = '520000000000201';
const person = '15550142001';
const charged = '15550142031';
const brazilian = '5511955550142';
const appId = '530000000000301';
const product = { messaging_product: 'whatsapp' };

let lab: SimulatorLab;
let close: () => Promise<void>;
const seen: { method: string; path: string; status: number; body: unknown }[] = [];
const sendAnswers = new Map<string, Answer>();

async function graph(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, bearer = token): Promise<Answer> {
  const answer = await lab.graph(method, `/v26.0${path}`, body, bearer);
  seen.push({ method, path: contractPath(path) ?? path, status: answer.status, body: answer.body });
  return answer;
}

async function upload(type: string): Promise<string> {
  const form = new FormData();
  form.append('messaging_product', 'whatsapp');
  form.append('file', new File(['bytes'], 'file', { type }));
  const answer = await request(`${lab.baseUrl}/simulator/graph/v26.0/${number}/media`, {
    dispatcher: httpAgent,
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const body = (await answer.body.json()) as Json;
  seen.push({ method: 'POST', path: '/{version}/{phone_number_id}/media', status: answer.statusCode, body });
  return String(body.id);
}

const write = async (message: Json, waId = person): Promise<string> =>
  String((await lab.control('POST', `/customers/${waId}/messages`, { profile_name: 'Noor Vale', message })).body.id);

beforeAll(async () => {
  ({ lab, close } = await openLab({
    templates: contractTemplates,
    account: { id: waba, messagingLimit: 'TIER_250' },
    firstNumber: { phoneNumberId: number, displayPhoneNumber: '+1 555-014-2000', verifiedName: 'Canal Tea' },
  }));
  await lab.control('PATCH', `/customers/${person}`, { username: 'noorv' });
  const quoted = await playCustomer();
  await playSends(quoted);
  await playNodes();
  await playTemplates();
  await playNumber();
  await playRefusals();
  await playAccount();
  await lab.advance(0);
});
afterAll(() => close());

/** Everything that a customer does. */
async function playCustomer(): Promise<string> {
  const first = await write({ text: { body: 'Is the shop open?' } });
  await write({ text: { body: 'That one' }, context: { id: first } });
  await write({ text: { body: 'fwd' }, context: { forwarded: true } });
  const referred = { catalog_id: '560000000000601', product_retailer_id: 'sku-11' };
  await write({ text: { body: 'In stock?' }, context: { id: first, referred_product: referred } });
  for (const { body } of readWebhookExamples()) {
    const [change] = (body as { entry: { changes: { value: Json }[] }[] }).entry[0]?.changes ?? [];
    const [message] = (change?.value.messages ?? []) as Json[];
    if (!message || message.type === 'system') continue;
    const { id: _id, timestamp: _at, from: _from, from_user_id: _user, ...content } = message;
    // Files are the simulator's own.
    const own = content[String(content.type)];
    const { id: _file, sha256: _hash, ...file } = typeof own === 'object' ? (own as Json) : {};
    const isFile = ['image', 'video', 'audio', 'document', 'sticker'].includes(String(content.type));
    await write(isFile ? { ...content, [String(content.type)]: file } : content);
  }
  await lab.control('PATCH', `/customers/${person}`, { hide_phone: true });
  await write({ text: { body: 'No phone number is shared here' } });
  await lab.control('PATCH', `/customers/${person}`, { hide_phone: false });
  await lab.control('PATCH', `/customers/${person}`, { opted_out_marketing: true });
  await lab.control('PATCH', `/customers/${person}`, { opted_out_marketing: false });
  for (const [waId, change] of [
    ['15550142011', { wa_id: '15550142777' }],
    ['15550142012', { user_id: 'US.9Zz8yX7wVu6Ts5Rq' }],
    ['15550142013', { identity: true }],
  ] as const) {
    await write({ text: { body: 'hello' } }, waId);
    await lab.control('POST', `/customers/${waId}/changes`, change);
  }
  await write({ text: { body: 'oi' } }, brazilian);
  await lab.control('PATCH', `/customers/${charged}`, { username: 'noorv2' });
  await write({ text: { body: 'hello' } }, charged);
  await lab.advance(0);
  return first;
}

/** Every example of a send, with files and messages that exist. */
async function playSends(quoted: string): Promise<void> {
  const types = ['image/jpeg', 'video/mp4', 'audio/ogg', 'application/pdf', 'image/webp', 'image/jpeg'];
  const files: string[] = [];
  for (const type of types) files.push(await upload(type));
  const userId = String((await lab.control('GET', `/customers/${person}`)).body.user_id);
  for (const [name, body] of readRequestExamples('sendMessage')) {
    const text = JSON.stringify(body)
      .replace(/54000000000040([1-6])/g, (_whole, index: string) => files[Number(index) - 1] ?? '')
      .replaceAll('wamid.SIMAAAB0001', quoted)
      .replaceAll('US.7Qk2mZ4xPw9Lr3Nf', userId);
    sendAnswers.set(name, await graph('POST', `/${number}/messages`, JSON.parse(text)));
    await lab.advance(6);
  }
  const callback = { biz_opaque_callback_data: 'job=771;try=1' };
  const template = { name: 'booking_reminder', language: { code: 'en_US' }, components: [named('Noor')] };
  // Somebody who did not come by an advertisement, so that it is charged.
  await graph('POST', `/${number}/messages`, { ...product, to: charged, type: 'template', template, ...callback });
  const news = { name: 'flash_news', language: { code: 'en_US' } };
  await graph('POST', `/${number}/marketing_messages`, { ...product, to: person, type: 'template', template: news });
  await lab.control('POST', `/customers/${person}/read`);
  await lab.control('POST', `/customers/${person}/play`);
  await lab.control('POST', `/customers/${brazilian}/payments`, { reference_id: 'ord-2041' });
  await graph('POST', `/${number}/messages`, { ...product, to: '15550142099', text: { body: 'closed' } });
  await graph('GET', `/${files[0]}`);
  await graph('DELETE', `/${files[0]}`);
  await lab.advance(0);
}

const named = (text: string) => ({ type: 'body', parameters: [{ type: 'text', parameter_name: 'guest', text }] });

async function playNodes(): Promise<void> {
  const fields =
    'display_phone_number,verified_name,quality_rating,code_verification_status,platform_type,throughput,whatsapp_business_manager_messaging_limit';
  await graph('GET', `/${number}?fields=${fields}`);
  await graph('GET', `/${waba}?fields=name,timezone_id,message_template_namespace,account_review_status,currency`);
  await graph('GET', `/${waba}/phone_numbers?limit=1`);
  await graph('GET', `/debug_token?input_token=${token}`);
  const session = await graph('POST', `/${appId}/uploads?file_length=4&file_type=image/jpeg&file_name=a.jpg`);
  await graph('GET', `/${session.body.id}`);
  const answer = await request(`${lab.baseUrl}/simulator/graph/v26.0/${session.body.id}`, {
    dispatcher: httpAgent,
    method: 'POST',
    headers: { authorization: `OAuth ${token}`, file_offset: '0', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'abcd',
  });
  const body = (await answer.body.json()) as Json;
  seen.push({ method: 'POST', path: '/{version}/{node_id}', status: answer.statusCode, body });
  await graph('POST', `/${number}/whatsapp_business_profile`, {
    ...product,
    about: 'Tea by the canal',
    address: 'Damrak 1',
    description: 'Small tea shop',
    email: 'hello@example.test',
    websites: ['https://tea.example.test'],
    vertical: 'RETAIL',
    profile_picture_handle: body.h,
  });
  await graph('GET', `/${number}/whatsapp_business_profile?fields=about,address,description,email,websites,vertical`);
}

async function playTemplates(): Promise<void> {
  for (const [, body] of readRequestExamples('createTemplate')) {
    const session = await graph('POST', `/${appId}/uploads?file_length=4&file_type=image/jpeg`);
    const uploaded = await request(`${lab.baseUrl}/simulator/graph/v26.0/${session.body.id}`, {
      dispatcher: httpAgent,
      method: 'POST',
      headers: { authorization: `OAuth ${token}`, file_offset: '0', 'content-type': 'application/octet-stream' },
      body: 'abcd',
    });
    const { h } = (await uploaded.body.json()) as { h: string };
    const text = JSON.stringify({ ...body, name: `${String(body.name)}_new` }).replace(/4::SIMHANDLE2?/g, h);
    expect(await graph('POST', `/${waba}/message_templates`, JSON.parse(text))).toMatchObject({ status: 200 });
  }
  await graph('GET', `/${waba}/message_templates?limit=1&name=booking_confirmed`);
  await graph('GET', `/${waba}/message_templates?limit=1`);
  const review = (decision: string, more: Json = {}) =>
    lab.control('POST', '/templates/booking_confirmed_new/review', { decision, ...more });
  await review('APPROVED');
  await lab.control('POST', '/templates/booking_confirmed_new/quality', { score: 'GREEN' });
  await lab.control('POST', '/templates/booking_confirmed_new/quality', { score: 'YELLOW' });
  const list = await graph('GET', `/${waba}/message_templates?name=booking_confirmed_new`);
  const [row] = list.body.data as Json[];
  const header = { type: 'HEADER', format: 'TEXT', text: 'Booking' };
  const body = { type: 'BODY', text: 'See you on {{1}} at our door.', example: { body_text: [['Friday']] } };
  const url = { type: 'URL', text: 'Details', url: 'https://stay.example.test/b/{{1}}', example: ['https://a.test/b'] };
  const footer = { type: 'FOOTER', text: 'Canal Tea' };
  await graph('POST', `/${row?.id}`, { components: [header, body, footer, { type: 'BUTTONS', buttons: [url] }] });
  await review('REJECTED');
  await review('PAUSED');
  await graph('POST', `/${row?.id}/unpause`);
  await review('MARKETING', { in_seconds: 60 });
  await lab.advance(60);
  await review('DISABLED');
  await graph('DELETE', `/${waba}/message_templates?name=flash_offer_new`);
}

async function playNumber(): Promise<void> {
  await graph('GET', `/${number}/username`);
  await graph('POST', `/${number}/username`, { username: 'canaltea' });
  await lab.advance(60);
  await graph('GET', `/${number}/username`);
  await graph('DELETE', `/${number}/username`);
  await graph('POST', `/${number}/block_users`, { ...product, block_users: [{ user: person }] });
  await graph('GET', `/${number}/block_users`);
  await graph('DELETE', `/${number}/block_users`, { ...product, block_users: [{ user: person }] });
  await graph('POST', `/${number}`, { pin: '402913' });
  await lab.control('PATCH', `/numbers/${number}`, { code_verification_status: 'NOT_VERIFIED' });
  await graph('POST', `/${number}/request_code`, { code_method: 'SMS', language: 'en_US' });
  const { verification_code: code } = (await lab.control('GET', `/numbers/${number}`)).body;
  await graph('POST', `/${number}/verify_code`, { code });
  await graph('POST', `/${number}/deregister`);
  await graph('POST', `/${number}/register`, { ...product, pin: '402913' });
  const override = { override_callback_uri: `${lab.receiverUrl}/override`, verify_token: verifyToken };
  await graph('POST', `/${waba}/subscribed_apps`, override);
  await graph('GET', `/${waba}/subscribed_apps`);
  await graph('DELETE', `/${waba}/subscribed_apps`);
  await graph('POST', `/${waba}/subscribed_apps`);
  const subscription = {
    object: 'whatsapp_business_account',
    callback_url: `${lab.receiverUrl}/meta/webhook`,
    verify_token: verifyToken,
    fields: (await allFields()).join(','),
  };
  const appToken = `${appId}|${appSecret}`;
  await graph('POST', `/${appId}/subscriptions`, subscription, appToken);
  await graph('GET', `/${appId}/subscriptions`, undefined, appToken);
}

async function allFields(): Promise<string[]> {
  return [...new Set(readWebhookExamples().map(({ name }) => name.split(':')[0] ?? ''))];
}

async function playRefusals(): Promise<void> {
  await graph('POST', `/${number}/messages`, { to: person });
  await lab.control('PATCH', '/settings', { window_closed: 'sync' });
  await graph('POST', `/${number}/messages`, { ...product, to: '15550142098', text: { body: 'closed' } });
  const template = { name: 'nope', language: { code: 'en_US' } };
  await graph('POST', `/${number}/messages`, { ...product, to: person, type: 'template', template });
  await graph('POST', `/${number}/messages`, { ...product, to: '15550199014', text: { body: 'pair' } });
  await graph('POST', `/${number}/messages`, { ...product, to: '15550199015', text: { body: 'throughput' } });
  const { token: ended } = (await lab.control('POST', '/tokens', { expires_in_seconds: 0 })).body;
  await graph('GET', `/${number}`, undefined, String(ended));
  await graph('POST', '/999/messages', { ...product, to: person, text: { body: 'x' } });
  await graph('POST', `/${waba}/message_templates`, {
    name: 'edge',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: '{{1}} is here', example: { body_text: [['Noor']] } }],
  });
}

/** What only Meta does: by the calls made for it, and the rest as it is given. */
async function playAccount(): Promise<void> {
  await lab.control('POST', `/numbers/${number}/upgrade`, {});
  await lab.advance(60);
  await lab.control('PATCH', `/accounts/${waba}`, { messaging_limit: 'TIER_2K' });
  await lab.control('POST', `/numbers/${number}/errors`, { code: 130429 });
  const given = ['phone_number_name_update', 'account_update', 'account_review_update', 'account_alerts'];
  const more = ['payment_configuration_update', 'phone_number_quality_update', 'calls'];
  for (const { name, body } of readWebhookExamples()) {
    const [field = ''] = name.split(':');
    const [change] = (body as { entry: { changes: { value: Json }[] }[] }).entry[0]?.changes ?? [];
    if (![...given, ...more].includes(field)) continue;
    await lab.control('POST', '/account-events', { field, value: change?.value, waba_id: waba });
  }
}

describe('every webhook of the contract', () => {
  test.each(readWebhookExamples().map(({ name, body }) => [name, body] as const))('%s', (name, body) => {
    const [field] = name.split(':');
    const [change] = (body as { entry: { changes: { value: Json }[] }[] }).entry[0]?.changes ?? [];
    const made = lab.received.filter((webhook) => webhook.field === field).map((webhook) => webhook.value);
    expect(made.some((value) => covers(change?.value, value))).toBe(true);
  });
});

describe('every answer of the contract', () => {
  test.each(readAnswerExamples().map((example) => [example.name, example] as const))('%s', (_name, example) => {
    const isRefusal = example.status === 'default' || example.status === '404';
    const answers = seen.filter(({ method, path, status }) =>
      isRefusal ? status >= 400 : status === 200 && method === example.method && path === example.path,
    );
    expect(answers.some(({ body }) => covers(example.value, body))).toBe(true);
  });

  test('each answer that was given validates, and each operation with a schema was called', () => {
    const faults = seen.flatMap(({ method, path, status, body }) => {
      const schema = status === 200 ? answerSchema(method, path) : undefined;
      const found = status >= 400 ? schemaFaults('ErrorBody', body) : schema ? schemaFaultsAt(schema, body) : [];
      return found.map((fault) => `${method} ${path} ${status}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  test('each example of a send is accepted', () => {
    const refused = [...sendAnswers].filter(([, { status }]) => status !== 200);
    expect(refused.map(([name, { body }]) => [name, body])).toEqual([]);
    expect(sendAnswers.size).toBeGreaterThan(25);
  });
});
