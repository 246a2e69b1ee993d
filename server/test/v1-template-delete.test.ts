import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

type Json = Record<string, unknown>;
type Row = Json & { id: string; elementName: string; status: string };

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.settle();
});

afterAll(() => parley.stop());

const waba = '200200';

async function draft(elementName: string, language = 'en'): Promise<Row> {
  const json = { elementName, language, category: 'UTILITY', body: 'Good day to you!' };
  const { body } = await parley.api<{ ok: boolean; result: Row }>('POST', '/api/v1/whatsApp/templates', { json });
  expect(body.ok).toBe(true);
  return body.result;
}

async function submitted(elementName: string, language = 'en'): Promise<Row> {
  const json = await draft(elementName, language);
  const { body } = await parley.api<{ result: Row }>('POST', '/api/v1/templates/update', { json });
  expect(body.result.status).toBe('PENDING');
  return body.result;
}

const remove = (name: string, language?: string, wabaId = waba) => {
  const path = [wabaId, name, ...(language === undefined ? [] : [language])].map(encodeURIComponent).join('/');
  return parley.api<{ ok: boolean; error?: string }>('DELETE', `/api/v1/whatsApp/templates/${path}`);
};

async function states(name: string): Promise<Json> {
  const query = { name, pageSize: 500 };
  const { body } = await parley.api<{ messageTemplates: (Row & { language: Json })[] }>(
    'GET',
    '/api/v2/getMessageTemplates',
    {
      query,
    },
  );
  return Object.fromEntries(body.messageTemplates.map((row) => [row.language.value, row.status]));
}

async function listedAtMeta(name: string): Promise<boolean> {
  const answer = await parley.simulator
    .call('POST', `/templates/${name}/review`, { decision: 'PENDING' })
    .catch(() => undefined);
  await parley.settle();
  return answer !== undefined;
}

describe('by name', () => {
  test('deletes every language, at Meta and here, where they stay listed and the name taken', async () => {
    await submitted('farewell', 'en');
    await submitted('farewell', 'es');
    await draft('farewell', 'pt_BR');
    expect(await remove('farewell')).toMatchObject({ status: 200, body: { ok: true } });
    expect(await states('farewell')).toEqual({ en: 'DELETED', es: 'DELETED', pt_BR: 'DELETED' });
    await parley.settle();
    expect(await listedAtMeta('farewell')).toBe(false);
    await parley.simulator.advance(3700);
    await parley.settle();
    expect(await states('farewell')).toEqual({ en: 'DELETED', es: 'DELETED', pt_BR: 'DELETED' });
    const json = { elementName: 'farewell', language: 'en', category: 'UTILITY', body: 'Good day!' };
    expect((await parley.api('POST', '/api/v1/whatsApp/templates', { json })).body).toMatchObject({
      ok: false,
      error: 'template with current name already exists',
    });
    expect((await remove('farewell')).body).toEqual({ ok: true });
  });

  test('deletes a draft without asking Meta', async () => {
    await draft('never_sent');
    const before = (await parley.simulator.graphRequests()).length;
    expect((await remove('never_sent')).body).toEqual({ ok: true });
    expect(await states('never_sent')).toEqual({ en: 'DELETED' });
    expect((await parley.simulator.graphRequests()).length).toBe(before);
  });
});

describe('by language', () => {
  test('deletes that one alone', async () => {
    await submitted('greeting', 'en_US');
    await submitted('greeting', 'es');
    expect((await remove('greeting', 'en-us')).body).toEqual({ ok: true });
    expect(await states('greeting')).toEqual({ en_US: 'DELETED', es: 'PENDING' });
    expect(await listedAtMeta('greeting')).toBe(true);
    expect(await states('greeting')).toEqual({ en_US: 'DELETED', es: 'PENDING' });
  });
});

describe('refusals', () => {
  test('name what is not there', async () => {
    await submitted('stays');
    const unknown = { status: 200, body: { ok: false, error: 'Template not found.' } };
    expect(await remove('not_there')).toMatchObject(unknown);
    expect(await remove('stays', 'nl')).toMatchObject(unknown);
    expect(await remove('stays', undefined, '999')).toMatchObject(unknown);
    expect(await states('stays')).toEqual({ en: 'PENDING' });
  });

  test('keep the templates of another workspace', async () => {
    const { token } = await parley.addTenant('100601');
    const other = createApiClient(`${parley.baseUrl}/100601`, token);
    const answer = await other('DELETE', `/api/v1/whatsApp/templates/${waba}/stays`);
    expect(answer).toMatchObject({ status: 200, body: { ok: false, error: 'Template not found.' } });
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    const path = `/api/v1/whatsApp/templates/${waba}/stays`;
    expect((await parley.api('DELETE', path, { token: reader })).status).toBe(403);
    expect((await parley.api('DELETE', path, { token: null })).status).toBe(401);
    expect(await states('stays')).toEqual({ en: 'PENDING' });
  });

  test('of Meta leave the template', async () => {
    await parley.simulator.fault({
      match: { operation: 'template.delete', template: 'stays' },
      outcome: { error: { code: 200, details: 'No permission.' } },
    });
    expect(await remove('stays')).toMatchObject({ status: 200, body: { ok: false, reason: 'meta.rejected' } });
    expect(await states('stays')).toEqual({ en: 'PENDING' });
    expect((await remove('stays')).body).toEqual({ ok: true });
  });

  test('a disabled template stays', async () => {
    await submitted('blocked');
    await parley.simulator.call('POST', '/templates/blocked/review', { decision: 'DISABLED' });
    await parley.settle();
    expect((await remove('blocked')).body).toMatchObject({ ok: false, reason: 'template.not_editable' });
  });
});

describe('when the answer of Meta is lost', () => {
  test('a deletion that came to pass is found', async () => {
    await submitted('lost_one');
    // What Meta told in the moment of a look-up may be newer than what it lists.
    parley.clock.moveTo(parley.clock.nowMs() + 1);
    const match = { operation: 'template.delete', template: 'lost_one' };
    await parley.simulator.fault({ match, outcome: { drop_answer: true } });
    expect((await remove('lost_one')).body).toEqual({ ok: true });
    expect(await states('lost_one')).toEqual({ en: 'DELETED' });
  });

  test('what cannot be found out is told, and the next call mends it', async () => {
    await submitted('lost_two');
    await parley.simulator.fault({
      match: { operation: 'template.delete', template: 'lost_two' },
      outcome: { drop_answer: true, webhook: undefined },
    });
    await parley.simulator.fault({
      match: { operation: 'templates', template: 'lost_two' },
      outcome: { error: { code: 131016 } },
    });
    expect(await remove('lost_two')).toMatchObject({ status: 500, body: { reason: 'meta.unavailable' } });
    await parley.settle();
    await parley.simulator.advance(300);
    expect((await remove('lost_two')).body).toEqual({ ok: true });
    expect(await states('lost_two')).toEqual({ en: 'DELETED' });
  });
});
