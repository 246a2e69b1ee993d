import { FormData, request } from 'undici';
import { describe, expect, test } from 'vitest';
import type { SimulatedTemplate } from '../src/simulator/simulator.ts';
import { type Answer, toAnswer } from './call-simulator.ts';
import { schemaFaults } from './cloud-schemas.ts';
import { httpAgent } from './harness/http-agent.ts';
import {
  number,
  otherToken,
  type SimulatorLab,
  secondNumber,
  text,
  token,
  useSimulatorLabs,
  waba,
} from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';

const templates: SimulatedTemplate[] = Array.from({ length: 7 }, (_, index) => ({
  id: `57000000000070${index}`,
  name: `template_${index}`,
  language: index % 2 === 0 ? 'en' : 'nl',
  status: index < 5 ? 'APPROVED' : 'PENDING',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: `Body number ${index}` }],
}));

async function upload(
  lab: SimulatorLab,
  type: string,
  bytes: Buffer,
  fields: Record<string, string> = {},
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ messaging_product: 'whatsapp', ...fields })) form.append(name, value);
  form.append('file', new File([new Uint8Array(bytes)], 'a "file".bin', { type }));
  const answer = await request(`${lab.baseUrl}/simulator/graph/v26.0/${number}/media`, {
    dispatcher: httpAgent,
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  return toAnswer(answer.statusCode, answer.headers, Buffer.from(await answer.body.arrayBuffer()));
}

const idsOf = (answer: Answer): string[] => (answer.body.data as { id: string }[]).map((row) => row.id);
const pagingOf = (answer: Answer) =>
  (answer.body.paging ?? {}) as { next?: string; previous?: string; cursors?: { after: string; before: string } };

describe('addresses and tokens', () => {
  test.each(['/v26.0', '/v23.0', '/v99.9', '/v26', ''])('version segment "%s"', async (version) => {
    const lab = await labs.open();
    expect(await lab.graph('GET', `${version}/${number}`)).toMatchObject({ status: 200, body: { id: number } });
  });

  test('a token may come in the query, and shows in no log', async () => {
    const lab = await labs.open();
    const answer = await lab.control('GET', `/graph/${number}?access_token=${token}&fields=id`);
    expect(answer.status).toBe(200);
    const log = await lab.control('GET', '/graph-requests');
    expect(log.body).toMatchObject([
      { method: 'GET', operation: 'phone_number', phone_number_id: number, status: 200 },
    ]);
    expect(log.text).toContain(`/simulator/graph/${number}?fields=id`);
    expect(log.text).not.toContain(token);
  });

  test('a missing or wrong token is 401 with code 190', async () => {
    const lab = await labs.open();
    const wrong = await lab.graph('POST', `/${number}/messages`, text(person), 'nonsense');
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 190, type: 'OAuthException' } } });
    const missing = await lab.control('GET', `/graph/${number}`);
    expect(missing).toMatchObject({ status: 401, body: { error: { code: 190 } } });
    expect(schemaFaults('ErrorBody', missing.body)).toEqual([]);
  });

  test('an unknown id, and one of another account, is 400 with code 100 and subcode 33', async () => {
    const lab = await labs.open();
    const expected = { status: 400, body: { error: { code: 100, error_subcode: 33, type: 'GraphMethodException' } } };
    expect(await lab.graph('GET', '/999')).toMatchObject(expected);
    expect(await lab.graph('POST', '/999/messages', text(person))).toMatchObject(expected);
    expect(await lab.graph('POST', `/${number}/messages`, text(person), otherToken)).toMatchObject(expected);
    expect(await lab.graph('POST', `/${number}/unheard_of`, {})).toMatchObject(expected);
    const field = await lab.graph('GET', `/${number}/nothing`);
    expect(field).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  test('a path that is too long, and a method that is not there, are refused in the shape of Graph', async () => {
    const lab = await labs.open();
    expect(await lab.graph('GET', `/${number}/a/b`)).toMatchObject({ status: 400, body: { error: { code: 2500 } } });
    const put = await request(`${lab.baseUrl}/simulator/graph/${number}`, { dispatcher: httpAgent, method: 'PUT' });
    expect(schemaFaults('ErrorBody', await put.body.json())).toEqual([]);
  });

  test('a form-encoded body with JSON values is a send as well', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const form = new URLSearchParams({ messaging_product: 'whatsapp', to: person, text: '{"body":"by form"}' });
    const answer = await request(`${lab.baseUrl}/simulator/graph/${number}/messages`, {
      dispatcher: httpAgent,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${form}&access_token=${token}`,
    });
    expect(answer.statusCode).toBe(200);
    await lab.advance(0);
    const shown = (await lab.control('GET', `/customers/${person}/messages`)).body;
    expect(shown).toMatchObject([{}, { text: 'by form' }]);
    expect((await lab.control('GET', '/graph-requests')).text).not.toContain(token);
  });
});

describe('nodes', () => {
  test('a phone number, with the fields that are asked for', async () => {
    const lab = await labs.open();
    const usual = await lab.graph('GET', `/${number}`);
    expect(schemaFaults('PhoneNumber', usual.body)).toEqual([]);
    expect(usual.body).toMatchObject({ display_phone_number: '+1 555-010-0001', verified_name: 'Main' });
    const some = await lab.graph('GET', `/${number}?fields=status,health_status{can_send_message},unheard_of`);
    expect(Object.keys(some.body).sort()).toEqual(['health_status', 'id', 'status']);
    expect(schemaFaults('PhoneNumber', some.body)).toEqual([]);
  });

  test('an account and its numbers', async () => {
    const lab = await labs.open();
    const account = await lab.graph('GET', `/${waba}?fields=name,account_review_status`);
    expect(account.body).toEqual({ id: waba, name: expect.any(String), account_review_status: 'APPROVED' });
    const first = await lab.graph('GET', `/${waba}/phone_numbers?limit=1`);
    expect(idsOf(first)).toEqual([number]);
    const rest = await lab.graph('GET', `/${waba}/phone_numbers?after=${pagingOf(first).cursors?.after}`);
    expect(idsOf(rest)).toEqual([secondNumber]);
    expect(pagingOf(rest).next).toBeUndefined();
  });
});

describe('the list of templates', () => {
  test('is walked by its next links, forth and back', async () => {
    const lab = await labs.open({ templates });
    const seen: string[][] = [];
    let path = `/v26.0/${waba}/message_templates?limit=3&fields=name,status`;
    let page: Answer | undefined;
    for (let count = 0; count < 3; count += 1) {
      page = await lab.graph('GET', path);
      seen.push(idsOf(page));
      path = (pagingOf(page).next ?? '').replace(`${lab.baseUrl}/simulator/graph`, '');
    }
    expect(seen).toEqual(
      [templates.slice(0, 3), templates.slice(3, 6), templates.slice(6)].map((part) => part.map((row) => row.id)),
    );
    expect(path).toBe('');
    expect(page?.body.data).toEqual([{ id: templates[6]?.id, name: 'template_6', status: 'PENDING' }]);
    const back = await lab.graph(
      'GET',
      (pagingOf(page as Answer).previous ?? '').replace(`${lab.baseUrl}/simulator/graph`, ''),
    );
    expect(idsOf(back)).toEqual(templates.slice(3, 6).map((row) => row.id));
  });

  test.each([
    ['status=pending', ['570000000000705', '570000000000706']],
    ['name=template_2', ['570000000000702']],
    ['language=nl&status=APPROVED', ['570000000000701', '570000000000703']],
    ['name_or_content=NUMBER%204', ['570000000000704']],
    ['category=MARKETING', []],
  ])('filtered by %s', async (query, expected) => {
    const lab = await labs.open({ templates });
    const answer = await lab.graph('GET', `/${waba}/message_templates?${query}`);
    expect(idsOf(answer)).toEqual(expected);
    for (const row of answer.body.data as unknown[]) expect(schemaFaults('Template', row)).toEqual([]);
  });

  test('a cursor that is not known any more is code 131059', async () => {
    const lab = await labs.open({ templates });
    expect(await lab.graph('GET', `/${waba}/message_templates?after=QVFISIMA`)).toMatchObject({
      status: 400,
      body: { error: { code: 131059 } },
    });
  });
});

describe('media', () => {
  test('goes up, is looked up, comes down, is sent, and is deleted', async () => {
    const lab = await labs.open();
    const bytes = Buffer.from('\xff\xd8\xff\r\n--not a boundary\r\n\x00end', 'latin1');
    const answer = await upload(lab, 'image/jpeg', bytes, { type: 'image/jpeg' });
    expect(answer).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^\d{16}$/) } });
    const id = String(answer.body.id);
    const node = await lab.graph('GET', `/${id}`);
    expect(schemaFaults('MediaInfo', node.body)).toEqual([]);
    expect(node.body).toMatchObject({ mime_type: 'image/jpeg', file_size: String(bytes.length) });
    const path = String(node.body.url).replace(`${lab.baseUrl}/simulator/graph`, '');
    const file = await lab.graph('GET', path);
    expect(file.headers['content-type']).toBe('image/jpeg');
    // The simulator stands under the address of the web app: nothing that was uploaded may run there.
    expect(file.headers['content-security-policy']).toBe("sandbox; default-src 'none'");
    expect(file.bytes.equals(bytes)).toBe(true);
    await lab.write(person);
    const image = { messaging_product: 'whatsapp', to: person, type: 'image', image: { id } };
    expect((await lab.send(image)).status).toBe(200);
    expect(await lab.graph('POST', `/${secondNumber}/messages`, image)).toMatchObject({
      body: { error: { code: 100 } },
    });
    expect((await lab.graph('DELETE', `/${id}`)).body).toEqual({ success: true });
    expect(await lab.graph('GET', `/${id}`)).toMatchObject({ body: { error: { error_subcode: 33 } } });
    expect((await lab.graph('GET', path)).status).toBe(404);
  });

  test('the address needs the token, lives five minutes, and cannot be forged', async () => {
    const lab = await labs.open();
    const { id } = (await upload(lab, 'image/png', Buffer.from('x'))).body;
    const pathOf = async () =>
      String((await lab.graph('GET', `/${id}`)).body.url).replace(`${lab.baseUrl}/simulator/graph`, '');
    const path = await pathOf();
    expect((await lab.control('GET', `/graph${path}`)).status).toBe(401);
    expect((await lab.graph('GET', path, undefined, otherToken)).status).toBe(404);
    expect((await lab.graph('GET', path.replace(/ext=\d+/, 'ext=9999999999'))).status).toBe(404);
    await lab.advance(299);
    expect((await lab.graph('GET', path)).status).toBe(200);
    await lab.advance(1);
    expect((await lab.graph('GET', path)).status).toBe(404);
    expect((await lab.graph('GET', await pathOf())).status).toBe(200);
    await lab.advance(30 * 86_400);
    expect((await lab.graph('GET', `/${id}`)).status).toBe(400);
  });

  test.each([
    ['a codecs parameter', 'audio/ogg; codecs=opus', 10, {}, 100],
    ['octet-stream', 'application/octet-stream', 10, {}, 100],
    ['no product', 'image/png', 10, { messaging_product: 'telegram' }, 100],
    ['an image over 5 MB', 'image/png', 5 * 1024 * 1024 + 1, {}, 131053],
    ['a sticker over 500 KB', 'image/webp', 512 * 1024 + 1, {}, 131053],
  ])('%s is refused', async (_what, type, size, fields, code) => {
    const lab = await labs.open();
    const answer = await upload(lab, type, Buffer.alloc(size), fields);
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
    if (code === 100 && type !== 'image/png') expect(answer.text).toContain('audio/ogg');
  });

  test('a multipart body that breaks off is refused', async () => {
    const lab = await labs.open();
    const answer = await request(`${lab.baseUrl}/simulator/graph/${number}/media`, {
      dispatcher: httpAgent,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: image/png\r\n\r\nab',
    });
    expect(answer.statusCode).toBe(400);
    expect(schemaFaults('ErrorBody', await answer.body.json())).toEqual([]);
  });

  test('a file of the wrong type for the message fails later with 131053', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const { id } = (await upload(lab, 'application/pdf', Buffer.from('%PDF'))).body;
    const answer = await lab.send({ messaging_product: 'whatsapp', to: person, type: 'image', image: { id } });
    expect(answer.status).toBe(200);
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }]);
  });
});
