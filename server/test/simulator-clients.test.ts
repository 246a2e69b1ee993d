import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { type Answer, toAnswer } from './call-simulator.ts';
import { httpAgent } from './harness/http-agent.ts';
import { appSecret, number, type SimulatorLab, token, useSimulatorLabs, waba } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const appId = '530000000000301';
const json = 'application/json';

/** A request exactly as a client program puts it on the wire: `%number%` and its like stand for the ids of the lab. */
interface WireRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

async function play(lab: SimulatorLab, wire: WireRequest, names: Record<string, string> = {}): Promise<Answer> {
  const known: Record<string, string> = { number, waba, token, app: appId, secret: appSecret, person, ...names };
  const fill = (text: string): string => text.replace(/%(\w+)%/g, (whole, name: string) => known[name] ?? whole);
  const headers = Object.entries(wire.headers ?? {}).map(([name, value]) => [name, fill(value)]);
  const answer = await request(`${lab.baseUrl}/simulator/graph${fill(wire.path)}`, {
    dispatcher: httpAgent,
    method: wire.method,
    headers: Object.fromEntries(headers),
    ...(wire.body === undefined ? {} : { body: fill(wire.body) }),
  });
  return toAnswer(answer.statusCode, answer.headers, Buffer.from(await answer.body.arrayBuffer()));
}

const bearer = { authorization: 'Bearer %token%' };
const multipart = (boundary: string, parts: readonly (readonly [head: string, content: string])[]): string =>
  [...parts.map(([head, content]) => `--${boundary}\r\n${head}\r\n\r\n${content}\r\n`), `--${boundary}--\r\n`].join('');

/** The sends of independent programs in five languages, as their sources write them. */
const sends: Readonly<Record<string, WireRequest>> = {
  // david-lev/pywa (Python, httpx): pywa/api.py.
  pywa: {
    method: 'POST',
    path: '/v23.0/%number%/messages',
    headers: { ...bearer, 'user-agent': 'PyWa/3.0.0', accept: '*/*', 'content-type': json },
    body: '{"messaging_product":"whatsapp","recipient_type":"individual","to":"%person%","type":"text","text":{"body":"Hi","preview_url":false},"biz_opaque_callback_data":"{\\"job\\":1}"}',
  },
  // Secreto31126/whatsapp-api-js (TypeScript, fetch): src/fetch.ts. The object of the message is a JSON text inside the JSON.
  'whatsapp-api-js': {
    method: 'POST',
    path: '/v16.0/%number%/messages',
    headers: { ...bearer, 'content-type': json },
    body: '{"messaging_product":"whatsapp","type":"text","to":"%person%","text":"{\\"body\\":\\"Hi\\"}"}',
  },
  // WhatsApp/WhatsApp-Nodejs-SDK (the official one): src/requester.ts.
  'the official Node SDK': {
    method: 'POST',
    path: '/v16.0/%number%/messages',
    headers: { ...bearer, 'content-type': json, 'user-agent': 'WA_SDK/ (Node.js 20.0.0)' },
    body: '{"messaging_product":"whatsapp","recipient_type":"individual","to":"%person%","type":"text","text":{"body":"Hi"}}',
  },
  // netflie/whatsapp-cloud-api (PHP, Guzzle): src/Request/MessageRequest/RequestTextMessage.php.
  'netflie/whatsapp-cloud-api': {
    method: 'POST',
    path: '/v13.0/%number%/messages',
    headers: { ...bearer, 'content-type': json, 'user-agent': 'GuzzleHttp/7' },
    body: '{"messaging_product":"whatsapp","recipient_type":"individual","to":"%person%","type":"text","text":{"preview_url":true,"body":"Hi https:\\/\\/example.test"}}',
  },
  // piusalfred/whatsapp (Go): a base URL, the version, the number and the edge as parts of the path.
  'piusalfred/whatsapp': {
    method: 'POST',
    path: '/v20.0/%number%/messages',
    headers: { ...bearer, 'content-type': json, 'user-agent': 'Go-http-client/1.1' },
    body: '{"messaging_product":"whatsapp","to":"+%person%","recipient_type":"individual","type":"text","text":{"preview_url":false,"body":"Hi"}}\n',
  },
  // gabrieldwight/Whatsapp-Business-Cloud-Api-Net (.NET, StringContent): WhatsAppBusinessClient.cs.
  'Whatsapp-Business-Cloud-Api-Net': {
    method: 'POST',
    path: '/v21.0/%number%/messages',
    headers: { ...bearer, 'content-type': 'application/json; charset=utf-8' },
    body: '{"messaging_product":"whatsapp","recipient_type":"individual","to":"%person%","type":"text","context":null,"text":{"body":"Hi","preview_url":false},"biz_opaque_callback_data":null}',
  },
  // sajuthankappan/whatsapp-cloud-api-rs (Rust, reqwest): src/whatsapp_client.rs.
  'whatsapp-cloud-api-rs': {
    method: 'POST',
    path: '/v20.0/%number%/messages',
    headers: { ...bearer, accept: '*/*', 'content-type': json },
    body: '{"messaging_product":"whatsapp","recipient_type":null,"to":"%person%","type":"text","text":{"body":"Hi","preview_url":null}}',
  },
  // curl as on many pages: no version, the token in the query, a form.
  'a form without version': {
    method: 'POST',
    path: '/%number%/messages?access_token=%token%',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'messaging_product=whatsapp&to=%person%&type=text&text=%7B%22body%22%3A%22Hi%22%7D',
  },
  'a multipart form with the token in it': {
    method: 'POST',
    path: '/v26.0/%number%/messages',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: multipart('x', [
      ['Content-Disposition: form-data; name="access_token"', '%token%'],
      ['Content-Disposition: form-data; name="messaging_product"', 'whatsapp'],
      ['Content-Disposition: form-data; name="to"', '%person%'],
      ['Content-Disposition: form-data; name="text"', '{"body":"Hi"}'],
    ]),
  },
  'lower-case bearer, JSON without a type': {
    method: 'POST',
    path: '/v26.0/%number%/messages/',
    headers: { authorization: 'bearer %token%', 'content-type': 'text/plain' },
    body: '{"messaging_product":"whatsapp","to":"%person%","text":{"body":"Hi"}}',
  },
};

