import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { setTenantLimits } from '../src/modules/accounts/index.ts';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface CsvAnswer {
  result: boolean;
  info: string;
  broadcastId?: string;
  accepted: number;
  leftOut: number;
  leftOutRows: { row: number; whatsappNumber: string; reason: string }[];
  errors: { error: string; invalidWhatsappNumbers: string[]; invalidCustomParameters: string[] };
}

const welcome = { template_name: 'welcome', broadcast_name: 'greetings' };

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

type Options = { field?: string; name?: string; query?: Record<string, string>; token?: string };

const sendCsv = (content: string | Buffer, { field, name, query, token }: Options = {}) => {
  const multipart = new FormData();
  const bytes = new Uint8Array(typeof content === 'string' ? Buffer.from(content) : content);
  multipart.set(field ?? 'whatsapp_numbers_csv', new Blob([bytes], { type: 'text/csv' }), name ?? 'numbers.csv');
  const call = { query: query ?? welcome, multipart, ...(token ? { token } : {}) };
  return parley.api<CsvAnswer>('POST', '/api/v1/sendTemplateMessageCSV', call);
};

async function onPhone(waId: string) {
  await parley.settle();
  return (await parley.simulator.phone(waId)).map((message) => message.text);
}

const campaignStatement = systemStatement<Record<string, unknown>>(
  'test.campaign',
  'select name, state, recipients, skipped from campaigns where id = $1',
);
const countStatement = systemStatement<{ messages: number; campaigns: number }>(
  'test.counts',
  'select (select count(*) from messages) as messages, (select count(*) from campaigns) as campaigns',
);

const campaign = async (id: string | undefined) => (await parley.db.system(campaignStatement, [id ?? '']))[0];
const counts = async () => (await parley.db.system(countStatement))[0];

