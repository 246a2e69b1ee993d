import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiDeps } from '../src/http/api-deps.ts';
import { createV3Handlers } from '../src/http/v3/index.ts';
import type { TestPlatform } from './harness/start-test-platform.ts';
import { listCalls, startWithStrangers } from './operation-calls.ts';

// What every operation of v3 does before it does anything: who calls, and may they. None of these calls has a body, so
// nothing but the caller can be the reason.
const handled = new Set(Object.keys(createV3Handlers({} as ApiDeps)));
const calls = (await listCalls('v3')).filter(({ id }) => handled.has(id));

let parley: TestPlatform;
let foreign: string;
let scopeless: string;

beforeAll(async () => {
  ({ parley, foreign, scopeless } = await startWithStrangers());
});
afterAll(() => parley.stop());

const refusal = (code: number) => ({
  status: code,
  body: { code, message: expect.any(String), timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
});

test('every handler serves an operation of the contract', () => {
  expect(calls.map(({ id }) => id).sort()).toEqual([...handled].sort());
});

describe.each(calls)('$id', ({ method, path, aliases, scopes }) => {
  test('is 401 without a token, and with one that was never issued, whatever the body', async () => {
    const plain = { raw: 'anything', headers: { 'content-type': 'text/plain' } };
    expect(await parley.api(method, path, { token: null })).toMatchObject(refusal(401));
    expect(await parley.api(method, path, { token: 'never-issued' })).toMatchObject(refusal(401));
    if (method !== 'GET') expect(await parley.api(method, path, { token: null, ...plain })).toMatchObject(refusal(401));
  });

  test('is known by its path in any case, with a slash at its end, by other names and below the address of its workspace', async () => {
    const paths = [path.toUpperCase(), `${path}/`, ...aliases, `/${parley.tenantId}${path}`];
    for (const other of paths) expect((await parley.api(method, other, { token: null })).status).toBe(401);
  });

  test('is 403 below the address of another workspace', async () => {
    const answer = await parley.api(method, `/${parley.tenantId}${path}`, { token: foreign });
    expect(answer).toMatchObject(refusal(403));
  });

  if (scopes.length === 0) return;
  test('is 403 for a token without its scopes, also when the word Bearer is said twice', async () => {
    expect(await parley.api(method, path, { token: scopeless })).toMatchObject(refusal(403));
    const headers = { authorization: `Bearer bearer ${scopeless}` };
    const answer = await parley.api(method, path, { headers });
    expect(answer).toMatchObject(refusal(403));
    expect(answer.body).not.toHaveProperty('error');
  });
});

describe('a path of v3 that does not exist', () => {
  test.each(['/api/ext/v3/nothing', '/api/ext/v3', '/api/ext/v3/contacts/31600000001/nothing'])(
    '%s is 404 with an empty body',
    async (path) => {
      for (const token of [undefined, null]) {
        const answer = await parley.api('GET', path, token === null ? { token } : {});
        expect({ status: answer.status, text: answer.text }).toEqual({ status: 404, text: '' });
      }
    },
  );

  test('for that method alone is 405 in the envelope of v3', async () => {
    expect(await parley.api('PATCH', '/api/ext/v3/contacts')).toMatchObject(refusal(405));
  });
});
