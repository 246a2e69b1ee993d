import { describe, expect, it } from 'vitest';
import { createGraphClient, type GraphClient, maxAnswerBytes } from '../src/meta/graph-client.ts';
import { answerWith, closeAfterEach, findClosedPort, type ServerHandler } from './local-server.ts';

const token = 'EAAG-secret-token';
const { serve, closeLater } = closeAfterEach();

function openClient(baseUrl: string, options: Partial<Parameters<typeof createGraphClient>[0]> = {}): GraphClient {
  return closeLater(createGraphClient({ baseUrl, ...options }));
}

async function sendTo(handle: ServerHandler, timeoutMs = 5000) {
  const server = await serve(handle);
  const client = openClient(server.url, { timeoutMs });
  return client.sendMessage({ phoneNumberId: '300', accessToken: token, body: '{"to":"1"}' });
}

const accepted = { messages: [{ id: 'wamid.1' }] };

describe('sendMessage', () => {
  it('posts to the number under the path and version of the base url', async () => {
    const server = await serve(answerWith(200, accepted));
    const input = { phoneNumberId: '300', accessToken: token, body: '{"to":"é"}' };
    await openClient(`${server.url}/simulator/graph/`).sendMessage(input);
    await openClient(server.url, { version: '' }).sendMessage({ ...input, edge: 'marketing_messages' });
    await openClient(server.url, { version: 'v26.0' }).sendMessage({ ...input, phoneNumberId: '../x' });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/simulator/graph/v23.0/300/messages',
      '/300/marketing_messages',
      '/v26.0/..%2Fx/messages',
    ]);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: Buffer.from(input.body).toString('latin1'),
    });
  });

  it('reads what Meta accepted', async () => {
    const byPhone = {
      contacts: [{ input: '+1', wa_id: '1' }],
      messages: [{ id: 'wamid.1', message_status: 'accepted' }],
    };
    expect(await sendTo(answerWith(200, byPhone))).toEqual({
      kind: 'accepted',
      wamid: 'wamid.1',
      waId: '1',
      messageStatus: 'accepted',
    });
    const byUser = { contacts: [{ input: 'US.1', user_id: 'US.1' }], messages: [{ id: 'wamid.2' }] };
    expect(await sendTo(answerWith(200, byUser))).toEqual({ kind: 'accepted', wamid: 'wamid.2', userId: 'US.1' });
  });

  it('reads a refusal with its verdict, whatever the status', async () => {
    const error = {
      message: `(#131056) pair rate limit hit ${token}`,
      type: 'OAuthException',
      code: 131056,
      error_data: { details: 'Too many messages.' },
      fbtrace_id: 'A1',
    };
    for (const status of [400, 429, 500]) {
      const outcome = await sendTo(answerWith(status, { error }));
      expect(outcome).toMatchObject({
        kind: 'rejected',
        error: { httpStatus: status, code: 131056, details: 'Too many messages.', fbtraceId: 'A1' },
        verdict: { kind: 'retry', scope: 'pair' },
        rule: { code: 131056 },
      });
      expect(JSON.stringify(outcome)).not.toContain(token);
    }
  });

  it('counts a refusal of a front end as refused when the status says so', async () => {
    expect(await sendTo(answerWith(404, '<html>'))).toMatchObject({ kind: 'rejected', error: { code: -1 } });
    expect(await sendTo(answerWith(429, 'slow down'))).toMatchObject({
      kind: 'rejected',
      verdict: { scope: 'channel' },
    });
  });

  it.each<[string, ServerHandler]>([
    ['a 502 page', answerWith(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' })],
    ['a 503 with JSON that is no Graph error', answerWith(503, { message: 'no' })],
    ['a 408', answerWith(408, '')],
    ['a 200 without a message id', answerWith(200, { messages: [{}] })],
    ['a 200 with an empty list', answerWith(200, { messages: [] })],
    ['a 200 that is no JSON', answerWith(200, 'wamid')],
    ['an empty 200', answerWith(200, '')],
    ['a duplicate request', answerWith(400, { error: { code: 1752041, message: 'Duplicate request' } })],
    ['an answer beyond the limit', answerWith(200, { ...accepted, pad: 'x'.repeat(maxAnswerBytes) })],
    ['a reset', (request) => request.socket.resetAndDestroy()],
    ['a hang-up', (request) => request.socket.destroy()],
    [
      'half an answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '99' }).write('{"mess', () => request.socket.destroy());
      },
    ],
  ])('does not know the outcome after %s', async (_name, handle) => {
    expect(await sendTo(handle)).toEqual({ kind: 'unknown', detail: expect.any(String) });
  });

  it('does not know the outcome when the answer does not come in time', async () => {
    expect(await sendTo(() => undefined, 1000)).toMatchObject({ kind: 'unknown' });
    const stuck: ServerHandler = (_request, response) => response.writeHead(200).write('{');
    expect(await sendTo(stuck, 1000)).toMatchObject({ kind: 'unknown' });
  });

  it('knows that nothing was sent when no connection could be made or none was free', async () => {
    const input = { phoneNumberId: '300', accessToken: token, body: '{}' };
    const refused = await openClient(`http://127.0.0.1:${await findClosedPort()}`).sendMessage(input);
    expect(refused).toMatchObject({ kind: 'not_sent', detail: expect.stringContaining('ECONNREFUSED') });
    const server = await serve(() => undefined);
    const client = openClient(server.url, { connections: 1, timeoutMs: 50, closeGraceMs: 10 });
    // An upload may take minutes, and this one never gets its answer.
    const file = { mimeType: 'image/png', fileName: 'a.png', bytes: Buffer.from('a'), size: 1 };
    const upload = client.uploadMedia({ phoneNumberId: '300', accessToken: token, ...file });
    await expect.poll(() => server.requests.length).toBe(1);
    expect(await client.sendMessage(input)).toMatchObject({ kind: 'not_sent' });
    const badToken = await client.sendMessage({ ...input, accessToken: 'a\r\nb' });
    expect(badToken).toMatchObject({ kind: 'not_sent', detail: expect.not.stringContaining('a\r\nb') });
    await client.close();
    expect(await upload).toMatchObject({ kind: 'unavailable', sent: true });
    expect(server.requests).toHaveLength(1);
  });

  it('sends each message once over a few kept connections', async () => {
    let count = 0;
    const server = await serve((_request, response) => {
      count += 1;
      response.end(JSON.stringify({ messages: [{ id: `wamid.${count}` }] }));
    });
    const client = openClient(server.url, { connections: 4 });
    const bodies = Array.from({ length: 200 }, (_, index) => `{"n":${index}}`);
    const outcomes = await Promise.all(
      bodies.map((body) => client.sendMessage({ phoneNumberId: '300', accessToken: token, body })),
    );
    expect(new Set(outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.wamid)).size).toBe(200);
    expect(server.requests.map(({ body }) => body).sort()).toEqual([...bodies].sort());
    expect(server.connections()).toBe(4);
  });
});

