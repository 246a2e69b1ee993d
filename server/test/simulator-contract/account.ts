import { request } from 'undici';
import { httpAgent } from '../harness/http-agent.ts';
import { readWebhookExamples } from '../meta-contract.ts';
import { appSecret, token, verifyToken } from '../simulator-lab.ts';
import { appId, type ContractPlay, type Json, number, person, product, waba } from './lab.ts';

/** The number, its account and its profile are read and changed. */
export async function playNodes({ lab, graph, seen }: ContractPlay): Promise<void> {
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

/** A number gets a username, blocks, is verified and registered; webhooks are subscribed. */
export async function playNumber({ lab, graph }: ContractPlay): Promise<void> {
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
    fields: allFields().join(','),
  };
  const appToken = `${appId}|${appSecret}`;
  await graph('POST', `/${appId}/subscriptions`, subscription, appToken);
  await graph('GET', `/${appId}/subscriptions`, undefined, appToken);
}

/** Calls that Meta refuses. */
export async function playRefusals({ lab, graph }: ContractPlay): Promise<void> {
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
export async function playAccount({ lab }: ContractPlay): Promise<void> {
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

function allFields(): string[] {
  return [...new Set(readWebhookExamples().map(({ name }) => name.split(':')[0] ?? ''))];
}
