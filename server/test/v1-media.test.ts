import { FormData, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

const customer = '85255501234';

let parley: TestPlatform;
let imagePath: string;
let documentPath: string;

beforeAll(async () => {
  parley = await startTestPlatform();
  imagePath = await receive({ type: 'image', image: { caption: 'The lid' } });
  documentPath = await receive({ type: 'document', document: { filename: 'Señal "final".pdf' } });
});

afterAll(() => parley.stop());

/** The path of the file that a customer sends. */
async function receive(message: Record<string, unknown>): Promise<string> {
  await parley.simulator.write(customer, message);
  await parley.settle();
  const history = await parley.api<{ messages: { items: { data: string }[] } }>(
    'GET',
    `/api/v1/getMessages/${customer}`,
  );
  return history.body.messages.items[0]?.data ?? '';
}

async function bytesOf(path: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const answer = await request(`${parley.baseUrl}${path}`, {
    headers: { authorization: `Bearer ${parley.token}`, ...headers },
  });
  expect(answer.statusCode).toBe(200);
  return Buffer.from(await answer.body.arrayBuffer());
}

describe.each([
  ['getMedia', '/api/v1/getMedia'],
  ['showFile', '/api/file/showFile'],
])('%s', (_operation, path) => {
  test('answers the bytes, with headers that keep a browser from running them', async () => {
    const answer = await parley.api('GET', path, { query: { fileName: imagePath } });
    expect(answer.status).toBe(200);
    const bytes = await bytesOf(`/100100${path}?fileName=${imagePath}`);
    expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      'content-disposition': expect.stringMatching(/^inline; filename="[^"]+\.jpg"$/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  test('gives the file the name that the sender gave it', async () => {
    const answer = await parley.api('GET', path, { query: { fileName: documentPath } });
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toBe(
      `inline; filename="Se_al _final_.pdf"; filename*=UTF-8''Se%C3%B1al%20%22final%22.pdf`,
    );
    expect(answer.text).toMatch(/^%PDF/);
  });

  test('takes a slash in front and a whole address around the path', async () => {
    const whole = `${parley.baseUrl}/100100/api/file/showFile?fileName=${imagePath}`;
    const encoded = whole.replace(imagePath, encodeURIComponent(imagePath));
    for (const fileName of [`/${imagePath}`, whole, encoded, encodeURIComponent(imagePath)]) {
      const answer = await parley.api('GET', path, { query: { fileName } });
      expect({ fileName, status: answer.status }).toEqual({ fileName, status: 200 });
    }
    expect((await parley.api('GET', `${path}?FILENAME=${imagePath}`)).status).toBe(200);
  });

  test.each([
    'data/images/00000000-0000-4000-8000-000000000000.jpg',
    '../../demo-credentials.json',
    'data/images/../../../demo-credentials.json',
    '/etc/passwd',
    'a\u0000b',
    '%E0%A4%A',
  ])('knows no file %j', async (fileName) => {
    expect(await parley.api('GET', path, { query: { fileName } })).toMatchObject({
      status: 404,
      body: { result: false, info: expect.any(String) },
    });
  });

  test.each([{}, { fileName: '' }, { fileName: ' ' }])(
    'needs a fileName: %j',
    async (query: Record<string, string>) => {
      expect(await parley.api('GET', path, { query })).toMatchObject({
        status: 400,
        body: { result: false, info: expect.stringContaining('fileName') },
      });
    },
  );

  test('is closed to others', async () => {
    expect((await parley.api('GET', path, { query: { fileName: imagePath }, token: null })).status).toBe(401);
    const tenantId = path.includes('v1') ? '100301' : '100302';
    const { token } = await parley.addTenant(tenantId);
    const other = createApiClient(`${parley.baseUrl}/${tenantId}`, token);
    expect((await other('GET', path, { query: { fileName: imagePath } })).status).toBe(404);
  });
});

describe('getMedia', () => {
  test('reads fileName from the form body of a GET', async () => {
    const multipart = new FormData();
    multipart.append('fileName', imagePath);
    for (const call of [{ multipart }, { form: { FileName: imagePath } }]) {
      expect((await parley.api('GET', '/api/v1/getMedia', call)).status).toBe(200);
    }
  });
});

describe('showFile', () => {
  test('is the link that webhooks give', async () => {
    const hook = await parley.subscribe(['message']);
    await parley.simulator.write(customer, { type: 'image', image: {} });
    await parley.settle();
    const url = String(hook.received[0]?.body.data);
    expect(url).toContain('/100100/api/file/showFile?fileName=data/images/');
    expect((await bytesOf(url.replace(parley.baseUrl, ''))).length).toBeGreaterThan(0);
  });
});
