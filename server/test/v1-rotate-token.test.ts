import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { createCredentialFinder, createToken, listTokens, revealToken } from '../src/modules/accounts/index.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

const path = '/api/v1/rotateToken';

let parley: TestPlatform;
beforeAll(async () => {
  parley = await startTestPlatform();
});
afterAll(() => parley.stop());

const rotate = (call: ApiCall) => parley.api<{ result: boolean; info: string; message: string }>('POST', path, call);
const statusWith = async (token: string) => (await parley.api('GET', '/api/v1/getContacts', { token })).status;

describe('rotateToken blocks the token named', () => {
  test('at once, in this process and in every other', async () => {
    const token = await parley.addToken({});
    const other = createCredentialFinder(parley);
    expect(await statusWith(token)).toBe(200);
    const answering = rotate({ query: { token } });
    // The other process looks at it as late as it can, and still remembers it when the call is under way.
    expect(await other(token)).toBeDefined();
    expect(await answering).toMatchObject({ status: 200, body: { result: true } });
    expect(await statusWith(token)).toBe(401);
    expect(await other(token)).toBeUndefined();
  });

  test('from the query, a form or JSON, with the word Bearer or without', async () => {
    const named: ((token: string) => ApiCall)[] = [
      (token) => ({ query: { TOKEN: token } }),
      (token) => ({ multipart: toForm({ token }) }),
      (token) => ({ form: { Token: `Bearer ${token}` } }),
      (token) => ({ json: { token: `bearer Bearer ${token} ` } }),
    ];
    const blocked = await Promise.all(
      named.map(async (toCall) => {
        const token = await parley.addToken({ scopes: ['contacts:read'] });
        const answer = await rotate(toCall(token));
        return { result: answer.body.result, status: await statusWith(token) };
      }),
    );
    expect(blocked).toEqual(named.map(() => ({ result: true, status: 401 })));
  });

  test('may be the one that calls, and a repeat with another changes nothing', async () => {
    const token = await parley.addToken({ scopes: ['contacts:read'] });
    expect((await rotate({ token, query: { token } })).body.result).toBe(true);
    expect((await rotate({ token, query: { token } })).status).toBe(401);
    expect((await rotate({ query: { token } })).body).toEqual({ result: true, info: '' });
  });

  test('a new legacy token takes the place of a legacy one: not answered, shown to an administrator alone', async () => {
    const { db, clock, tenantId } = parley;
    const { token } = await createToken({ db, clock }, tenantId, { name: 'Shop system' });
    const two = await Promise.all([rotate({ query: { token } }), rotate({ query: { token } })]);
    expect(two.map((answer) => answer.body.result)).toEqual([true, true]);
    const named = (await listTokens({ db }, tenantId)).filter((entry) => entry.name === 'Shop system');
    expect(named.map((entry) => entry.revokedAt === null)).toEqual([false, true]);
    const secrets = createSecretBox('a secret key for the tests only');
    const successor = await revealToken({ db, secrets }, tenantId, named[1]?.id ?? '');
    expect(two.some((answer) => answer.text.includes(successor ?? 'none'))).toBe(false);
    expect(await statusWith(successor ?? '')).toBe(200);
    expect(await revealToken({ db, secrets }, tenantId, named[0]?.id ?? '')).toBeUndefined();
    expect(await revealToken({ db, secrets }, '999', named[1]?.id ?? '')).toBeUndefined();
  });
});

describe('rotateToken refuses', () => {
  test('a call that names no token', async () => {
    for (const call of [{}, { query: { token: ' ' } }, { form: { token: 'Bearer ' } }]) {
      expect(await rotate(call)).toMatchObject({ status: 400, body: { result: false, info: expect.any(String) } });
    }
  });

  test('a token that was never made, and one of another tenant alike', async () => {
    const foreign = await parley.addTenant('200200');
    const unknown = await rotate({ query: { token: 'pk_nobody' } });
    expect(unknown).toMatchObject({ status: 200, body: { result: false, info: 'Token not found' } });
    expect((await rotate({ query: { token: foreign.token } })).body).toEqual(unknown.body);
    expect(await statusWithout(foreign.token)).toBe(200);
  });

  test('a caller without a token', async () => {
    const token = await parley.addToken({});
    expect((await rotate({ token: null, query: { token } })).status).toBe(401);
    expect(await statusWith(token)).toBe(200);
  });
});

async function statusWithout(token: string): Promise<number> {
  return (await parley.api('GET', '/api/ext/v3/channels', { token })).status;
}

function toForm(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
