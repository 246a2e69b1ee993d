import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { multipart } from './http/contract-server.ts';

const path = '/api/ext/v3/conversations/messages/file';
const bytes = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQ6qkDAAHQAR0keF3jAAAAAElFTkSuQmCC',
  'base64',
);

let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
});
afterAll(() => test.stop());

const get = (id: string, token?: string) => test.api('GET', `${path}/${id}`, token === undefined ? {} : { token });

interface Row {
  id: string;
  event_type: string;
}

async function rowsOf(waId: string): Promise<Row[]> {
  await test.settle();
  const { body } = await test.api<{ message_list: Row[] }>('GET', `/api/ext/v3/conversations/${waId}/messages`);
  return body.message_list;
}

/** The customer sends a message; answers its id. */
async function receive(waId: string, message: Record<string, unknown>): Promise<string> {
  await test.simulator.write(waId, message);
  return (await rowsOf(waId)).find((row) => row.event_type === 'message')?.id ?? 'no message';
}

async function download(id: string) {
  const answer = await request(`${test.baseUrl}${path}/${id}`, { headers: { authorization: `Bearer ${test.token}` } });
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.from(await answer.body.arrayBuffer()) };
}

describe('getMessageFile', () => {
  it('answers the bytes under their true type, to be saved under their name', async () => {
    const image = { mime_type: 'image/png', caption: 'The lid', data_base64: bytes.toString('base64') };
    const id = await receive('31500000001', { type: 'image', image });
    for (const way of [id, id.toUpperCase()]) {
      const file = await download(way);
      expect(file).toMatchObject({
        status: 200,
        headers: {
          'content-type': 'image/png',
          'content-length': String(bytes.length),
          'content-disposition': expect.stringMatching(
            /^attachment; filename="[0-9a-f-]{36}\.png"; filename\*=UTF-8''/,
          ),
          'x-content-type-options': 'nosniff',
        },
      });
      expect(file.bytes.equals(bytes)).toBe(true);
    }
  });

  it('names a document in every alphabet', async () => {
    const document = { filename: 'Rechnung "März" (2).pdf', mime_type: 'application/pdf' };
    const { headers } = await download(await receive('31500000002', { type: 'document', document }));
    expect(headers['content-disposition']).toBe(
      `attachment; filename="Rechnung _M_rz_ (2).pdf"; filename*=UTF-8''Rechnung%20%22M%C3%A4rz%22%20%282%29.pdf`,
    );
    expect(headers['content-type']).toBe('application/pdf');
  });

  it('lets no page of a customer run as one of this host', async () => {
    const data_base64 = Buffer.from('<script>alert(1)</script>').toString('base64');
    const document = { filename: 'page.html', mime_type: 'text/html', data_base64 };
    const { headers } = await download(await receive('31500000003', { type: 'document', document }));
    expect(headers['content-disposition']).toMatch(/^attachment;/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('answers what the business sent', async () => {
    await receive('31500000004', { type: 'text', text: { body: 'Hello' } });
    const { type, body } = multipart([
      ['target', '31500000004'],
      ['file', { fileName: 'route.png', type: 'image/png', content: bytes }],
    ]);
    const sent = await test.api<{ message: Row }>('POST', path, { raw: body, headers: { 'content-type': type } });
    const file = await download(sent.body.message.id);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="route.png"; filename*=UTF-8''route.png`);
    expect(file.bytes.equals(bytes)).toBe(true);
  });

  it.each(['wamid.HBgLMzE1MDAwMDAwMDE%3D', '123', 'zzzzzzzzzzzzzzzzzzzzzzzz', '65f0c1a2b3d4e5f6012345671', '%00'])(
    'refuses %s, which is no id',
    async (id) => {
      expect(await get(id)).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    },
  );

  it('answers 404 where there is no message or no file', async () => {
    const withoutFile = await receive('31500000005', { type: 'text', text: { body: 'Hello' } });
    const ticket = (await rowsOf('31500000005')).find((row) => row.event_type === 'ticket')?.id ?? 'no ticket';
    for (const id of ['65f0c1a2b3d4e5f601234567', withoutFile, ticket]) {
      expect({ id, ...(await get(id)) }).toMatchObject({ id, status: 404, body: { code: 404 } });
    }
  });

  it('answers 404 for the file of another workspace', async () => {
    const id = await receive('31500000006', { type: 'image', image: {} });
    const { token } = await test.addTenant('200300');
    expect((await get(id, token)).status).toBe(404);
    expect((await get(id)).status).toBe(200);
  });

  it('tells with a code of its own that a file is gone', async () => {
    const id = await receive('31500000007', {
      type: 'image',
      image: { id: '999999999999999', mime_type: 'image/png' },
    });
    expect(await get(id)).toMatchObject({ status: 400, body: { code: 5004, message: expect.any(String) } });
  });

  it('asks for one of its scopes', async () => {
    const id = await receive('31500000008', { type: 'image', image: {} });
    expect((await get(id, await test.addToken({ scopes: ['contactsv3:read'] }))).status).toBe(403);
    expect((await get(id, await test.addToken({ scopes: ['conversationsv3:read'] }))).status).toBe(200);
  });
});
