import { Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../src/http/contract/load-contract.ts';
import { listOperations } from '../src/http/contract/operations.ts';
import { defineHandlers, type HandlersBySet } from '../src/http/handlers.ts';
import { registerHealthRoutes } from '../src/http/health.ts';
import { AppError } from '../src/kernel/errors.ts';
import { contactPage, createServerStarter } from './http/contract-server.ts';
import { createRecorder } from './http/recording-handlers.ts';

const { start, stopAll } = createServerStarter();
afterEach(stopAll);

const json = 'application/json';

describe('the token', () => {
  test.each([
    'Bearer legacy-token',
    'bearer legacy-token',
    'BEARER   legacy-token  ',
    'Bearer Bearer legacy-token',
    'Bearer bearer Bearer legacy-token',
    'legacy-token',
  ])('is taken from %j', async (authorization) => {
    const parley = await start(createRecorder().handlers);
    expect((await parley.call('/api/v1/getContacts', { authorization })).status).toBe(200);
  });

  test.each([
    [null, 'No Access Token provided'],
    ['Bearer', 'No Access Token provided'],
    ['Bearer nobody', 'The access token is not valid.'],
    ['Basic bGVnYWN5LXRva2Vu', 'The access token is not valid.'],
    ['Bearer old-token', 'The access token has expired.'],
  ])('%j is refused with 401', async (authorization, message) => {
    const parley = await start(createRecorder().handlers, { checkResponses: true });
    const legacy = await parley.call('/api/v1/getContacts', { authorization });
    expect(legacy.status).toBe(401);
    expect(legacy.json).toMatchObject({ result: false, info: message, message });
    const v3 = await parley.call('/api/ext/v3/contacts', { authorization });
    expect(v3.status).toBe(401);
    expect(v3.json).toMatchObject({ code: 401, message });
    expect(Date.parse(String(v3.json.timestamp))).toBeGreaterThan(0);
    expect(v3.json).not.toHaveProperty('error');
    expect(parley.violations).toEqual([]);
  });

  test('belongs to one tenant', async () => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    expect((await parley.call('/100100/api/v1/getContacts')).status).toBe(200);
    expect(recorder.last().tenantId).toBe('100100');
    const legacy = await parley.call('/999/api/v1/getContacts');
    expect(legacy.status).toBe(403);
    expect(legacy.json).toMatchObject({ result: false, reason: 'auth.tenant_mismatch' });
    expect((await parley.call('/999/api/ext/v3/contacts')).status).toBe(403);
    expect(recorder.seen).toHaveLength(1);
  });

  test('needs one of the scopes; operations without scopes take any', async () => {
    const parley = await start(createRecorder().handlers);
    const authorization = 'Bearer contacts-reader';
    expect((await parley.call('/api/v1/getContacts', { authorization })).status).toBe(200);
    expect((await parley.call('/api/v1/rotateToken?token=x', { authorization, method: 'POST' })).status).toBe(200);
    expect((await parley.call('/api/v2/webhookEndpoints', { authorization, method: 'POST' })).status).toBe(403);
    const refused = await parley.call('/api/v1/addContact/1', { authorization, method: 'POST' });
    expect(refused.status).toBe(403);
    expect(refused.json.info).toBe('This call needs one of the scopes api, wati_integration:write, contacts:write.');
    expect((await parley.call('/api/v1/getWhatsAppPhoneNumbers', { authorization })).status).toBe(404);
    expect((await parley.call('/api/v1/whatsApp/phoneNumbers', { authorization })).status).toBe(403);
  });

  test('is looked at before the body is read', async () => {
    const parley = await start(createRecorder().handlers);
    const body = '{ broken';
    const answer = await parley.call('/api/v1/addContact/1', { method: 'POST', type: json, body, authorization: null });
    expect(answer.status).toBe(401);
  });

  test('is counted by the admission of the caller, which may refuse', async () => {
    const parley = await start(createRecorder().handlers, {
      admit: async (operation, credential) => {
        throw new AppError('message.too_many_recipients', `${operation.id} ${credential.tenantId}`, {
          details: { retryAfterSeconds: 2.5 },
        });
      },
    });
    const answer = await parley.call('/api/v1/getContacts');
    expect(answer.json.info).toBe('getContacts 100100');
    expect(answer.headers['retry-after']).toBe('3');
  });
});

