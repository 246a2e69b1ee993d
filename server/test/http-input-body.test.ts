import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../src/http/contract/load-contract.ts';
import { createInputNormaliser } from '../src/http/contract/normalise-input.ts';
import { listOperations } from '../src/http/contract/operations.ts';
import { parseJson } from '../src/http/contract/parse-json.ts';
import { type ContractServer, startContractServer } from './http/contract-server.ts';
import { createRecorder, type Recorder } from './http/recording-handlers.ts';

let parley: ContractServer;
let recorder: Recorder;

beforeAll(async () => {
  recorder = createRecorder();
  parley = await startContractServer(recorder.handlers);
});
afterAll(() => parley.close());
beforeEach(() => {
  recorder.seen.length = 0;
});

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const template = { template_name: 'welcome', broadcast_name: 'b', parameters: [{ name: 'name', value: 'Mei' }] };

describe('a body', () => {
  test('has the documented names whatever the casing, in lists of objects too', async () => {
    const body = { Recipients: [{ PHONE_NUMBER: '1', Custom_Params: [{ Name: 'a', VALUE: 'b' }] }] };
    await parley.call('/api/ext/v3/messageTemplates/send', {
      method: 'POST',
      type: json,
      body: JSON.stringify({ TEMPLATE_NAME: 'welcome', broadcast_name: 'b', ...body }),
    });
    expect(recorder.last().body).toEqual({
      template_name: 'welcome',
      broadcast_name: 'b',
      recipients: [{ phone_number: '1', custom_params: [{ name: 'a', value: 'b' }] }],
    });
  });

  test('has aliases replaced, unless the documented name is there as well', async () => {
    const send = (recipient: object) =>
      parley.call('/api/ext/v3/messageTemplates/send', {
        method: 'POST',
        type: json,
        body: JSON.stringify({ template_name: 't', broadcast_name: 'b', receivers: [recipient] }),
      });
    await send({ whatsappNumber: '1', customParams: [] });
    expect(recorder.last().body).toMatchObject({ recipients: [{ phone_number: '1', custom_params: [] }] });
    await send({ whatsappNumber: 'alias', phone_number: 'documented' });
    expect(recorder.last().body).toMatchObject({ recipients: [{ phone_number: 'documented' }] });
  });

  test('keeps unknown members, and their casing', async () => {
    const body = JSON.stringify({ ...template, Template_Namespace: 'ns', Extra: { Deep: 1 } });
    await parley.call('/api/v1/sendTemplateMessage?whatsappNumber=1', { method: 'POST', type: json, body });
    expect(recorder.last().body).toEqual({ ...template, template_namespace: 'ns', Extra: { Deep: 1 } });
  });

  test('holds nothing that no database keeps, not even where names are free', async () => {
    const free = {
      Deep: ['a\u0000b', { 'x\ud83d': 'y\ud83d', 'a\u0000': 'lost', a: 'stays', '__\u0000proto__': 'lost' }],
    };
    const body = JSON.stringify({ ...template, broadcast_name: 'b\u0000', Extra: free });
    await parley.call('/api/v1/sendTemplateMessage?whatsappNumber=1%00', { method: 'POST', type: json, body });
    expect(recorder.last().body).toEqual({
      ...template,
      Extra: { Deep: ['ab', { 'x\ufffd': 'y\ufffd', a: 'stays' }] },
    });
    expect(recorder.last().query).toMatchObject({ whatsappNumber: '1' });
    await parley.call('/api/v1/addContact/1%002', { method: 'POST', type: json, body: '{}' });
    expect(recorder.last().params).toEqual({ whatsappNumber: '12' });
  });

  test('has harmless types converted', async () => {
    const body = JSON.stringify({
      ...template,
      parameters: [
        { name: 7, value: 12.5 },
        { name: 'b', value: true },
      ],
    });
    await parley.call('/api/v1/sendTemplateMessage?whatsappNumber=1', { method: 'POST', type: json, body });
    expect(recorder.last().body).toMatchObject({
      parameters: [
        { name: '7', value: '12.5' },
        { name: 'b', value: 'true' },
      ],
    });
    await parley.call('/api/v2/webhookEndpoints', {
      method: 'POST',
      type: json,
      body: '[{"phoneNumber":15550100001,"status":"1","url":"https://a.test","eventTypes":["message"]}]',
    });
    expect(recorder.last().body).toMatchObject([{ phoneNumber: '15550100001', status: 1 }]);
  });

  test('leaves a list alone that the contract also takes as a text, and reads other texts of JSON', async () => {
    const text = JSON.stringify(template.parameters);
    await parley.call('/api/v1/sendTemplateMessage/85255501234', {
      method: 'POST',
      type: json,
      body: JSON.stringify({ template_name: 'welcome', parameters: text }),
    });
    expect(recorder.last().body).toEqual({ template_name: 'welcome', parameters: text });
    await parley.call('/api/v1/addContact/85255501234', {
      method: 'POST',
      type: form,
      body: new URLSearchParams({ name: 'Mei', customParams: '[{"Name":"plan","value":1}]' }).toString(),
    });
    expect(recorder.last().body).toEqual({ name: 'Mei', customParams: [{ name: 'plan', value: '1' }] });
  });

  test('of v1 and v2 may come as a form or in the query', async () => {
    const fields = new URLSearchParams({ ...template, parameters: '[]' });
    await parley.call('/api/v2/sendTemplateMessage?whatsappNumber=1', {
      method: 'POST',
      type: form,
      body: fields.toString(),
    });
    expect(recorder.last().body).toEqual({ ...template, parameters: '[]' });
    await parley.call(`/api/v1/sendTemplateMessage?whatsappNumber=1&${fields}`, { method: 'POST' });
    expect(recorder.last().body).toEqual({ ...template, parameters: '[]' });
    await parley.call('/api/v1/sendTemplateMessage?whatsappNumber=1&BROADCAST_NAME=q', {
      method: 'POST',
      type: json,
      body: JSON.stringify({ template_name: 't', parameters: [] }),
    });
    expect(recorder.last().body).toEqual({ template_name: 't', parameters: [], broadcast_name: 'q' });
  });

  test.each([
    ['a[0][b]', (at: number, name: string) => `customParams[${at}][${name}]`],
    ['A[0].b', (at: number, name: string) => `CustomParams[${at}].${name}`],
    ['a[7][b], with gaps', (at: number, name: string) => `customParams[${3 + 4 * at}][${name}]`],
  ])('of v1 and v2 may have its lists written field by field: %s', async (_, write) => {
    const customParams = [
      { name: 'plan', value: 'Mei & Co' },
      { name: 'day', value: '5' },
    ];
    const fields = new URLSearchParams({ name: 'Mei' });
    for (const [at, param] of customParams.entries()) {
      fields.append(write(at, 'name'), param.name);
      fields.append(write(at, 'value'), param.value);
    }
    await parley.call('/api/v1/addContact/1', { method: 'POST', type: form, body: String(fields) });
    expect(recorder.last().body).toMatchObject({ name: 'Mei', customParams });
    await parley.call(`/api/v1/addContact/1?${fields}`, { method: 'POST' });
    expect(recorder.last().body).toMatchObject({ name: 'Mei', customParams });
  });

  test('of v1 and v2 leaves names alone that only look like a member of a list', async () => {
    const body = 'customParams[0][name]=a&customParams[0]=b&x[=1&y[z=2&customParams[0][__proto__][v]=1';
    await parley.call('/api/v1/addContact/1', { method: 'POST', type: form, body });
    expect(recorder.last().body).toMatchObject({ customParams: [{ name: 'a' }], 'x[': '1', 'y[z': '2' });
    await parley.call('/api/v1/addContact/1', { method: 'POST', type: form, body: `${body}&customParams=[]` });
    expect(recorder.last().body).toMatchObject({ customParams: [] });
  });

  test('may be left out or empty where it is optional', async () => {
    for (const body of [{}, { type: json }, { type: json, body: ' ' }]) {
      expect((await parley.call('/api/v1/addContact/85255501234', { method: 'POST', ...body })).status).toBe(200);
      expect(recorder.last().body).toBeUndefined();
    }
  });

  test('has null for "not given" also where the contract has no null, and choices in any casing', async () => {
    await parley.call('/api/v1/updateChatStatus', {
      method: 'POST',
      type: json,
      body: '{"TicketStatus":"solved","whatsappNumber":"1","target":null}',
    });
    expect(recorder.last().body).toEqual({ ticketStatus: 'SOLVED', whatsappNumber: '1' });
  });

  test('has documented defaults filled in', async () => {
    await parley.call('/api/ext/v3/conversations/messages/text', {
      method: 'POST',
      type: json,
      body: '{"target":"1","text":"hi"}',
    });
    expect(recorder.last().body).toEqual({ target: '1', text: 'hi', is_bot: true });
    await parley.call('/api/v1/addContact/1', { method: 'POST' });
    expect(recorder.last().query.sourceType).toBe('Wati');
  });

  test('takes moments without a zone as UTC', async () => {
    const send = (scheduled_at: string) =>
      parley.call('/api/ext/v3/messageTemplates/schedule', {
        method: 'POST',
        type: json,
        body: JSON.stringify({ template_name: 't', broadcast_name: 'b', recipients: [{ target: '1' }], scheduled_at }),
      });
    await send('2026-03-04 09:10:11');
    expect(recorder.last().body).toMatchObject({ scheduled_at: '2026-03-04T09:10:11Z' });
    await send('2026-03-04T09:10:11.5+08:00');
    expect(recorder.last().body).toMatchObject({ scheduled_at: '2026-03-04T09:10:11.5+08:00' });
    expect((await send('2026-02-30T00:00:00Z')).status).toBe(400);
    await parley.call('/api/ext/v3/broadcasts?date_from=2026-03-04&date_to=2026-03-05T00:00:00+08:00');
    expect(recorder.last().query).toMatchObject({ date_from: '2026-03-04', date_to: '2026-03-05T00:00:00+08:00' });
  });

  test('cannot reach a prototype', async () => {
    const body = `{"name":"Mei","__proto__":{"polluted":1},"\\u005f_proto__":{"polluted":2},"constructor":{"prototype":{"polluted":3}}}`;
    expect((await parley.call('/api/v1/addContact/1', { method: 'POST', type: json, body })).status).toBe(200);
    const seen = recorder.last().body as Record<string, unknown>;
    expect(Object.keys(seen)).toEqual(['name']);
    expect(Object.getPrototypeOf(seen)).toBe(Object.prototype);
    await parley.call('/api/v1/addContact/1?__proto__=x&constructor=y', {
      method: 'POST',
      type: form,
      body: '__proto__=x&name=Mei',
    });
    expect(Object.getPrototypeOf(recorder.last().query)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('with ten thousand recipients fits', async () => {
    const recipients = Array.from({ length: 10_000 }, (_, at) => ({
      phone_number: `1555${at}`,
      custom_params: [
        { name: 'first_name', value: 'A name of usual length' },
        { name: 'order', value: 'ORDER-000001' },
      ],
    }));
    const body = JSON.stringify({ template_name: 't', broadcast_name: 'b', recipients });
    const answer = await parley.call('/api/ext/v3/messageTemplates/send', { method: 'POST', type: json, body });
    expect(answer.status).toBe(200);
    expect((recorder.last().body as { recipients: unknown[] }).recipients).toHaveLength(10_000);
  });
});

describe('the normalising', () => {
  const operationOf = async (id: string) => {
    const contract = await loadContract();
    const operation = listOperations(contract).find((one) => one.id === id && one.handlerSet === 'v3');
    if (operation === undefined) throw new Error(`No operation ${id}.`);
    return createInputNormaliser(operation, contract[operation.document]);
  };
  const text = fc.string({ unit: 'grapheme' });
  const recipient = fc.record(
    { phone_number: text, target: text, custom_params: fc.array(fc.record({ name: text, value: text })) },
    { requiredKeys: [] },
  );
  const send = fc.record({ template_name: text, broadcast_name: text, recipients: fc.array(recipient) });

  test('leaves documented bodies as they are, and brings every casing to them', async () => {
    const normalise = await operationOf('sendTemplateMessages');
    fc.assert(
      fc.property(send, fc.infiniteStream(fc.boolean()), (body, flips) => {
        const written = JSON.stringify(recased(body, flips));
        const result = normalise({ query: {}, body: { kind: 'json', value: parseJson(written) } });
        expect(result.body).toEqual(body);
      }),
    );
  });

  test('means the same with a comma too many, so that it is read loosely', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(parseJson(`[${JSON.stringify(value)},]`)).toEqual(parseJson(`[${JSON.stringify(value)}]`));
      }),
    );
  });

  test('never fails, whatever the body', async () => {
    const normalise = await operationOf('sendTemplateMessages');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        normalise({ query: {}, body: { kind: 'json', value } });
      }),
    );
  });
});

/** The value with the letters of its names in random case. */
function recased(value: unknown, flips: Iterator<boolean>): unknown {
  if (Array.isArray(value)) return value.map((item) => recased(item, flips));
  if (value === null || typeof value !== 'object') return value;
  const flip = (letter: string) => (flips.next().value === true ? letter.toUpperCase() : letter);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [[...key].map(flip).join(''), recased(member, flips)]),
  );
}
