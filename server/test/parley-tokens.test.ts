import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { loadContract } from '../src/http/contract/load-contract.ts';
import { listOperations } from '../src/http/contract/operations.ts';
import { tokenScopes } from '../src/modules/accounts/index.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

const base = '/api/parley/v1/tokens';
const hour = 3_600_000;

interface Token {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly scopes: string[] | null;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly successorId: string | null;
}
interface Made {
  readonly token: Token;
  readonly text: string;
}

const rowsStatement = systemStatement<{ row: string }>(
  'test.token-rows',
  'select row_to_json(t)::text as row from api_tokens t',
);

let parley: TestPlatform;
beforeAll(async () => {
  parley = await startTestPlatform();
});
afterAll(() => parley.stop());

const make = async (json: object, call: ApiCall = {}) => parley.api<Made>('POST', base, { json, ...call });
const made = async (json: object, call: ApiCall = {}): Promise<Made> => {
  const answer = await make({ name: 'test', scopes: ['contacts:read'], ...json }, call);
  expect(answer.status).toBe(201);
  return answer.body;
};
const statusWith = async (token: string, path = '/api/v1/getContacts') =>
  (await parley.api('GET', path, { token })).status;
const inFuture = (ms: number): string => new Date(parley.clock.nowMs() + ms).toISOString();

test('the catalogue of scopes is what the operations ask for, and `api` opens each of them', async () => {
  const operations = listOperations(await loadContract()).filter(({ version }) => version !== 'internal');
  const asked = operations.flatMap(({ scopes }) => scopes);
  expect([...new Set(asked)].sort()).toEqual(tokenScopes.map(({ scope }) => scope).sort());
  expect(operations.filter(({ scopes }) => scopes.length > 0 && !scopes.includes('api'))).toEqual([]);
});

