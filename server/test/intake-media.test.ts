import { createHash } from 'node:crypto';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { rowsOf } from './intake-lab.ts';

// Files of customers: fetched from Meta, kept, and served to who may see them.
let parley: TestPlatform;
let receiver: WebhookReceiver;
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154', 'hex'),
  Buffer.from('789c6360000002000154a24f5d0000000049454e44ae426082', 'hex'),
  Buffer.alloc(70_000, 7),
]);

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await parley.subscribe(['message']);
});
afterAll(() => parley.stop());

async function sendImage(waId: string, more: Record<string, unknown> = {}): Promise<void> {
  const image = { data_base64: png.toString('base64'), mime_type: 'image/png', caption: 'mine', ...more };
  await parley.simulator.write(waId, { type: 'image', image });
}

async function webhookOf(waId: string): Promise<{ id: string; data: string }> {
  const find = () => receiver.received.map((entry) => entry.body).find((body) => body.waId === waId);
  await expect.poll(find).toBeDefined();
  return find() as unknown as { id: string; data: string };
}

async function fetchBytes(url: string, token: string | undefined = parley.token) {
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const answer = await request(url, { headers });
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    bytes: Buffer.from(await answer.body.arrayBuffer()),
  };
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('the bytes a customer sent come back from every door, and only with a token of the workspace', async () => {
  await sendImage('4479090000001');
  await parley.settle();
  const { id, data } = await webhookOf('4479090000001');
  const path = new URL(data).searchParams.get('fileName') ?? '';
  const doors = [
    data,
    `${parley.baseUrl}/${parley.tenantId}/api/v1/getMedia?fileName=${encodeURIComponent(path)}`,
    `${parley.baseUrl}/api/ext/v3/conversations/messages/file/${id}`,
  ];
  for (const url of doors) {
    const file = await fetchBytes(url);
    expect(file).toMatchObject({ status: 200, type: 'image/png' });
    expect(digest(file.bytes)).toBe(digest(png));
    expect((await fetchBytes(url, '')).status).toBe(401);
  }
  const stranger = await parley.addTenant('100900');
  const url = `${parley.baseUrl}/100900/api/v1/getMedia?fileName=${encodeURIComponent(path)}`;
  const refused = await fetchBytes(url, stranger.token);
  expect(refused.bytes.includes(png.subarray(0, 40))).toBe(false);
  expect(refused.status).not.toBe(401);
});

test('a file asked for before it is fetched is waited for', async () => {
  await parley.simulator.fault({ match: { operation: 'media.download' }, outcome: { delay_ms: 1_500 }, times: 1 });
  await sendImage('4479090000002');
  const { data } = await webhookOf('4479090000002');
  const path = new URL(data).searchParams.get('fileName');
  expect(await rowsOf(parley, 'select state from media where path = $1', [path])).toEqual([{ state: 'pending' }]);
  const file = await fetchBytes(data);
  expect(file.status).toBe(200);
  expect(digest(file.bytes)).toBe(digest(png));
});

test('Meta failing for a while delays the file, a file Meta no longer has is said to be gone', async () => {
  await parley.simulator.fault({
    match: { operation: 'media.download' },
    outcome: { error: { code: 2, http_status: 500 } },
    times: 2,
  });
  await sendImage('4479090000003');
  await parley.settle();
  await parley.simulator.advance(60);
  const late = await webhookOf('4479090000003');
  expect((await fetchBytes(late.data)).status).toBe(200);

  await parley.simulator.write('4479090000004', { type: 'image', image: { id: '999', mime_type: 'image/png' } });
  await parley.settle();
  const gone = await webhookOf('4479090000004');
  expect((await fetchBytes(gone.data)).status).toBeGreaterThanOrEqual(400);
  expect((await parley.api('GET', '/api/v1/getMessages/4479090000004')).status).toBe(200);
});