describe('sendTemplateMessageCSV', () => {
  test('sends a row each, with its columns as the parameters, and keeps a broadcast', async () => {
    const answer = await sendCsv('Phone,name,company\n85256001001,Ann,Lamps\n+852 5600-1002,Bob,Tea\n');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      result: true,
      info: '',
      broadcastId: expect.stringMatching(/^[0-9a-f]{24}$/),
      accepted: 2,
      leftOut: 0,
      leftOutRows: [],
      errors: { error: '', invalidWhatsappNumbers: [], invalidCustomParameters: [] },
    });
    expect(await onPhone('85256001001')).toEqual(['Hello Ann, welcome to Lamps.']);
    expect(await onPhone('85256001002')).toEqual(['Hello Bob, welcome to Tea.']);
    expect(await campaign(answer.body.broadcastId)).toEqual({
      name: 'greetings',
      state: 'completed',
      recipients: 2,
      skipped: 0,
    });
  });

  test('reads Name,CountryCode,Phone,AllowBroadcast,AllowSMS, names new contacts and completes numbers', async () => {
    const answer = await sendCsv(
      [
        'Name,CountryCode,Phone,AllowBroadcast,AllowSMS,Company',
        'Ann,852,56001101,TRUE,TRUE,Lamps',
        'Bob,+49,030 901820,true,,Lamps',
        'Cid,852,+85256001103,,,Lamps',
        'Dee,852,85256001104,1,0,Lamps',
        'Eve,852,56001105,FALSE,TRUE,Lamps',
      ].join('\r\n'),
    );
    expect(answer.body).toMatchObject({
      result: true,
      accepted: 4,
      leftOutRows: [{ row: 6, whatsappNumber: '85256001105', reason: 'AllowBroadcast is false' }],
    });
    for (const [waId, name] of [
      ['85256001101', 'Ann'],
      ['4930901820', 'Bob'],
      ['85256001103', 'Cid'],
      ['85256001104', 'Dee'],
    ] as const) {
      expect(await onPhone(waId)).toEqual([`Hello ${name}, welcome to Lamps.`]);
    }
    const list = await parley.api<{ contact_list: { fullName: string }[] }>('GET', '/api/v1/getContacts', {
      query: { name: '85256001101' },
    });
    expect(list.body.contact_list).toMatchObject([{ fullName: 'Ann' }]);
    expect(await onPhone('85256001105')).toEqual([]);
  });

  const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  test.each([
    ['a byte order mark', '\uFEFFphone,name,company\n852560012NN,Zoë,Lamps', 'Zoë'],
    ['semicolons', 'phone;name;company\n852560012NN;Zoë;Lamps', 'Zoë'],
    ['tabs and old line ends', 'phone\tname\tcompany\r852560012NN\tZoë\tLamps\r', 'Zoë'],
    ['the sep line of Excel', 'sep=;\r\nphone;name;company\r\n852560012NN;Zoë;Lamps\r\n', 'Zoë'],
    ['quotes around separators and quotes', 'phone,"name","company"\n852560012NN,"Lee, ""Zoë""","Lamps"', 'Lee, "Zoë"'],
    ['quotes with blanks around', '"phone" , "name" , "company"\n "852560012NN" , "Zoë" , "Lamps"', 'Zoë'],
    ['numbers kept as text', 'Phone,NAME,Company\n"=""852560012NN""",Zoë,Lamps', 'Zoë'],
    ['empty rows and cells beyond', '\n\nphone,name,company\n\n852560012NN,Zoë,Lamps,,,\n,,\n', 'Zoë'],
    ['the Windows code page', Buffer.from('phone,name,company\n852560012NN,Zo\u00eb,Lamps', 'latin1'), 'Zoë'],
    ['UTF-16', utf16('phone\tname\tcompany\r\n852560012NN\tZoë\tLamps'), 'Zoë'],
    ['UTF-16 with NUL', utf16('phone\tname\tcompany\r\n852560012NN\tZo\0ë\tLamps'), 'Zoë'],
  ])('takes %s', async (form, content, name) => {
    const number = `852560012${String(form.length).padStart(2, '0')}`;
    const own =
      typeof content === 'string'
        ? content.replace('852560012NN', number)
        : Buffer.from(
            content.toString('latin1').replace(/NN|N\0N\0/, (n) => spread(number.slice(-2), n.length)),
            'latin1',
          );
    expect((await sendCsv(own)).body).toMatchObject({ result: true, accepted: 1 });
    expect((await onPhone(number)).at(-1)).toBe(`Hello ${name}, welcome to Lamps.`);
  });

  const spread = (digits: string, length: number) =>
    length === 2 ? digits : [...digits].map((d) => `${d}\0`).join('');

  test('takes the field and the parameters of other clients', async () => {
    const multipart = new FormData();
    for (const [key, value] of Object.entries({ Template_Name: 'welcome', broadcast_name: 'x' }))
      multipart.set(key, value);
    multipart.set('file', new Blob(['phone,name,company\n85256001301,Ann,Lamps']), 'numbers');
    const call = { multipart, query: { CHANNEL_NUMBER: '+1 555 010 0002' } };
    const answer = await parley.api<CsvAnswer>('POST', '/api/V1/sendtemplatemessagecsv/', call);
    expect(answer.body).toMatchObject({ result: true, accepted: 1 });
    await parley.settle();
    expect(await parley.simulator.phone('85256001301')).toMatchObject([{ channel: '300000000000002' }]);
  });

  test('fills numbered variables by their number, else in the order of the columns', async () => {
    const query = { ...welcome, template_name: 'otp' };
    expect((await sendCsv('Name,Phone,1\nAnn,85256001302,4711', { query })).body.accepted).toBe(1);
    expect((await sendCsv('Name,Phone,code\nAnn,85256001302,4712', { query })).body.accepted).toBe(1);
    const texts = ['*4711* is your verification code.', '*4712* is your verification code.'];
    expect(await onPhone('85256001302')).toEqual(texts);
    expect((await sendCsv('Name,Phone\nAnn,85256001302', { query })).body).toMatchObject({
      result: false,
      accepted: 0,
    });
  });

  test('leaves rows out and says which: bad numbers, repeats, no parameters, people who want no broadcasts', async () => {
    await sendCsv('phone,name,company\n85256001404,Dee,Lamps');
    await parley.settle();
    const optOut = systemStatement('test.opt-out', 'update contacts set allow_broadcast = false where wa_id = $1');
    await parley.db.system(optOut, ['85256001404']);
    const answer = await sendCsv(
      [
        'phone,name,company',
        '85256001401,Ann,Lamps',
        '123,Bob,Lamps',
        '+852 5600 1401,Ann again,Lamps',
        '85256001402,Cid,',
        '85256001404,Dee,Lamps',
        '"85256001405","Eve\nEve",Lamps',
        '85256001403,Fay,Lamps',
      ].join('\n'),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ result: true, accepted: 2, leftOut: 5 });
    expect(answer.body.leftOutRows).toEqual([
      { row: 3, whatsappNumber: '123', reason: 'Invalid Whatsapp Number' },
      { row: 4, whatsappNumber: '85256001401', reason: 'The number stands in row 2 already' },
      { row: 5, whatsappNumber: '85256001402', reason: expect.stringContaining('missing or invalid: company') },
      { row: 7, whatsappNumber: '85256001405', reason: expect.stringContaining('newlines') },
      { row: 6, whatsappNumber: '85256001404', reason: 'The contact allows no broadcasts, or is blocked' },
    ]);
    expect(answer.body.info).toContain('5 rows were left out: row 3 (Invalid Whatsapp Number)');
    expect(answer.body.errors.invalidWhatsappNumbers).toEqual(['123']);
    expect(answer.body.errors.invalidCustomParameters).toHaveLength(2);
    expect(await campaign(answer.body.broadcastId)).toMatchObject({ recipients: 3, skipped: 1 });
    expect(await onPhone('85256001401')).toEqual(['Hello Ann, welcome to Lamps.']);
    expect(await onPhone('85256001402')).toEqual([]);
    expect(await onPhone('85256001404')).toHaveLength(1);
  });

  test('accepts a large file in parts and lists no more rows than an answer can hold', async () => {
    const good = Array.from({ length: 501 }, (_, at) => `85257${String(at).padStart(6, '0')},No ${at},Lamps`);
    const bad = Array.from({ length: 150 }, (_, at) => `${at},Nobody,Lamps`);
    const answer = await sendCsv(['phone,name,company', ...bad, ...good, ...good].join('\n'));
    expect(answer.body).toMatchObject({ result: true, accepted: 501, leftOut: 651 });
    expect(answer.body.leftOutRows).toHaveLength(100);
    expect(await campaign(answer.body.broadcastId)).toMatchObject({ recipients: 501, skipped: 0 });
    expect(await onPhone('85257000500')).toEqual(['Hello No 500, welcome to Lamps.']);
  });

  test('knows no template of that name', async () => {
    const answer = await sendCsv('phone\n85256001501', { query: { ...welcome, template_name: 'nothing' } });
    expect(answer).toMatchObject({ status: 200, body: { result: false, info: 'Template not found' } });
  });

  test.each(['phone,name,company\n123,Ann,Lamps', 'phone,name\n85256001501,Ann', 'phone,name,company\n'])(
    'says that nobody can be sent to: %j',
    async (content) => {
      const before = await counts();
      const answer = await sendCsv(content);
      expect(answer).toMatchObject({ status: 200, body: { result: false, info: expect.stringContaining('No row') } });
      expect(await counts()).toEqual(before);
    },
  );

  const good = 'phone,name,company\n85256001601,Ann,Lamps\n';
  test.each([
    ['a template that is not approved', good, { query: { ...welcome, template_name: 'draft_note' } }, 'not approved'],
    ['no template', good, { query: { broadcast_name: 'x' } }, 'template_name'],
    ['no broadcast', good, { query: { template_name: 'welcome' } }, 'broadcast_name'],
    ['an unknown channel', good, { query: { ...welcome, channel_number: '15559999999' } }, 'Channel not found'],
    ['a workbook', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), { name: 'numbers.xlsx' }, 'Excel workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), { name: 'numbers.xls' }, 'Excel workbook'],
    ['bytes that are no text', Buffer.from([1, 0, 2, 0, 3]), {}, 'no text'],
    ['an empty file', '\n \n', {}, 'empty'],
    ['no column of numbers', 'name,company\nAnn,Lamps', {}, 'no column of numbers'],
    ['a quote that is never closed', `${good}85256001602,"Bob,Lamps\n`, {}, 'row 3'],
    ['a row without end', `${good}85256001602,"${'x'.repeat(70_000)}`, {}, 'too long'],
  ])('refuses %s and sends nothing', async (_fault, content, options: Options, sentence) => {
    const before = await counts();
    const answer = await sendCsv(content, options);
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringContaining(sentence) } });
    expect(await counts()).toEqual(before);
    expect(await onPhone('85256001601')).toEqual([]);
  });

  test('refuses a call without a file', async () => {
    const json = await parley.api('POST', '/api/v1/sendTemplateMessageCSV', { query: welcome, json: { phone: '1' } });
    expect(json).toMatchObject({ status: 400, body: { result: false } });
    const multipart = new FormData();
    multipart.set('whatsapp_numbers_csv', 'phone\n1');
    const text = await parley.api('POST', '/api/v1/sendTemplateMessageCSV', { query: welcome, multipart });
    expect(text).toMatchObject({ status: 400, body: { info: expect.stringContaining('whatsapp_numbers_csv') } });
  });

  test('needs one of its scopes, and another workspace has no such template', async () => {
    const writer = await parley.addToken({ scopes: ['messagetemplate:write'] });
    expect((await sendCsv('phone,name,company\n85256001701,Ann,Lamps', { token: writer })).status).toBe(200);
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    expect((await sendCsv(good, { token: reader })).status).toBe(403);
    const { token } = await parley.addTenant('707070');
    const multipart = new FormData();
    multipart.set('whatsapp_numbers_csv', new Blob([good]), 'numbers.csv');
    const call = { query: welcome, token, multipart };
    const foreign = await createApiClient(parley.baseUrl, token)('POST', '/707070/api/v1/sendTemplateMessageCSV', call);
    expect(foreign).toMatchObject({ status: 400, body: { result: false, info: 'Channel not found' } });
  });

  test('stops where a limit stops it and says how far it came', async () => {
    const lines = Array.from({ length: 501 }, (_, at) => `85258${String(at).padStart(6, '0')},No ${at},Lamps`);
    const content = ['phone,name,company', ...lines].join('\n');
    // A process learns of new limits within a second: as long as it holds them for offline it accepts nothing.
    await setTenantLimits(parley, parley.tenantId, { isOffline: true, trialMessages: 500 });
    await expect.poll(async () => (await sendCsv(content.slice(0, 40))).body.info).toContain('offline');
    await setTenantLimits(parley, parley.tenantId, { isOffline: false });
    let answer = await sendCsv(content);
    while (answer.status === 400) answer = await sendCsv(content);
    expect(answer).toMatchObject({
      status: 200,
      body: { result: false, accepted: 500, broadcastId: expect.any(String) },
    });
    expect(answer.body.info).toContain('stopped after 500 of 501 messages');
    expect(await campaign(answer.body.broadcastId)).toMatchObject({ state: 'sending', recipients: 500 });
    expect(await sendCsv(content)).toMatchObject({ status: 400, body: { info: expect.stringContaining('trial') } });
  });
});
