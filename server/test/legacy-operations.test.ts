import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestPlatform } from './harness/start-test-platform.ts';
import { listCalls, startWithStrangers } from './operation-calls.ts';

// What every operation of v1 and v2 does before it does anything: who calls, and may they. None of these calls has a body, so
// nothing but the caller can be the reason.
const calls = await listCalls('v1v2');

let parley: TestPlatform;
let foreign: string;
let scopeless: string;

beforeAll(async () => {
  ({ parley, foreign, scopeless } = await startWithStrangers());
});
afterAll(() => parley.stop());

// A token for one thing must not lead to everything: who may make webhooks is told every message.
test('every operation asks a token for a scope, but the one that blocks a token which the caller has to know', () => {
  expect(calls.filter(({ scopes }) => scopes.length === 0).map(({ id }) => id)).toEqual(['rotateToken']);
});

describe.each(calls)('$id', ({ method, path, scopes }) => {
  test('is 401 without a token, and with one that was never issued', async () => {
    expect((await parley.api(method, path, { token: null })).status).toBe(401);
    expect((await parley.api(method, path, { token: 'never-issued' })).status).toBe(401);
  });

  test('is 403 below the address of another workspace', async () => {
    expect((await parley.api(method, path, { token: foreign })).status).toBe(403);
  });

  if (scopes.length > 0) {
    test('is 403 for a token without its scopes', async () => {
      expect((await parley.api(method, path, { token: scopeless })).status).toBe(403);
    });
  }

  test('is the same operation in any case of its path and with a slash at its end', async () => {
    const shouted = path.replace('/api/', '/API/').toUpperCase();
    expect((await parley.api(method, shouted, { token: null })).status).toBe(401);
    expect((await parley.api(method, `${path}/`, { token: null })).status).toBe(401);
  });
});