describe('a token', () => {
  test('is shown once, opens what its scopes say, and is listed without its text', async () => {
    const { token, text } = await made({ name: ' Shop ', scopes: ['sales:read', 'contacts:read', 'contacts:read'] });
    expect(token).toMatchObject({
      name: 'Shop',
      state: 'live',
      scopes: ['contacts:read', 'sales:read'],
      createdBy: { email: 'admin@demo.test' },
      expiresAt: null,
      lastUsedAt: null,
    });
    expect([await statusWith(text), await statusWith(text, '/api/v1/getMessages/85255501234')]).toEqual([200, 403]);
    const page = await parley.api<{ tokens: Token[] }>('GET', base, { query: { limit: 1 } });
    expect(page.body.tokens[0]).toMatchObject({ id: token.id, lastUsedAt: expect.any(String) });
    expect((await parley.api('GET', `${base}/${token.id}`)).body).toEqual(page.body.tokens[0]);
    const stored = await parley.db.system(rowsStatement);
    expect([page.text, JSON.stringify(stored)].filter((place) => place.includes(text))).toEqual([]);
  });

  test('with an expiry ends by itself', async () => {
    const { token, text } = await made({ expiresAt: inFuture(hour) });
    expect(await statusWith(text)).toBe(200);
    await parley.simulator.advance(3_601);
    expect((await parley.api('GET', '/api/v1/getContacts', { token: text })).status).toBe(401);
    const expired = await parley.api<{ tokens: Token[] }>('GET', base, { query: { state: 'expired' } });
    expect(expired.body.tokens.map(({ id }) => id)).toEqual([token.id]);
    expect(await parley.api('PATCH', `${base}/${token.id}`, { json: { name: 'again' } })).toMatchObject({
      status: 409,
      body: { reason: 'token.ended' },
    });
  });

  test('with full rights is made by a caller that has them', async () => {
    const { token, text } = await made({ scopes: null });
    expect(token.scopes).toBeNull();
    expect(
      (await parley.api<{ fullRights: boolean }>('GET', '/api/parley/v1/token-scopes', { token: text })).body,
    ).toMatchObject({ fullRights: true });
  });

  test('lists page by page', async () => {
    for (let count = 0; count < 3; count += 1) await made({});
    const names: string[] = [];
    let cursor: string | null = '';
    do {
      const query = { limit: 2, state: 'live', ...(cursor ? { cursor } : {}) };
      const page: { body: { tokens: Token[]; nextCursor: string | null } } = await parley.api('GET', base, { query });
      names.push(...page.body.tokens.map(({ id }) => id));
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual([...new Set(names)].sort().reverse());
  });
});

describe('nobody hands out more than they have', () => {
  test('scopes beyond the own, full rights, or a longer life: 403, and nothing is made', async () => {
    const maker = await made({ scopes: ['tokens:write', 'contacts:read'], expiresAt: inFuture(hour) });
    const token = maker.text;
    const before = (await parley.db.system(rowsStatement)).length;
    const refused = [
      { name: 'a', scopes: ['contacts:write'], expiresAt: inFuture(hour / 2) },
      { name: 'b', scopes: ['api'], expiresAt: inFuture(hour / 2) },
      { name: 'c', scopes: null, expiresAt: inFuture(hour / 2) },
      { name: 'd', scopes: ['contacts:read'] },
      { name: 'e', scopes: ['contacts:read'], expiresAt: inFuture(2 * hour) },
    ];
    for (const json of refused) {
      expect(await make(json, { token })).toMatchObject({ status: 403, body: { reason: 'token.exceeds_caller' } });
    }
    expect(await parley.db.system(rowsStatement)).toHaveLength(before);
    const child = await made({ expiresAt: inFuture(hour / 2) }, { token });
    expect(child.token).toMatchObject({ createdByTokenId: maker.token.id, createdBy: { email: 'admin@demo.test' } });
  });

  test('nor takes over, widens, prolongs, narrows or revokes a token that may do more', async () => {
    const { text: token } = await made({ scopes: ['tokens:write', 'tokens:read'] });
    const wide = await made({ scopes: ['contacts:write'] });
    const path = `${base}/${wide.token.id}`;
    const answers = [
      await parley.api('POST', `${path}/rotate`, { token, json: {} }),
      await parley.api('PATCH', path, { token, json: { name: 'mine' } }),
      await parley.api('PATCH', path, { token, json: { scopes: ['api'] } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    const taken = [
      await parley.api('PATCH', path, { token, json: { scopes: ['tokens:read'] } }),
      await parley.api('DELETE', path, { token }),
    ];
    for (const answer of taken) expect(answer).toMatchObject({ status: 403, body: { reason: 'token.exceeds_caller' } });
    expect(await statusWith(wide.text, '/api/v1/getContacts')).toBe(403);
    expect((await parley.api<Token>('GET', path)).body).toMatchObject({ state: 'live', scopes: ['contacts:write'] });
    const scopes = await parley.api<{ scopes: { scope: string; grantable: boolean }[]; fullRights: boolean }>(
      'GET',
      '/api/parley/v1/token-scopes',
      { token },
    );
    expect(scopes.body.fullRights).toBe(false);
    expect(scopes.body.scopes.filter(({ grantable }) => grantable).map(({ scope }) => scope)).toEqual([
      'tokens:read',
      'tokens:write',
    ]);
  });

  test('`api` covers every scope, and not full rights', async () => {
    const { text: token } = await made({ scopes: ['api'] });
    expect((await make({ name: 'n', scopes: ['events:read'] }, { token })).status).toBe(201);
    expect((await make({ name: 'n', scopes: null }, { token })).status).toBe(403);
  });
});

describe('changes hold at once in every process', () => {
  test('revoking, narrowing and rotating without an overlap', async () => {
    const tokens = await Promise.all([1, 2, 3, 4].map(() => made({ scopes: ['tokens:write', 'contacts:read'] })));
    const [ended, self, narrowed, rotated] = tokens as [Made, Made, Made, Made];
    for (const { text } of tokens) expect(await statusWith(text)).toBe(200);
    const at = (one: Made): string => `${base}/${one.token.id}`;
    const [revoke, revokeSelf, patch, rotate] = await Promise.all([
      parley.api('DELETE', at(ended)),
      parley.api('DELETE', at(self), { token: self.text }),
      parley.api('PATCH', at(narrowed), { json: { scopes: ['sales:read'], name: 'Sales', expiresAt: inFuture(hour) } }),
      parley.api<Made>('POST', `${at(rotated)}/rotate`, { token: rotated.text, json: { overlapSeconds: 0 } }),
    ]);
    expect([revoke.status, revokeSelf.status, patch.status, rotate.status]).toEqual([204, 204, 200, 200]);
    expect(await Promise.all(tokens.map(({ text }) => statusWith(text)))).toEqual([401, 401, 403, 401]);
    expect(await statusWith(rotate.body.text)).toBe(200);
    expect(patch.body).toMatchObject({ name: 'Sales', scopes: ['sales:read'], expiresAt: expect.any(String) });
    const old = await parley.api<Token>('GET', at(rotated));
    expect(old.body).toMatchObject({ state: 'revoked', successorId: rotate.body.token.id });
    expect((await parley.api('DELETE', at(ended))).status).toBe(204);
    expect((await parley.api('POST', `${at(ended)}/rotate`)).status).toBe(409);
  });

  test('a rotated token is taken for the overlap and no longer, and has one successor', async () => {
    const old = await made({});
    const rotate = () => parley.api<Made>('POST', `${base}/${old.token.id}/rotate`, { json: { overlapSeconds: 60 } });
    const { body } = await rotate();
    expect(body.token).toMatchObject({ name: 'test', scopes: ['contacts:read'], state: 'live', expiresAt: null });
    expect(await rotate()).toMatchObject({ status: 409, body: { reason: 'token.ended' } });
    expect([await statusWith(old.text), await statusWith(body.text)]).toEqual([200, 200]);
    await parley.simulator.advance(61);
    await expect.poll(() => statusWith(old.text)).toBe(401);
    expect(await statusWith(body.text)).toBe(200);
  });
});

describe('refuses', () => {
  test('what is no token: nothing is made', async () => {
    const before = (await parley.db.system(rowsStatement)).length;
    const wrong = [
      { scopes: ['api'] },
      { name: ' ', scopes: ['api'] },
      { name: 'x'.repeat(101), scopes: ['api'] },
      { name: 'x' },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['api'], expiresAt: 'soon' },
      { name: 'x', scopes: ['api'], expiresAt: inFuture(-hour) },
    ];
    for (const json of wrong) {
      expect(await make(json)).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
    }
    expect(await make({ name: 'x', scopes: ['contacts:fly'] })).toMatchObject({
      status: 400,
      body: { reason: 'token.scope_unknown', message: 'There is no scope "contacts:fly".' },
    });
    expect(await parley.db.system(rowsStatement)).toHaveLength(before);
  });

  test('tokens of another workspace as unknown ones', async () => {
    const foreign = (await parley.addTenant('100778')).token;
    const { token, text } = await made({});
    const path = `${base}/${token.id}`;
    const answers = [
      await parley.api('GET', path, { token: foreign }),
      await parley.api('PATCH', path, { token: foreign, json: { name: 'x' } }),
      await parley.api('POST', `${path}/rotate`, { token: foreign }),
      await parley.api('DELETE', path, { token: foreign }),
      await parley.api('GET', `${base}/6b075f1fd4400e79cee7689c`),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { reason: 'token.not_found' } });
    expect(await statusWith(text)).toBe(200);
  });

  test('the 101st live token', async () => {
    const { token } = await parley.addTenant('100779');
    for (let count = 1; count < 100; count += 1) {
      expect((await make({ name: 'n', scopes: ['api'] }, { token })).status).toBe(201);
    }
    expect(await make({ name: 'n', scopes: ['api'] }, { token })).toMatchObject({
      status: 409,
      body: { reason: 'token.limit_reached' },
    });
  });
});
