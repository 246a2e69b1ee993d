import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tenantStatement } from '../src/db/scope.ts';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { jpeg } from './media-samples.ts';

type Json = Record<string, unknown>;
type Row = Json & { id: string; elementName: string; status: string };
interface Answer {
  ok: boolean;
  error?: string;
  reason?: string;
  message?: string;
  result: Row;
}

const componentsStatement = tenantStatement<{
  components: { example?: { header_handle?: string[] } }[];
  own: { samples?: unknown[] } | null;
}>('test.components', 'select components, own from templates where tenant_id = $1 and id = $2');
const replaceHandleStatement = tenantStatement(
  'test.replace-handle',
  `update templates set own = null, components = replace(components::text, $3, $4)::json
   where tenant_id = $1 and id = $2`,
);

let parley: TestPlatform;
let files: Server;
let sampleUrl: string;

beforeAll(async () => {
  files = createServer((request, response) => {
    const type = request.url?.endsWith('.jpg') ? 'image/jpeg' : 'text/plain';
    response.writeHead(request.url === '/gone.jpg' ? 404 : 200, { 'content-type': type }).end(jpeg);
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  sampleUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  parley = await startTestPlatform();
  await parley.settle();
});

afterAll(async () => {
  await parley.stop();
  files.close();
});

let names = 0;
async function draft(rest: Json = {}): Promise<Row> {
  names += 1;
  const json = {
    type: 'template',
    category: 'UTILITY',
    elementName: `note_${names}`,
    language: 'en',
    body: 'Hello {{name}}, see you on {{day}}.',
    customParams: [
      { paramName: 'name', paramValue: 'Mei' },
      { paramName: 'day', paramValue: 'Friday' },
    ],
    ...rest,
  };
  const { body } = await parley.api<Answer>('POST', '/api/v1/whatsApp/templates', { json });
  expect(body.ok).toBe(true);
  return body.result;
}

const update = (json: Json) => parley.api<Answer>('POST', '/api/v1/templates/update', { json });

async function rowOf({ id }: Row): Promise<Row | undefined> {
  const query = { pageSize: 500 };
  const { body } = await parley.api<{ messageTemplates: Row[] }>('GET', '/api/v1/getMessageTemplates', { query });
  return body.messageTemplates.find((row) => row.id === id);
}

const review = async (row: Row, decision: string, reason?: string): Promise<void> => {
  await parley.simulator.call('POST', `/templates/${row.elementName}/review`, {
    decision,
    ...(reason ? { reason } : {}),
  });
  await parley.settle();
};

async function asked(operation: string, name: string): Promise<Json[]> {
  const calls = await parley.simulator.graphRequests();
  return calls.filter((call) => call.operation === operation && JSON.stringify(call).includes(name));
}

async function submitted(rest: Json = {}): Promise<Row> {
  const row = await draft(rest);
  expect((await update(row)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
  return row;
}

const send = (row: Row, parameters: Json[]) =>
  parley.api('POST', '/api/v1/sendTemplateMessage', {
    query: { whatsappNumber: '85255501234' },
    json: { template_name: row.elementName, broadcast_name: 'x', parameters },
  });

describe('submitting a draft', () => {
  test('sends it to review as it was made, and the verdicts of Meta reach the list', async () => {
    const row = await submitted();
    const [call] = await asked('template.create', row.elementName);
    expect(call?.body).toEqual({
      name: row.elementName,
      language: 'en',
      category: 'UTILITY',
      parameter_format: 'NAMED',
      components: [
        {
          type: 'BODY',
          text: 'Hello {{name}}, see you on {{day}}.',
          example: {
            body_text_named_params: [
              { param_name: 'name', example: 'Mei' },
              { param_name: 'day', example: 'Friday' },
            ],
          },
        },
      ],
    });
    expect(await rowOf(row)).toMatchObject({ status: 'PENDING', bodyOriginal: row.bodyOriginal });
    expect((await send(row, [])).status).toBe(400);
    await review(row, 'REJECTED', 'PROMOTIONAL');
    expect(await rowOf(row)).toMatchObject({ status: 'REJECTED', rejectedReason: 'PROMOTIONAL' });
    await review(row, 'APPROVED');
    expect(await rowOf(row)).toMatchObject({ status: 'APPROVED', rejectedReason: null });
    await review(row, 'MARKETING');
    expect(await rowOf(row)).toMatchObject({ status: 'APPROVED', category: 'MARKETING' });
    const values = [
      { name: 'name', value: 'Noor' },
      { name: 'day', value: 'Monday' },
    ];
    expect((await send(row, values)).status).toBe(200);
    await parley.settle();
    expect((await parley.simulator.phone('85255501234')).at(-1)?.text).toContain('Hello Noor, see you on Monday.');
  });

  test('takes the changes of the row with it', async () => {
    const row = await draft();
    const bodyOriginal = 'Dear {{name}}, we meet on {{day}}.';
    const answer = await update({ ...row, bodyOriginal, footer: 'Canal Tea', category: 'MARKETING' });
    expect(answer.body).toMatchObject({
      ok: true,
      result: { status: 'PENDING', bodyOriginal, footer: 'Canal Tea', category: 'MARKETING' },
    });
    const { id, elementName, status, customParams } = await draft({ footer: 'Stays' });
    const least = await update({ id, elementName, status, customParams });
    expect(least.body).toMatchObject({ ok: true, result: { id, status: 'PENDING', footer: 'Stays' } });
    const numbered = await draft();
    const { body } = await update({ ...numbered, body: 'On {{2}} we see {{1}}.' });
    expect(body.result).toMatchObject({ bodyOriginal: 'On {{day}} we see {{name}}.' });
  });

  test('keeps names that Meta does not know, through the next synchronisation', async () => {
    const row = await submitted({
      body: 'Hello {{1}}, see you on {{2}}.',
      buttons: [{ type: 'url', parameter: { text: 'Open', url: 'https://t.example.com/{{code}}' } }],
      customParams: ['Name', 'Day', 'code'].map((name) => ({ paramName: name, paramValue: `a ${name}` })),
    });
    const [call] = await asked('template.create', row.elementName);
    expect(call?.body).toMatchObject({
      parameter_format: 'POSITIONAL',
      components: [
        { type: 'BODY', text: 'Hello {{1}}, see you on {{2}}.', example: { body_text: [['a Name', 'a Day']] } },
        {
          type: 'BUTTONS',
          buttons: [{ url: 'https://t.example.com/{{1}}', example: ['https://t.example.com/a code'] }],
        },
      ],
    });
    await review(row, 'APPROVED');
    await parley.simulator.advance(3700);
    await parley.settle();
    expect(await rowOf(row)).toMatchObject({
      bodyOriginal: 'Hello {{Name}}, see you on {{Day}}.',
      customParams: row.customParams,
      buttons: row.buttons,
    });
    const values = [
      { name: 'code', value: 'c-7' },
      { name: 'day', value: 'Monday' },
      { name: 'Name', value: 'Noor' },
    ];
    expect((await send(row, values)).status).toBe(200);
    await parley.settle();
    expect((await parley.simulator.phone('85255501234')).at(-1)?.text).toContain('Hello Noor, see you on Monday.');
  });

  test('with a header declared variable lets each send bring its own file', async () => {
    const link = `${sampleUrl}/tea.jpg`;
    const header = { type: 'image', link, headerParamMapping: { paramName: 'photo' } };
    const row = await submitted({ header });
    expect(row).toMatchObject({ header: { headerParamMapping: { paramName: 'photo' } } });
    await review(row, 'APPROVED');
    const photo = `${sampleUrl}/mine.jpg`;
    const named = { photo, Name: 'Noor', day: 'Monday' };
    const parameters = Object.entries(named).map(([name, value]) => ({ name, value }));
    expect(await send(row, parameters)).toMatchObject({ status: 200, body: { result: true } });
    await parley.settle();
    const [sent] = await asked('messages', row.elementName);
    expect(sent?.body).toMatchObject({
      template: { components: [{ type: 'header', parameters: [{ type: 'image', image: { link: photo } }] }, {}] },
    });
  });

  test('uploads the sample of a header, and keeps its address', async () => {
    const link = `${sampleUrl}/tea.jpg`;
    const row = await submitted({ header: { type: 'image', link } });
    const [call] = await asked('template.create', row.elementName);
    expect(call?.body).toMatchObject({
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [expect.stringMatching(/^4::/)] } },
        {},
      ],
    });
    await parley.simulator.advance(3700);
    await parley.settle();
    expect(await rowOf(row)).toMatchObject({ status: 'PENDING', header: { type: 2, link } });
    await review(row, 'APPROVED');
    const values = ['Noor', 'Monday'].map((value) => ({ name: '', value }));
    expect((await send(row, values)).status).toBe(200);
    await parley.settle();
    const [sent] = await asked('messages', row.elementName);
    expect(sent?.body).toMatchObject({
      template: {
        components: [{ type: 'header', parameters: [{ type: 'image', image: { id: expect.any(String) } }] }, {}],
      },
    });
    const card = (body: string) => ({
      header: { type: 'image', link },
      body,
      buttons: [{ type: 'quick_reply', parameter: { text: 'More' } }],
    });
    const cards = await submitted({ category: 'MARKETING', carouselCards: [card('Green'), card('Black')] });
    await parley.simulator.advance(3700);
    await parley.settle();
    expect(await rowOf(cards)).toMatchObject({
      subCategory: 'CAROUSEL',
      carouselCards: [
        { body: 'Green', header: { link } },
        { body: 'Black', header: { link } },
      ],
    });
  });

  test.each(['/gone.jpg', '/notes.txt'])('with a sample at %s that cannot be used leaves the draft', async (path) => {
    const row = await draft({ header: { type: 'image', link: sampleUrl + path } });
    expect(await update(row)).toMatchObject({ status: 400, body: { ok: false } });
    expect(await rowOf(row)).toMatchObject({ status: 'DRAFT' });
    expect(await asked('template.create', row.elementName)).toEqual([]);
  });

  test('makes an authentication template as Meta writes it', async () => {
    const row = await submitted({ category: 'AUTHENTICATION', expiresIn: 5, customParams: [] });
    await review(row, 'APPROVED');
    await parley.simulator.advance(3700);
    await parley.settle();
    expect(await rowOf(row)).toMatchObject({
      status: 'APPROVED',
      body: '*{{1}}* is your verification code.',
      footer: 'This code expires in 5 minutes.',
      customParams: [{ paramName: '1', paramValue: '123456' }],
    });
    expect((await send(row, [{ name: '1', value: '4711' }])).status).toBe(200);
  });
});

describe('editing what Meta has', () => {
  test('replaces the content of a rejected template and submits it again', async () => {
    const row = await submitted();
    await review(row, 'REJECTED');
    const changed = { ...row, bodyOriginal: 'Good day {{name}}, we meet on {{day}}.' };
    expect((await update(changed)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
    expect(await asked('template.edit', 'Good day')).toHaveLength(1);
    await parley.settle();
    expect(await rowOf(row)).toMatchObject({ status: 'PENDING', bodyOriginal: changed.bodyOriginal });
    await parley.simulator.advance(3700);
    await parley.settle();
    expect(await rowOf(row)).toMatchObject({ status: 'PENDING', bodyOriginal: changed.bodyOriginal });
  });

  test('of an approved one is refused as Meta refuses it, and leaves everything as it was', async () => {
    const row = await submitted();
    await review(row, 'APPROVED');
    expect((await update({ ...row, category: 'MARKETING' })).body).toMatchObject({
      ok: false,
      reason: 'template.not_editable',
    });
    expect((await update({ ...row, footer: 'One' })).body.ok).toBe(true);
    await review(row, 'APPROVED');
    const answer = await update({ ...row, footer: 'Two' });
    expect(answer).toMatchObject({ status: 200, body: { ok: false, reason: 'meta.rejected' } });
    expect(answer.body.error).toMatch(/once in 24 hours/);
    expect(await rowOf(row)).toMatchObject({ status: 'APPROVED', footer: 'One' });
  });

  test.each(['PENDING', 'DISABLED'])('is not possible in the state %s', async (state) => {
    const row = await submitted();
    await review(row, state);
    expect((await update(row)).body).toMatchObject({ ok: false, reason: 'template.not_editable' });
  });
});

test('a sample that Meta shows is not kept by its short-lived address', async () => {
  const row = await submitted({ header: { type: 'image', link: `${sampleUrl}/tea.jpg` } });
  await review(row, 'REJECTED');
  await parley.simulator.advance(3700);
  await parley.settle();
  const [stored] = await parley.db.tenant(parley.tenantId, componentsStatement, [row.id]);
  const handle = stored?.components[0]?.example?.header_handle?.[0] ?? '';
  expect(handle).toMatch(/^http/);
  // The simulator's address needs a token, so this one stands for it.
  const link = `${sampleUrl}/at-meta.jpg`;
  await parley.db.tenant(parley.tenantId, replaceHandleStatement, [row.id, handle, link]);
  expect(await rowOf(row)).toMatchObject({ header: { link } });
  expect((await update({ ...((await rowOf(row)) as Row), footer: 'Canal Tea' })).body.ok).toBe(true);
  expect((await parley.db.tenant(parley.tenantId, componentsStatement, [row.id]))[0]?.own?.samples).toEqual([null]);
});

describe('refusals', () => {
  test("of Meta's rules change nothing and ask nobody", async () => {
    const row = await draft();
    const answer = await update({ ...row, bodyOriginal: 'Hello {{name}}' });
    expect(answer).toMatchObject({ status: 400, body: { ok: false, reason: 'template.invalid' } });
    expect((await update({ ...row, elementName: 'other' })).status).toBe(400);
    expect((await update({ ...row, language: { value: 'es' } })).status).toBe(400);
    expect(await rowOf(row)).toEqual(row);
    expect(await asked('template.create', row.elementName)).toEqual([]);
  });

  test('of Meta bring the draft back, with what Meta says', async () => {
    const row = await draft();
    await parley.simulator.fault({
      match: { operation: 'template.create', template: row.elementName },
      outcome: { error: { code: 100, error_subcode: 2388293, details: 'Too many variables.' } },
    });
    const answer = await update(row);
    expect(answer).toMatchObject({ status: 200, body: { ok: false, reason: 'meta.rejected' } });
    expect(answer.body.error).toContain('Too many variables.');
    expect(await rowOf(row)).toMatchObject({ status: 'DRAFT' });
    expect((await update(row)).body.result.status).toBe('PENDING');
  });

  test('of an id that is unknown or of another workspace', async () => {
    const row = await draft();
    const unknown = { ok: false, error: 'Template not found.' };
    expect((await update({ ...row, id: 'f'.repeat(24) })).body).toMatchObject(unknown);
    const { token } = await parley.addTenant('100501');
    const other = createApiClient(`${parley.baseUrl}/100501`, token);
    expect((await other('POST', '/api/v1/templates/update', { json: row })).body).toMatchObject(unknown);
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    const answer = await parley.api('POST', '/api/v1/templates/update', { json: row, token: reader });
    expect(answer.status).toBe(403);
    expect(await rowOf(row)).toEqual(row);
  });
});

describe('when the answer of Meta is lost', () => {
  const lose = (operation: string, outcome: Json, template?: string) =>
    parley.simulator.fault({ match: { operation, ...(template ? { template } : {}) }, outcome });

  test('a creation that came to pass is found', async () => {
    const row = await draft();
    await lose('template.create', { drop_answer: true }, row.elementName);
    expect((await update(row)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
    expect(await asked('template.create', row.elementName)).toHaveLength(1);
  });

  test('what cannot be found out is told, and mended by the next synchronisation', async () => {
    const row = await draft();
    await lose('template.create', { drop_answer: true }, row.elementName);
    await lose('templates', { error: { code: 131016 } }, row.elementName);
    expect(await update(row)).toMatchObject({ status: 500, body: { reason: 'meta.unavailable' } });
    expect((await update(row)).body).toMatchObject({ ok: false, reason: 'template.busy' });
    await parley.simulator.advance(3700);
    await parley.settle();
    expect(await rowOf(row)).toMatchObject({ status: 'PENDING' });
    await review(row, 'APPROVED');
    expect(await rowOf(row)).toMatchObject({ status: 'APPROVED' });
    expect(await asked('template.create', row.elementName)).toHaveLength(1);
  });

  test('a creation that did not come to pass is a draft again', async () => {
    const row = await draft();
    await lose('template.create', { error: { code: 2, http_status: 503 }, drop_answer: true }, row.elementName);
    await update(row);
    expect(await rowOf(row)).toMatchObject({ status: 'DRAFT' });
    expect((await update(row)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
  });

  test('an edit that came to pass is found', async () => {
    const row = await submitted();
    await review(row, 'REJECTED');
    await lose('template.edit', { drop_answer: true }, row.elementName);
    expect((await update({ ...row, footer: 'Canal Tea' })).body).toMatchObject({
      ok: true,
      result: { status: 'PENDING', footer: 'Canal Tea' },
    });
  });
});

test('two submissions at once ask Meta once', async () => {
  const row = await draft();
  const answers = await Promise.all([update(row), update(row), update(row)]);
  expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
  expect(await asked('template.create', row.elementName)).toHaveLength(1);
  expect(await rowOf(row)).toMatchObject({ status: 'PENDING' });
});
