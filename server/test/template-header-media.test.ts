import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { pdf, png } from './media-samples.ts';

type Json = Record<string, unknown>;

interface Sent {
  to: string;
  template: { name: string; components: Json[] };
}

/** A Cloud API of this test's own: lists templates whose samples lie on it, takes uploads and sends. */
let graph: Server;
let graphUrl = '';
let parley: TestPlatform;
let hook: WebhookReceiver;
let uploads = 0;
const fetched: string[] = [];
const sends: Sent[] = [];
let lost = false;

const header = (format: string, file: string): Json => ({
  type: 'HEADER',
  format,
  example: { header_handle: [`${graphUrl}/samples/${file}`] },
});
const template = (name: string, components: Json[]): Json => ({
  id: `91${name.length}${[...name].reduce((sum, sign) => sum + sign.charCodeAt(0), 0)}`,
  name,
  language: 'en',
  status: 'APPROVED',
  category: 'MARKETING',
  parameter_format: 'NAMED',
  components,
});
const card = (file: string): Json => ({
  components: [
    header('IMAGE', file),
    { type: 'BODY', text: `See ${file}` },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Buy', url: 'https://t.example/{{1}}' }] },
  ],
});
const body = { type: 'BODY', text: 'Hi {{name}}!' };
const listTemplates = (): Json[] => [
  template('picture', [header('IMAGE', 'a.png'), body]),
  template('paper', [header('DOCUMENT', 'offer.pdf'), body]),
  template('cards', [body, { type: 'CAROUSEL', cards: [card('c0.png'), card('c1.png')] }]),
  template('broken', [header('IMAGE', 'gone.png'), body]),
  template('mistaken', [header('VIDEO', 'b.png'), body]),
  template('variable', [header('IMAGE', 'd.png'), body]),
];

