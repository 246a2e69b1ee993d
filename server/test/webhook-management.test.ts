import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toSignature } from '../src/modules/webhooks/signature.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { contractWebhookNames, createWebhookCheck } from './harness/webhook-receiver.ts';
import { rowsOf } from './intake-lab.ts';
import { startTrier, type Trier } from './webhooks-lab.ts';

// Endpoints by v3 and by Parley's own API: made, changed, signed, tried, removed.
const own = '/api/parley/v1/webhook-endpoints';
const v3 = '/api/ext/v3/webhooks';
const absent = 'f'.repeat(24);

interface Endpoint {
  id: string;
  url: string;
  state: string;
  signed: boolean;
  previousSecretUntil: string | null;
}

let parley: TestPlatform;
let foreign: string;
let trier: Trier;
let made = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
  foreign = (await parley.addTenant('100777')).token;
  trier = await startTrier(parley);
});
beforeEach(async () => {
  await rowsOf(parley, 'delete from webhook_endpoints');
  trier.tries.length = 0;
  trier.answerWith(trier.take);
});
afterAll(async () => {
  await trier.close();
  await parley.stop();
});

const call = (method: string, path: string, json?: unknown, more: ApiCall = {}) =>
  parley.api<Record<string, unknown>>(method, path, { ...(json === undefined ? {} : { json }), ...more });

async function make(more: Record<string, unknown> = {}): Promise<{ endpoint: Endpoint; secret: string }> {
  made += 1;
  const input = { url: `${trier.origin}/hook/${made}`, eventTypes: ['message'], ...more };
  const answer = await call('POST', own, input);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as unknown as { endpoint: Endpoint; secret: string };
}

const stored = () => rowsOf(parley, 'select * from webhook_endpoints order by id');
const hear = async (text: string) => {
  await parley.simulator.writeText('447913100001', text);
  await parley.settle();
  return trier.tries.at(-1);
};

describe('listWebhooks and listWebhookEventTypes', () => {
  test('list endpoints with their status in words, and the events of the contract', async () => {
    const { endpoint } = await make();
    const answer = await call('GET', v3);
    expect(answer.body).toEqual({
      ok: true,
      result: [
        {
          id: endpoint.id,
          tenantId: '100100',
          channelId: expect.stringMatching(/^[0-9a-f]{24}$/),
          channelPhoneNumber: '15550100001',
          url: endpoint.url,
          status: 'Enabled',
          created: expect.stringMatching(/Z$/),
          lastUpdated: expect.stringMatching(/Z$/),
          failedIterationCount: 0,
          isSentNotify: false,
          eventTypes: ['message'],
        },
      ],
    });
    expect((await call('GET', v3, undefined, { token: foreign })).body).toEqual({ ok: true, result: [] });
    const events = (await call('GET', `${v3}/event-types`)).body.result as string[];
    expect([...events].sort()).toEqual(contractWebhookNames().sort());
  });

  test('need a scope', async () => {
    const token = await parley.addToken({ scopes: ['contacts:read'] });
    expect(await call('GET', v3, undefined, { token })).toMatchObject({ status: 403, body: { code: 403 } });
    expect(
      (await call('GET', v3, undefined, { token: await parley.addToken({ scopes: ['webhooks:read'] }) })).status,
    ).toBe(200);
  });
});

describe('updateWebhook', () => {
  test('changes what is named and leaves the rest, under any case', async () => {
    const { endpoint } = await make();
    const url = `${trier.origin}/elsewhere?token=a%20b`;
    const answer = await call('PUT', `${v3}/${endpoint.id.toUpperCase()}`, { URL: url, EventTypes: ['MESSAGE'] });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, result: { url, status: 'Enabled' } } });
    expect((await call('PUT', `${v3}/${endpoint.id}`, { status: 'Disabled' })).body).toMatchObject({
      result: { url, status: 'Disabled', eventTypes: ['message'] },
    });
    expect((await call('PUT', `${v3}/${endpoint.id}`, {})).body).toMatchObject({ result: { status: 'Disabled' } });
    expect((await call('PUT', `${v3}/${endpoint.id}`, { status: 'Enabled' })).status).toBe(200);
    expect(await hear('at the new address')).toMatchObject({ path: '/elsewhere?token=a%20b' });
  });

  test.each([
    ['an unknown event', { eventTypes: ['nothing'] }, 400],
    ['no events', { eventTypes: [] }, 400],
    ['another status', { status: 'Asleep' }, 400],
    ['a bad url', { url: 'ftp://hooks.example.com/x' }, 400],
  ])('refuses %s and changes nothing', async (_fault, change, status) => {
    const { endpoint } = await make();
    const before = await stored();
    const answer = await call('PUT', `${v3}/${endpoint.id}`, { ...change });
    expect(answer).toMatchObject({ status, body: { code: status, message: expect.any(String) } });
    expect(await stored()).toEqual(before);
  });

  test('refuses the url of another endpoint of the number, and takes its own', async () => {
    const [first, second] = [await make(), await make()];
    expect((await call('PUT', `${v3}/${first.endpoint.id}`, { url: second.endpoint.url })).status).toBe(409);
    expect((await call('PUT', `${v3}/${first.endpoint.id}`, { url: first.endpoint.url })).status).toBe(200);
  });
});

