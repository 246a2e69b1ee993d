import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { type Answer, toAnswer } from './call-simulator.ts';
import { schemaFaults } from './cloud-schemas.ts';
import { type SimulatorLab, token, useSimulatorLabs, waba } from './simulator-lab.ts';
import { templates } from './simulator-templates.ts';

type Json = Record<string, unknown>;

const labs = useSimulatorLabs();
const appId = '530000000000301';
const edge = `/v26.0/${waba}/message_templates`;

const good = (rest: Json = {}): Json => ({
  name: 'booking',
  language: 'en_US',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Hello {{1}}, see you on {{2}} there.', example: { body_text: [['Noor', 'Friday']] } },
  ],
  ...rest,
});

async function upload(lab: SimulatorLab, bytes: Buffer, bearer = token): Promise<{ session: Answer; file?: Answer }> {
  const facts = `file_length=${bytes.length}&file_type=image/jpeg&file_name=a.jpg`;
  const session = await lab.graph('POST', `/v26.0/${appId}/uploads?${facts}`, undefined, bearer);
  if (session.status !== 200) return { session };
  const answer = await request(`${lab.baseUrl}/simulator/graph/v26.0/${String(session.body.id)}`, {
    method: 'POST',
    headers: { authorization: `OAuth ${bearer}`, file_offset: '0', 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  return { session, file: toAnswer(answer.statusCode, answer.headers, Buffer.from(await answer.body.arrayBuffer())) };
}

async function listed(lab: SimulatorLab, query = ''): Promise<Json[]> {
  const answer = await lab.graph('GET', `${edge}?limit=100${query}`);
  for (const row of answer.body.data as Json[]) expect(schemaFaults('Template', row)).toEqual([]);
  return answer.body.data as Json[];
}

describe('creating', () => {
  test('stores a template that waits for its review, which is told by webhook', async () => {
    const lab = await labs.open();
    const answer = await lab.graph('POST', edge, good());
    expect(answer).toMatchObject({
      status: 200,
      body: { id: expect.stringMatching(/^\d{16}$/), status: 'PENDING', category: 'UTILITY' },
    });
    expect(await listed(lab, '&name=booking')).toMatchObject([
      { id: answer.body.id, status: 'PENDING', parameter_format: 'POSITIONAL', components: good().components },
    ]);
    await lab.control('POST', '/templates/booking/review', { decision: 'APPROVED' });
    await lab.advance(0);
    expect(lab.received.at(-1)).toMatchObject({
      signed: true,
      field: 'message_template_status_update',
      value: { event: 'APPROVED', message_template_name: 'booking', message_template_language: 'en_US' },
    });
  });

  test('takes a sample that was uploaded, and lists it at a short-lived address', async () => {
    const lab = await labs.open();
    const { session, file } = await upload(lab, Buffer.from('a picture'));
    expect(session.body.id).toMatch(/^upload:/);
    const handle = String(file?.body.h);
    const header = { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } };
    const components = [header, ...(good().components as Json[])];
    expect((await lab.graph('POST', edge, good({ components }))).status).toBe(200);
    const [row] = await listed(lab, '&name=booking');
    const [shown] = (row?.components ?? []) as { example: { header_handle: string[] } }[];
    const address = shown?.example.header_handle[0] ?? '';
    // As at Meta, whoever has the address needs no token.
    const fetched = await request(address);
    expect(await fetched.body.text()).toBe('a picture');
    expect(fetched.headers['content-security-policy']).toBe("sandbox; default-src 'none'");
    await lab.advance(301);
    const expired = await request(address);
    await expired.body.dump();
    expect(expired.statusCode).toBe(404);
    const unknown = { ...header, example: { header_handle: ['4::NO'] } };
    const refused = await lab.graph('POST', edge, good({ name: 'b', components: [unknown, ...components.slice(1)] }));
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 2388047 } } });
  });

  test('refuses an upload of another length or type', async () => {
    const lab = await labs.open();
    const query = 'file_length=5&file_type=audio/ogg';
    expect((await lab.graph('POST', `/${appId}/uploads?${query}`)).body).toMatchObject({ error: { code: 100 } });
    const session = await lab.graph('POST', `/${appId}/uploads?file_length=5&file_type=image/png`);
    const answer = await lab.graph('POST', `/${String(session.body.id)}`, { not: 'bytes' });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  test.each<[string, Json, number | undefined]>([
    [
      'variable at the edge',
      { components: [{ type: 'BODY', text: '{{1}} hello', example: { body_text: [['x']] } }] },
      2388299,
    ],
    ['missing body', { components: [] }, 2388072],
    ['bad name', { name: 'Booking' }, undefined],
    ['bad language', { language: 'xx' }, undefined],
    ['components of another type', { components: 'none' }, undefined],
  ])('refuses a %s with code 100', async (_what, rest, subcode) => {
    const lab = await labs.open();
    const { status, body } = await lab.graph('POST', edge, good(rest));
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    expect((body.error as Json).error_subcode).toBe(subcode);
    expect(await listed(lab)).toEqual([]);
  });

  test('refuses a name that is there in that language, and more than 100 an hour', async () => {
    const lab = await labs.open();
    await lab.graph('POST', edge, good());
    expect(await lab.graph('POST', edge, good())).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_subcode: 2388024, error_user_msg: expect.stringContaining('already') } },
    });
    expect((await lab.graph('POST', edge, good({ language: 'es' }))).status).toBe(200);
    for (let count = 3; count <= 100; count += 1) await lab.graph('POST', edge, good({ name: `booking_${count}` }));
    expect((await lab.graph('POST', edge, good({ name: 'late' }))).body).toMatchObject({ error: { code: 80007 } });
    await lab.advance(3601);
    expect((await lab.graph('POST', edge, good({ name: 'late' }))).status).toBe(200);
  });
});

