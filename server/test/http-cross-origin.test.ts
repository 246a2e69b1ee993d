import { afterEach, describe, expect, test } from 'vitest';
import { createServerStarter } from './http/contract-server.ts';
import { createRecorder } from './http/recording-handlers.ts';

const { start, stopAll } = createServerStarter();
afterEach(stopAll);

const origin = 'https://crm.example.test';

/** What a browser asks before it sends a call of a page of another site with a token. */
const preflight = (method: string, wanted: string) => ({
  method: 'OPTIONS' as const,
  authorization: null,
  headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': wanted },
});

describe('a page of another site', () => {
  test.each([
    ['/api/v1/getContacts?pageSize=10', 'GET', 'authorization'],
    ['/100100/api/v1/sendSessionMessage/447900000001?messageText=Hi', 'POST', 'authorization,content-type'],
    ['/100100/api/v1/sendTemplateMessage/?whatsappNumber=447900000001', 'POST', 'authorization, x-requested-with'],
    ['/100100/api/v1/getMessages/447900000001?pageSize=10', 'GET', 'authorization'],
    ['/api/ext/v3/contacts', 'PUT', 'Authorization,Content-Type'],
  ])('may call %s', async (path, method, wanted) => {
    const parley = await start(createRecorder().handlers);
    const answer = await parley.call(path, preflight(method, wanted));
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': wanted,
      'access-control-max-age': '7200',
    });
    expect(String(answer.headers['access-control-allow-methods']).split(', ')).toContain(method);
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('reads answers and refusals, and the headers that a program needs', async () => {
    const parley = await start(createRecorder().handlers);
    for (const [path, authorization, status] of [
      ['/api/v1/getContacts', undefined, 200],
      ['/api/v1/getContacts', null, 401],
      ['/api/v1/nothing', undefined, 404],
      ['/api/v1/addContact/1', undefined, 405],
      ['/api/v1/getMessages/%E0%A4%A', undefined, 400],
    ] as const) {
      const answer = await parley.call(path, {
        headers: { origin },
        ...(authorization === null ? { authorization } : {}),
      });
      expect(answer.status).toBe(status);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['access-control-expose-headers']).toContain('retry-after');
    }
  });

  test('is told what it may send also when it asks for nothing, or for what is no header', async () => {
    const parley = await start(createRecorder().handlers);
    for (const wanted of ['', 'x"y']) {
      const answer = await parley.call('/api/v1/getContacts', preflight('GET', wanted));
      expect(answer.headers['access-control-allow-headers']).toBe('authorization, content-type');
    }
  });

  test('finds no path that is not there, and none of the web app', async () => {
    const parley = await start(createRecorder().handlers);
    expect((await parley.call('/api/v1/nothing', preflight('GET', 'authorization'))).status).toBe(404);
    const session = await parley.call('/internal/session', preflight('POST', 'content-type'));
    expect(session.status).not.toBe(204);
    expect(session.headers['access-control-allow-origin']).toBeUndefined();
    const plain = await parley.call('/internal/session', { headers: { origin } });
    expect(plain.headers['access-control-allow-origin']).toBeUndefined();
  });
});