beforeAll(async () => {
  graph = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const url = request.url ?? '';
    const json = (value: unknown) => response.end(JSON.stringify(value));
    if (url.startsWith('/samples/')) {
      fetched.push(url.slice('/samples/'.length));
      if (url.includes('gone') || lost) return response.writeHead(404).end();
      const isPdf = url.endsWith('pdf');
      return response
        .writeHead(200, { 'content-type': isPdf ? 'application/pdf' : 'image/png' })
        .end(isPdf ? pdf : png);
    }
    if (url.includes('message_templates')) return json({ data: listTemplates() });
    if (request.method === 'GET') return response.writeHead(404).end();
    if (url.endsWith('/media')) {
      uploads += 1;
      return json({ id: `m${uploads}` });
    }
    sends.push(JSON.parse(Buffer.concat(parts).toString()) as Sent);
    return json({ messaging_product: 'whatsapp', contacts: [], messages: [{ id: `wamid.${sends.length}` }] });
  });
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  graphUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`;
  parley = await startTestPlatform({ environment: { PARLEY_GRAPH_URL: graphUrl } });
  hook = await parley.subscribe(['templateMessageSent_v2', 'templateMessageFailed']);
});

afterAll(async () => {
  await parley.stop();
  graph.closeAllConnections();
  await new Promise((resolve) => graph.close(resolve));
});

let people = 0;
async function send(name: string, values: Record<string, string> = {}, channel?: string): Promise<{ sent: Sent[] }> {
  const before = sends.length;
  people += 1;
  const parameters = Object.entries({ name: 'Mei', ...values }).map(([key, value]) => ({ name: key, value }));
  const answer = await parley.api<{ result: boolean; info?: string }>('POST', '/api/v1/sendTemplateMessage', {
    query: { whatsappNumber: `852564${String(people).padStart(5, '0')}` },
    json: { template_name: name, broadcast_name: 'x', parameters, ...(channel ? { channel_number: channel } : {}) },
  });
  expect(answer.body).toMatchObject({ result: true });
  await parley.settle();
  return { sent: sends.slice(before) };
}

const headerOf = (sent: Sent | undefined) => sent?.template.components.find((part) => part.type === 'header');
const lastHook = () => hook.received.at(-1)?.body;

describe('the media of a fixed header', () => {
  test('is copied once and sent by the id of an upload', async () => {
    const first = await send('picture');
    expect(headerOf(first.sent[0])).toEqual({ type: 'header', parameters: [{ type: 'image', image: { id: 'm1' } }] });
    const second = await send('picture');
    expect(headerOf(second.sent[0])).toEqual(headerOf(first.sent[0]));
    expect(fetched).toEqual(['a.png']);
    expect(uploads).toBe(1);
  });

  test('is shown as a file of ours from then on', async () => {
    const { sent } = await send('picture');
    const link = lastHook()?.headerLink;
    expect(link).toMatch(/^http.+\/100100\/api\/file\/showFile\?fileName=data\/images\/[0-9a-f-]{36}\.png$/);
    const history = await parley.api<{ messages: { items: { mediaHeaderLink: string }[] } }>(
      'GET',
      `/api/v1/getMessages/${sent[0]?.to}`,
    );
    const path = history.body.messages.items[0]?.mediaHeaderLink ?? '';
    expect(String(link).endsWith(`=${path}`)).toBe(true);
    const file = await parley.api('GET', '/api/v1/getMedia', { query: { fileName: path } });
    expect(file).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
  });

  test('belongs to one number, and is uploaded anew before its id ends', async () => {
    const before = uploads;
    const other = await send('picture', {}, '15550100002');
    expect(headerOf(other.sent[0])).toEqual({
      type: 'header',
      parameters: [{ type: 'image', image: { id: `m${before + 1}` } }],
    });
    parley.clock.moveTo(parley.clock.nowMs() + 29.5 * 86_400_000);
    const later = await send('picture', {}, '15550100002');
    expect(headerOf(later.sent[0])).toEqual({
      type: 'header',
      parameters: [{ type: 'image', image: { id: `m${before + 2}` } }],
    });
    expect(fetched).toEqual(['a.png']);
  });

  test('is copied anew when the template has changed, and the old copy serves while that fails', async () => {
    const touch = systemStatement('test.touch', `update templates set updated_at = $1 where name = 'picture'`);
    await parley.simulator.advance(3_600);
    await parley.db.system(touch, [parley.clock.now()]);
    lost = true;
    expect((await send('picture')).sent).toHaveLength(1);
    lost = false;
    await parley.simulator.advance(120);
    expect((await send('picture')).sent).toHaveLength(1);
    expect(fetched.filter((name) => name === 'a.png')).toHaveLength(3);
  });

  test('of a document keeps the name of its file', async () => {
    const { sent } = await send('paper');
    expect(headerOf(sent[0])).toEqual({
      type: 'header',
      parameters: [{ type: 'document', document: { id: expect.any(String), filename: 'offer.pdf' } }],
    });
  });

  test('of each card of a carousel is an upload of its own', async () => {
    const { sent } = await send('cards', { url_button: 'tea', url_button_2: 'cake' });
    const carousel = sent[0]?.template.components.find((part) => part.type === 'carousel') as { cards: Json[] };
    const parts = carousel.cards.map((entry) => entry.components as { type: string; parameters: Json[] }[]);
    const ids = parts.map((entry) => (entry[0]?.parameters[0]?.image as { id: string } | undefined)?.id ?? '');
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => /^m\d+$/.test(id))).toBe(true);
    expect(parts.map((entry) => entry.at(-1)?.parameters[0]?.text)).toEqual(['tea', 'cake']);
  });

  test('that many messages want at once is fetched and uploaded once', async () => {
    const reset = systemStatement('test.reset', `update templates set header_media = '{}' where name = 'paper'`);
    await parley.db.system(reset);
    await parley.simulator.advance(120);
    const [before, count] = [uploads, fetched.length];
    const receivers = Array.from({ length: 40 }, (_, at) => ({
      whatsappNumber: `852565${String(at).padStart(5, '0')}`,
      customParams: [{ name: 'name', value: 'Mei' }],
    }));
    const json = { template_name: 'paper', broadcast_name: 'x', receivers };
    await parley.api('POST', '/api/v2/sendTemplateMessages', { json });
    await parley.settle();
    expect(sends.slice(-40).every((entry) => entry.template.name === 'paper')).toBe(true);
    expect(uploads - before).toBe(1);
    expect(fetched.length - count).toBe(1);
  });

  test.each([
    ['broken', 'cannot be had'],
    ['mistaken', 'the header wants video'],
  ])('that cannot be had fails the message as Meta would: %s', async (name, sentence) => {
    expect((await send(name)).sent).toEqual([]);
    await parley.simulator.advance(3_600);
    expect(lastHook()).toMatchObject({
      eventType: 'templateMessageFailed',
      failedCode: '131053',
      failedDetail: expect.stringContaining(sentence),
    });
  });
});

describe('the media of a variable header', () => {
  test('is the address that the parameter names', async () => {
    const declare = systemStatement(
      'test.declare',
      `update templates set header_parameter = 'picture_url' where name = 'variable'`,
    );
    await parley.db.system(declare);
    const link = 'https://files.example/mei.png';
    const { sent } = await send('variable', { picture_url: link });
    expect(headerOf(sent[0])).toEqual({ type: 'header', parameters: [{ type: 'image', image: { link } }] });
    expect(lastHook()).toMatchObject({ headerType: 'image', headerLink: link });
    const query = { whatsappNumber: '85256600001' };
    const parameters = [{ name: 'name', value: 'Mei' }];
    const json = { template_name: 'variable', broadcast_name: 'x', parameters };
    expect(await parley.api('POST', '/api/v1/sendTemplateMessage', { query, json })).toMatchObject({
      status: 400,
      body: { result: false, info: 'Parameters are missing or invalid: picture_url.' },
    });
  });
});