describe('an endpoint that is unknown or of another workspace', () => {
  test.each([
    ['PUT', v3, '', { status: 'Disabled' }],
    ['DELETE', v3, '', undefined],
    ['GET', own, '', undefined],
    ['PATCH', own, '', { enabled: false }],
    ['DELETE', own, '', undefined],
    ['POST', own, '/rotate-secret', {}],
    ['DELETE', own, '/secret', undefined],
    ['POST', own, '/test', {}],
    ['GET', own, '/deliveries', undefined],
    ['POST', own, '/replay', { deliveries: 'missed' }],
    ['GET', own, '/replays', undefined],
  ])('%s %s/{id}%s is 404, and changes nothing', async (method, base, rest, json) => {
    const { endpoint } = await make();
    const before = await stored();
    for (const [id, token] of [[absent], ['no-id'], [endpoint.id, foreign]]) {
      const answer = await call(method, `${base}/${id}${rest}`, json, token === undefined ? {} : { token });
      expect(answer).toMatchObject({ status: 404, body: { code: 404, message: expect.any(String) } });
    }
    expect(await stored()).toEqual(before);
    expect(trier.tries).toEqual([]);
  });
});

describe('createWebhookEndpoint', () => {
  test('makes one, which is listed and read as it was answered', async () => {
    const { endpoint, secret } = await make({ channelPhoneNumber: '+1 (555) 010-0002', enabled: false });
    expect(endpoint).toMatchObject({ channelPhoneNumber: '15550100002', state: 'disabled', signed: false });
    expect(secret).toBe(null);
    expect((await call('GET', own)).body).toEqual({ endpoints: [endpoint] });
    expect((await call('GET', `${own}/${endpoint.id}`)).body).toEqual(endpoint);
    expect((await call('GET', own, undefined, { token: foreign })).body).toEqual({ endpoints: [] });
  });

  test.each([
    ['no url', { url: undefined }, 400, 'request.invalid'],
    ['a bad url', { url: 'nowhere' }, 400, 'webhook.url_invalid'],
    ['an unknown event', { eventTypes: ['x'] }, 400, 'webhook.event_unknown'],
    ['an unknown number', { channelPhoneNumber: '15559999999' }, 404, 'channel.not_found'],
  ])('refuses %s and makes none', async (_fault, more, status, reason) => {
    const answer = await call('POST', own, { url: `${trier.origin}/x`, eventTypes: ['message'], ...more });
    expect(answer).toMatchObject({ status, body: { code: status, reason } });
    expect(await stored()).toEqual([]);
  });

  test('refuses the same address twice', async () => {
    const { endpoint } = await make();
    const answer = await call('POST', own, { url: endpoint.url, eventTypes: ['message'] });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'webhook.url_exists' } });
  });
});

describe('updateWebhookEndpoint and the removals', () => {
  test('a disabled endpoint hears nothing, an enabled one does', async () => {
    const { endpoint } = await make();
    expect((await call('PATCH', `${own}/${endpoint.id}`, { enabled: false })).body).toMatchObject({
      state: 'disabled',
    });
    expect(await hear('unheard')).toBe(undefined);
    expect((await call('PATCH', `${own}/${endpoint.id}`, { enabled: true })).body).toMatchObject({ state: 'enabled' });
    expect(await hear('heard')).toMatchObject({ text: 'heard' });
    expect(trier.tries).toHaveLength(1);
  });

  test.each([
    ['v3', v3, 200],
    ['the own API', own, 204],
  ])('%s removes an endpoint with all that waits for it', async (_name, base, status) => {
    const { endpoint } = await make();
    trier.answerWith(500);
    await hear('never again');
    expect((await call('DELETE', `${base}/${endpoint.id}`)).status).toBe(status);
    expect((await call('DELETE', `${base}/${endpoint.id}`)).status).toBe(404);
    expect([await stored(), await rowsOf(parley, 'select id from webhook_deliveries')]).toEqual([[], []]);
  });
});

