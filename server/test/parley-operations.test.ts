import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestPlatform } from './harness/start-test-platform.ts';
import { listCalls, startWithStrangers } from './operation-calls.ts';

// What every operation of Parley's own API does before it does anything: who calls, and may they.
const calls = await listCalls('parley');

let parley: TestPlatform;
let foreign: string;
let scopeless: string;

beforeAll(async () => {
  ({ parley, foreign, scopeless } = await startWithStrangers());
});
afterAll(() => parley.stop());

const call = (method: string, path: string, token?: string | null, headers: Record<string, string> = {}) =>
  parley.api<Record<string, unknown>>(method, path, token === undefined ? { headers } : { token, headers });

describe.each(calls)('$id', ({ method, path, scopes }) => {
  test('is 401 without a token, and with one that was never issued', async () => {
    expect(await call(method, path, null)).toMatchObject({ status: 401, body: { reason: 'auth.token_missing' } });
    expect(await call(method, path, 'never-issued')).toMatchObject({
      status: 401,
      body: { reason: 'auth.token_unknown' },
    });
  });

  test('is 403 below the address of another workspace', async () => {
    expect(await call(method, `/100100${path}`, foreign)).toMatchObject({
      status: 403,
      body: { reason: 'auth.tenant_mismatch' },
    });
  });

  if (scopes.length > 0) {
    test('is 403 for a token without its scopes', async () => {
      expect(await call(method, path, scopeless)).toMatchObject({
        status: 403,
        body: { code: 403, reason: 'auth.scope_missing' },
      });
    });
  }
});

describe('the envelope of errors', () => {
  test('names status, reason, sentence, request and moment', async () => {
    const answer = await call('GET', '/api/parley/v1/token', null, { 'x-request-id': 'given-1' });
    expect(answer.body).toEqual({
      code: 401,
      reason: 'auth.token_missing',
      message: 'No Access Token provided',
      requestId: 'given-1',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  test('is that of absent paths and methods too', async () => {
    expect(await call('GET', '/api/parley/v1/nothing')).toMatchObject({
      status: 404,
      body: { code: 404, reason: 'request.path_unknown', requestId: expect.any(String) },
    });
    const answer = await call('DELETE', '/api/parley/v1/token');
    expect(answer).toMatchObject({ status: 405, body: { code: 405, reason: 'request.method_unknown' } });
    expect(answer.headers.allow).toBe('GET');
  });
});

describe('describeToken', () => {
  test('says what a token may do, under any case of the path', async () => {
    const token = await parley.addToken({ scopes: ['sales:read'] });
    expect((await call('GET', '/API/Parley/V1/Token', token)).body).toMatchObject({
      tenantId: '100100',
      scopes: ['sales:read'],
    });
    expect((await call('GET', '/api/parley/v1/token')).body).toMatchObject({ tenantId: '100100', scopes: null });
    expect((await call('GET', '/api/parley/v1/token', foreign)).body).toMatchObject({ tenantId: '100777' });
  });
});