describe('a path', () => {
  test('that no operation has gives 404: an object in v1 and v2, nothing in v3', async () => {
    const parley = await start(createRecorder().handlers);
    for (const path of ['/api/v1/nothing', '/100100/api/v2/nothing', '/api/v1', '/api/nothing']) {
      const answer = await parley.call(path);
      expect(answer.status).toBe(404);
      if (path !== '/api/nothing') expect(answer.json).toMatchObject({ result: false, info: expect.any(String) });
    }
    for (const path of ['/api/ext/v3/nothing', '/100100/api/ext/v3/nothing', '/nothing']) {
      expect(await parley.call(path, { method: 'POST', type: json, body: '{}' })).toMatchObject({
        status: 404,
        text: '',
      });
    }
  });

  test('whose operation has no handler gives 404', async () => {
    const parley = await start({ v1v2: defineHandlers('v1v2', { getContacts: async () => ({ body: contactPage }) }) });
    expect((await parley.call('/api/v1/getMessages/1')).status).toBe(404);
  });

  test('with a wrong method gives 405 and names the right ones', async () => {
    const parley = await start(createRecorder().handlers);
    const legacy = await parley.call('/100100/API/V1//getContacts/?a=1', { method: 'DELETE' });
    expect(legacy.status).toBe(405);
    expect(legacy.headers.allow).toBe('GET');
    expect(legacy.json).toMatchObject({ result: false });
    const v3 = await parley.call('/api/ext/v3/contacts', { method: 'PATCH', type: json, body: '{}' });
    expect(v3.status).toBe(405);
    expect(v3.headers.allow).toBe('GET, PUT');
    expect(v3.json).toMatchObject({ code: 405, timestamp: expect.any(String) });
  });

  test('with a broken escape gives 400', async () => {
    const parley = await start(createRecorder().handlers);
    const answer = await parley.call('/api/v1/getMessages/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ result: false, reason: 'request.malformed' });
    expect((await parley.call(`/api/ext/v3/contacts/${'x'.repeat(600)}`)).json).toMatchObject({ code: 400 });
  });
});

describe('the registration', () => {
  test('refuses a handler that no operation names', async () => {
    const stray = { v1v2: { getContactz: async () => ({ body: {} }) } } as Partial<HandlersBySet>;
    await expect(start(stray)).rejects.toThrow('The handler v1v2 getContactz has no operation');
  });

  test('leaves the body parsers of other routes alone', async () => {
    const contract = await loadContract();
    expect(listOperations(contract).map((operation) => operation.id)).toContain('listWebhookEventTypes');
    const parley = await start(createRecorder().handlers);
    expect(parley.server.hasContentTypeParser('application/json')).toBe(true);
  });
});

describe('health', () => {
  test('tells liveness, readiness and metrics', async () => {
    const { createHttpServer } = await import('../src/http/server.ts');
    const { createErrorResponder } = await import('../src/http/respond-error.ts');
    const { createLog } = await import('../src/kernel/log.ts');
    const { createClock } = await import('../src/kernel/clock.ts');
    const log = createLog({ level: 'silent' });
    const errors = createErrorResponder({ log, clock: createClock() });
    const server = createHttpServer({ log, errors, createRequestId: () => 'id', bodyLimitBytes: 1000 });
    let ready = false;
    registerHealthRoutes(server, {
      ready: async () => ({ ready, checks: { database: ready ? 'ok' : 'connecting' } }),
      metrics: new Registry(),
    });
    const base = await server.listen({ host: '127.0.0.1', port: 0 });
    try {
      expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ status: 'ok' });
      const before = await fetch(`${base}/readyz`);
      expect(before.status).toBe(503);
      expect(await before.json()).toEqual({ ready: false, checks: { database: 'connecting' } });
      ready = true;
      expect((await fetch(`${base}/readyz`)).status).toBe(200);
      expect((await fetch(`${base}/metrics`)).headers.get('content-type')).toContain('text/plain');
    } finally {
      await server.close();
    }
  });
});