describe('a send as independent programs write it', () => {
  test.each(Object.entries(sends))('%s', async (_name, wire) => {
    const lab = await labs.open();
    await lab.write(person);
    const answer = await play(lab, wire);
    expect(answer).toMatchObject({ status: 200, body: { contacts: [{ wa_id: person }], messages: [{}] } });
    await lab.advance(0);
    expect(lab.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
    const shown = (await lab.control('GET', `/customers/${person}/messages`)).body;
    expect(shown).toMatchObject([{}, { text: expect.stringMatching(/^Hi/) }]);
    if (wire.body?.includes('{\\"job')) expect(lab.statuses()[0]?.biz_opaque_callback_data).toBe('{"job":1}');
  });
});

const png = 'PNG';
/** An upload of each: the order of the parts, quotes and headers differ. */
const uploads: Readonly<Record<string, WireRequest>> = {
  pywa: {
    method: 'POST',
    path: '/v23.0/%number%/media',
    headers: { ...bearer, 'content-type': 'multipart/form-data; boundary=a1' },
    body: multipart('a1', [
      ['Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png', png],
      ['Content-Disposition: form-data; name="messaging_product"', 'whatsapp'],
      ['Content-Disposition: form-data; name="type"', 'image/png'],
    ]),
  },
  // The product stands in the query, the form has the file alone.
  'whatsapp-api-js': {
    method: 'POST',
    path: '/v16.0/%number%/media?messaging_product=whatsapp',
    headers: { ...bearer, 'content-type': 'multipart/form-data; boundary=----formdata-undici-1' },
    body: multipart('----formdata-undici-1', [
      ['Content-Disposition: form-data; name="file"; filename="blob"\r\nContent-Type: image/png', png],
    ]),
  },
  // Names without quotes, a boundary in quotes, a type on every part.
  'Whatsapp-Business-Cloud-Api-Net': {
    method: 'POST',
    path: '/v21.0/%number%/media',
    headers: { ...bearer, 'content-type': 'multipart/form-data; boundary="----------0f8f"' },
    body: multipart('----------0f8f', [
      ['Content-Disposition: form-data; name=file; filename=/tmp/a.png\r\nContent-Type: image/png', png],
      ['Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=messaging_product', 'whatsapp'],
    ]),
  },
  'piusalfred/whatsapp': {
    method: 'POST',
    path: '/v20.0/%number%/media',
    headers: { ...bearer, 'content-type': 'multipart/form-data; boundary=go' },
    body: multipart('go', [
      ['Content-Disposition: form-data; name="type"', 'image/png'],
      ['Content-Disposition: form-data; name="messaging_product"', 'whatsapp'],
      ['Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png', png],
    ]),
  },
};

describe('an upload as independent programs write it', () => {
  test.each(Object.entries(uploads))('%s', async (_name, wire) => {
    const lab = await labs.open();
    const uploaded = await play(lab, wire);
    expect(uploaded).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^\d+$/) } });
    const media = String(uploaded.body.id);
    // With the empty query of whatsapp-api-js and the number of the Go client.
    for (const query of ['?', '?phone_number_id=%number%']) {
      const looked = await play(lab, { method: 'GET', path: `/v20.0/%media%${query}`, headers: bearer }, { media });
      expect(looked.body).toMatchObject({ mime_type: 'image/png', file_size: '3' });
    }
    const gone = await play(lab, { method: 'DELETE', path: '/v16.0/%media%?', headers: bearer }, { media });
    expect(gone.body).toEqual({ success: true });
  });
});

