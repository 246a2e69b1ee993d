import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

const path = '/api/ext/v3/channels';

let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
});
afterAll(() => test.stop());

describe('listChannels', () => {
  const list = async (query: Record<string, string> = {}) => {
    const answer = await test.api<{ channels: Record<string, unknown>[] }>('GET', path, { query });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('lists every channel, the default one too, without any query', async () => {
    const row = (name: string) => ({ id: expect.stringMatching(/^[0-9a-f]{24}$/), name, channel: 'Whatsapp' });
    expect(await list()).toEqual({ channels: [row('Main'), row('Second')] });
  });

  it('pages, and answers an empty list beyond the end', async () => {
    expect(await list({ page_number: '2', page_size: '1' })).toMatchObject({ channels: [{ name: 'Second' }] });
    expect(await list({ page_number: '3', page_size: '1' })).toEqual({ channels: [] });
  });

  it('answers an empty list before a channel is connected', async () => {
    const { token } = await test.addTenant('200300');
    expect(await test.api('GET', path, { token })).toMatchObject({ status: 200, body: { channels: [] } });
  });

  it('asks for a token and for one of its scopes', async () => {
    const unscoped = await test.addToken({ scopes: ['contactsv3:read'] });
    const scoped = await test.addToken({ scopes: ['channelsv3:read'] });
    expect((await test.api('GET', path, { token: null })).status).toBe(401);
    expect(await test.api('GET', path, { token: unscoped })).toMatchObject({ status: 403, body: { code: 403 } });
    expect((await test.api('GET', path, { token: scoped })).status).toBe(200);
  });
});

describe('an operation of v3 that Parley does not have', () => {
  it.each([
    ['POST', '/api/ext/v3/conversations/messages/template'],
    ['DELETE', '/api/ext/v3/contacts/31600000001/tags'],
  ])('is an absent path: %s %s', async (method, absent) => {
    const answer = await test.api(method, absent, method === 'GET' ? {} : { json: {} });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 404, text: '' });
  });
});