describe('editing', () => {
  const changed = { components: [{ type: 'BODY', text: 'Something else for you.' }] };

  test('replaces the content and starts a review', async () => {
    const lab = await labs.open({ templates });
    expect((await lab.graph('POST', '/v26.0/570000000000702', changed)).body).toEqual({ success: true });
    await lab.advance(0);
    expect(lab.received.at(-1)).toMatchObject({
      field: 'message_template_components_update',
      value: { message_template_name: 'promo', message_template_element: 'Something else for you.' },
    });
    const node = await lab.graph('GET', '/570000000000702');
    expect(node.body).toMatchObject({ status: 'PENDING', ...changed });
  });

  test('is refused in review, once a day, and for another category', async () => {
    const lab = await labs.open({ templates });
    const refused = { status: 400, body: { error: { code: 100 } } };
    expect(await lab.graph('POST', '/705', changed)).toMatchObject(refused);
    expect(await lab.graph('POST', '/704', changed)).toMatchObject(refused);
    const welcome = '/570000000000701';
    expect(await lab.graph('POST', welcome, { category: 'MARKETING' })).toMatchObject(refused);
    expect(await lab.graph('POST', welcome, { components: [] })).toMatchObject(refused);
    expect((await lab.graph('POST', welcome, changed)).status).toBe(200);
    await lab.control('POST', '/templates/welcome/review', { decision: 'APPROVED' });
    expect(await lab.graph('POST', welcome, changed)).toMatchObject(refused);
    await lab.advance(86_401);
    expect((await lab.graph('POST', welcome, changed)).status).toBe(200);
  });
});

describe('deleting', () => {
  test('by name takes every language, by id one, and each is told by webhook', async () => {
    const lab = await labs.open({ templates });
    const ids: string[] = [];
    for (const language of ['en', 'es', 'nl']) {
      ids.push(String((await lab.graph('POST', edge, good({ language }))).body.id));
    }
    expect((await lab.graph('DELETE', `${edge}?name=booking&hsm_id=${ids[0]}`)).body).toEqual({ success: true });
    expect((await listed(lab, '&name=booking')).map((row) => row.language)).toEqual(['es', 'nl']);
    expect((await lab.graph('DELETE', `${edge}?name=booking`)).body).toEqual({ success: true });
    expect(await listed(lab, '&name=booking')).toEqual([]);
    await lab.advance(0);
    expect(lab.received.map(({ value }) => [value.event, value.message_template_language])).toEqual([
      ['DELETED', 'en'],
      ['DELETED', 'es'],
      ['DELETED', 'nl'],
    ]);
    expect(await lab.graph('DELETE', `${edge}?name=booking`)).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_subcode: 2593002 } },
    });
  });

  test('keeps the name of an approved one for 30 days, and a disabled one altogether', async () => {
    const lab = await labs.open({ templates });
    await lab.graph('DELETE', `${edge}?name=welcome`);
    const again = good({ name: 'welcome' });
    expect((await lab.graph('POST', edge, again)).body).toMatchObject({ error: { error_subcode: 2388023 } });
    await lab.advance(30 * 86_400 + 1);
    expect((await lab.graph('POST', edge, again)).status).toBe(200);
    expect((await lab.graph('DELETE', `${edge}?name=disabled`)).status).toBe(400);
    expect((await lab.graph('DELETE', edge)).status).toBe(400);
  });
});
