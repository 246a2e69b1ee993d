import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { describeDrafts } from './v1-template-create/drafts.ts';
import { card, createDraftCalls, type Json } from './v1-template-create/lab.ts';
import { describeRules } from './v1-template-create/rules.ts';

let platform: TestPlatform;
const calls = createDraftCalls(() => platform);
const { parley, create, good } = calls;

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.settle();
});
afterAll(() => platform.stop());

describeDrafts(calls);

test('takes text for numbers and flags, and leaves out what no database keeps', async () => {
  const otp = { category: 'AUTHENTICATION', expiresIn: '7', addSecurityRecommendation: 'true', body: 'x' };
  expect((await create(good(otp))).body.result).toMatchObject({ expiresIn: 7, addSecurityRecommendation: true });
  const cards = [card({ body: 'Gre\u0000en \ud800tea' }), card()];
  const { body } = await create(good({ category: 'MARKETING', carouselCards: cards }));
  expect(body.result).toMatchObject({ carouselCards: [{ body: 'Green \ufffdtea' }, {}] });
});

describe('a name', () => {
  test('is taken once in a language', async () => {
    const draft = good();
    expect((await create(draft)).body.ok).toBe(true);
    const again = await create({ ...draft, body: 'Something else!' });
    expect(again).toMatchObject({
      status: 200,
      body: { ok: false, error: 'template with current name already exists', reason: 'template.name_taken' },
    });
    expect((await create({ ...draft, language: 'es' })).body.ok).toBe(true);
    expect((await create(good({ elementName: 'welcome' }))).body).toMatchObject({ ok: false });
  });
});

describeRules(calls);

describe('requests that are no template', () => {
  test.each<[string, Json]>([
    ['no name', { elementName: undefined }],
    ['no language', { language: undefined }],
    ['no body', { body: undefined }],
    ['no category', { category: undefined }],
    ['buttons of another type', { buttons: 'none' }],
    ['cards of another type', { carouselCards: 7 }],
  ])('%s', async (_what, rest) => {
    expect((await create(good(rest))).status).toBe(400);
  });

  test('need one of the scopes', async () => {
    const reader = await parley().addToken({ scopes: ['messagetemplate:read'] });
    expect((await create(good(), { token: reader })).status).toBe(403);
    const writer = await parley().addToken({ scopes: ['messagetemplate:write'] });
    expect((await create(good(), { token: writer })).status).toBe(200);
    expect((await create(good(), { token: null })).status).toBe(401);
  });

  test('go to an account of the workspace alone', async () => {
    expect((await create(good({ wabaId: '200200' }))).body.ok).toBe(true);
    expect(await create(good({ wabaId: '999' }))).toMatchObject({ status: 400, body: { error: 'Channel not found' } });
    const { token } = await parley().addTenant('100401');
    const other = createApiClient(`${parley().baseUrl}/100401`, token);
    for (const wabaId of [undefined, '200200']) {
      const answer = await other('POST', '/api/v1/whatsApp/templates', { json: good({ wabaId }) });
      expect(answer).toMatchObject({ status: 400, body: { ok: false, error: 'Channel not found' } });
    }
  });
});