describe('people, profiles and files', () => {
  const ask = async <T>(body: unknown, call: (client: GraphClient) => Promise<T>) => {
    const server = await serve((_request, response) => void response.end(JSON.stringify(body)));
    const answer = await call(openClient(server.url));
    const { method, path, body: sent = '' } = server.requests[0] ?? {};
    return { answer, asked: `${method} ${path}`, sent: sent === '' ? undefined : (JSON.parse(sent) as unknown) };
  };
  const number = { phoneNumberId: '300', accessToken: 'EAA' };

  it('blocks by number, or by user id where there is none, and says why Meta did not', async () => {
    const person = { waId: '15550142001', bsuid: 'US.1' };
    expect(await ask({ block_users: {} }, (client) => client.blockUser({ ...number, person }))).toEqual({
      answer: { kind: 'done' },
      asked: 'POST /v23.0/300/block_users',
      sent: { messaging_product: 'whatsapp', block_users: [{ user: '15550142001' }] },
    });
    const failed = { failed_users: [{ input: 'US.1', errors: [{ code: 1, error_data: { details: 'Too old.' } }] }] };
    const hidden = { ...person, waId: null };
    expect(await ask({ block_users: failed }, (client) => client.unblockUser({ ...number, person: hidden }))).toEqual({
      answer: { kind: 'refused', detail: 'Too old.' },
      asked: 'DELETE /v23.0/300/block_users',
      sent: { messaging_product: 'whatsapp', block_users: [{ user_id: 'US.1' }] },
    });
  });

  it('changes the members of a profile that are given', async () => {
    const change = { about: 'Open till six', vertical: 'RETAIL' };
    expect(await ask({ success: true }, (client) => client.setBusinessProfile({ ...number, change }))).toEqual({
      answer: { kind: 'done' },
      asked: 'POST /v23.0/300/whatsapp_business_profile',
      sent: { messaging_product: 'whatsapp', ...change },
    });
  });

  it('deletes a file', async () => {
    const gone = await ask({ success: true }, (client) => client.deleteMedia({ mediaId: '5/4', accessToken: 'EAA' }));
    expect(gone).toMatchObject({ answer: { kind: 'done' }, asked: 'DELETE /v23.0/5%2F4' });
  });

  it('reads every page of the numbers of an account, and no page twice', async () => {
    const server = await serve((request, response) => {
      const after = new URL(request.url ?? '', 'http://x').searchParams.get('after') ?? '0';
      const paging = { next: 'https://graph/next', cursors: { after: String(Number(after) + 1) } };
      response.end(JSON.stringify({ data: [{ id: after }], ...(after === '2' ? {} : { paging }) }));
    });
    const list = await openClient(server.url).listPhoneNumbers({ wabaId: '9', accessToken: 'EAA' });
    expect(list).toMatchObject({ kind: 'ok', numbers: [{ id: '0' }, { id: '1' }, { id: '2' }] });
    expect(server.requests).toHaveLength(3);
  });
});