describe('pywa sets its callbacks', () => {
  test('an app token by id and secret, everything of the subscription in the query, a slash at the end of a node', async () => {
    const lab = await labs.open();
    const callback = encodeURIComponent(`${lab.receiverUrl}/pywa`);
    const grant = 'grant_type=client_credentials&client_id=%app%';
    const wrong = await play(lab, { method: 'GET', path: `/v23.0/oauth/access_token?${grant}&client_secret=no` });
    expect(wrong.status).toBe(400);
    const secret = encodeURIComponent(appSecret);
    const made = await play(lab, { method: 'GET', path: `/v23.0/oauth/access_token?${grant}&client_secret=${secret}` });
    expect(made.body).toEqual({ access_token: `${appId}|${appSecret}`, token_type: 'bearer' });
    const query = `object=whatsapp_business_account&callback_url=${callback}&verify_token=a%20verify%20token&fields=messages`;
    const set = await play(lab, {
      method: 'POST',
      path: `/v23.0/%app%/subscriptions?${query}&access_token=${encodeURIComponent(String(made.body.access_token))}`,
    });
    expect(set.body).toEqual({ success: true });
    const own = { override_callback_uri: `${lab.receiverUrl}/number`, verify_token: 'a verify token' };
    const number = await play(lab, {
      method: 'POST',
      path: '/v23.0/%number%/',
      headers: { ...bearer, 'content-type': json },
      body: JSON.stringify({ webhook_configuration: own }),
    });
    expect(number.body).toEqual({ success: true });
    await lab.write(person);
    await lab.advance(0);
    expect(lab.received).toMatchObject([{ path: '/number' }]);
  });
});

describe('forms that Graph does not take', () => {
  test.each([
    ['a batch', { method: 'POST', path: '/v26.0/', body: '{"batch":[{"method":"GET","relative_url":"me"}]}' }],
    ['several ids', { method: 'GET', path: '/v26.0/?ids=%number%,%waba%' }],
    ['a date format', { method: 'GET', path: '/v26.0/%waba%?date_format=U' }],
    ['a list as the body', { method: 'POST', path: '/v26.0/%number%/messages', body: '[]' }],
  ] as const)('%s', async (_what, wire) => {
    const lab = await labs.open();
    const answer = await play(lab, {
      ...wire,
      headers: { ...bearer, ...('body' in wire ? { 'content-type': json } : {}) },
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  test('a method in the query of a POST stands for itself', async () => {
    const lab = await labs.open();
    const answer = await play(lab, {
      method: 'POST',
      path: '/v26.0/%waba%/subscribed_apps?method=delete',
      headers: bearer,
    });
    expect(answer.body).toEqual({ success: true });
    expect((await lab.graph('GET', `/${waba}/subscribed_apps`)).body.data).toEqual([]);
  });
});