describe('signatures', () => {
  type Attempt = Trier['tries'][number] | undefined;
  const signedAt = (attempt: Attempt) => Number(/^t=(\d+)/.exec(String(attempt?.headers['x-parley-signature']))?.[1]);
  const sign = (secrets: string[], attempt: Attempt) => toSignature(secrets, signedAt(attempt), attempt?.raw ?? '');

  test('an endpoint without a secret gets none, but id and sequence', async () => {
    await make();
    const first = await hear('one');
    const second = await hear('two');
    expect(first?.headers['x-parley-signature']).toBe(undefined);
    expect(first?.headers['x-parley-delivery']).toMatch(/^[0-9a-f]{24}$/);
    expect(Number(second?.headers['x-parley-sequence'])).toBeGreaterThan(Number(first?.headers['x-parley-sequence']));
  });

  test('a signed one: by its secret, over the bytes, anew on every try', async () => {
    const { endpoint, secret } = await make({ signed: true });
    expect(endpoint).toMatchObject({ signed: true });
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    trier.answerWith(500);
    await hear('Grüße 👋');
    // The next try may come within the same second, which is all that a signature tells; those after it do not.
    await parley.simulator.advance(10);
    trier.answerWith(trier.take);
    await parley.simulator.advance(60);
    const [first, second] = [trier.tries[0], trier.tries.at(-1)];
    expect(signedAt(second)).toBeGreaterThan(signedAt(first));
    for (const attempt of [first, second]) {
      expect(attempt?.headers['x-parley-signature']).toBe(sign([secret], attempt));
      expect(Math.abs(signedAt(attempt) - (attempt?.atMs ?? 0) / 1000)).toBeLessThan(5);
    }
    for (const name of ['x-parley-delivery', 'x-parley-sequence']) {
      expect(first?.headers[name]).toBe(second?.headers[name]);
    }
    const shown = JSON.stringify([await stored(), (await call('GET', own)).body, parley.logLines]);
    expect(shown).not.toContain(secret);
  });

  test('both secrets sign while they are changed, then the new one alone, then none', async () => {
    const { endpoint, secret: old } = await make({ signed: true });
    const rotated = await call('POST', `${own}/${endpoint.id}/rotate-secret`, { overlapSeconds: 60 });
    const fresh = String(rotated.body.secret);
    expect(fresh).not.toBe(old);
    const during = await hear('during');
    expect(during?.headers['x-parley-signature']).toBe(sign([fresh, old], during));
    await parley.simulator.advance(61);
    const after = await hear('after');
    expect(after?.headers['x-parley-signature']).toBe(sign([fresh], after));
    expect((await call('DELETE', `${own}/${endpoint.id}/secret`)).status).toBe(204);
    expect((await hear('unsigned'))?.headers['x-parley-signature']).toBe(undefined);
  });

  test('an endpoint gets its first secret by a rotation; a bad overlap is refused', async () => {
    const { endpoint } = await make();
    const refused = await call('POST', `${own}/${endpoint.id}/rotate-secret`, { overlapSeconds: -1 });
    expect(refused).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
    const answer = await call('POST', `${own}/${endpoint.id}/rotate-secret`);
    expect(answer.body).toMatchObject({ endpoint: { signed: true, previousSecretUntil: null } });
    const attempt = await hear('signed now');
    expect(attempt?.headers['x-parley-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  });
});

describe('testWebhookEndpoint', () => {
  test('sends a sample of the contract at once, also to a disabled endpoint, and logs it as a test', async () => {
    const { endpoint } = await make({ enabled: false, signed: true });
    const answer = await call('POST', `${own}/${endpoint.id}/test`);
    expect(answer.body).toMatchObject({ state: 'delivered', test: true, conversationId: null, eventType: 'message' });
    expect(trier.tries[0]?.raw).toBe(answer.body.body);
    expect(createWebhookCheck()(JSON.parse(String(answer.body.body)))).toEqual([]);
    expect(trier.tries[0]?.headers['x-parley-signature']).toMatch(/^t=\d+,v1=/);
    trier.answerWith((_attempt, response) => response.writeHead(418).end('short and stout'));
    const failed = await call('POST', `${own}/${endpoint.id}/test`, { eventType: 'templatereviewed' });
    expect(failed.body).toMatchObject({
      state: 'failed',
      eventType: 'templateReviewed',
      tries: [{ number: 1, status: 418, errorClass: 'status', answer: 'short and stout' }],
    });
    expect((await call('GET', `${own}/${endpoint.id}`)).body).toMatchObject({ failuresInRow: 0 });
    const log = (await call('GET', `${own}/${endpoint.id}/deliveries`)).body.deliveries as { test: boolean }[];
    expect(log.map((entry) => entry.test)).toEqual([true, true]);
  });

  test('refuses an unknown event and sends nothing', async () => {
    const { endpoint } = await make();
    const answer = await call('POST', `${own}/${endpoint.id}/test`, { eventType: 'nothing' });
    expect(answer).toMatchObject({ status: 400, body: { reason: 'webhook.event_unknown' } });
    expect(trier.tries).toEqual([]);
  });
});
