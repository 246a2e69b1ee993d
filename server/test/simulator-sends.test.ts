import { describe, expect, test } from 'vitest';
import { describeErrorCode } from '../src/simulator/graph-error-codes.ts';
import type { SimulatedTemplate } from '../src/simulator/simulator.ts';
import { readErrorTable } from './meta-contract.ts';
import { number, schemaFaults, secondNumber, startMs, template, text, useSimulatorLabs } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';

const templates: SimulatedTemplate[] = [
  {
    id: '570000000000701',
    name: 'welcome',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [{ type: 'BODY', text: 'Hello {{name}}, welcome to {{company}}.' }],
  },
  {
    id: '570000000000702',
    name: 'promo',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Only {{1}} today, {{2}}!' },
      { type: 'FOOTER', text: 'Reply STOP' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Shop', url: 'https://shop.example.test/{{1}}' },
          { type: 'QUICK_REPLY', text: 'Later' },
        ],
      },
    ],
  },
  { id: '703', name: 'paused', language: 'en', status: 'PAUSED', category: 'UTILITY', components: [] },
  { id: '704', name: 'disabled', language: 'en', status: 'DISABLED', category: 'UTILITY', components: [] },
  { id: '705', name: 'pending', language: 'en', status: 'PENDING', category: 'UTILITY', components: [] },
];

const named = (name: string, value: string) => ({ type: 'text', parameter_name: name, text: value });
const positional = (value: string) => ({ type: 'text', text: value });
const promoParts = [
  { type: 'header', parameters: [{ type: 'image', image: { link: 'https://files.example.test/a.jpg' } }] },
  { type: 'body', parameters: [positional('tea'), positional('Noor')] },
  { type: 'button', sub_type: 'url', index: '0', parameters: [positional('tea-9')] },
];

describe('a send that arrives', () => {
  test('answers as the contract says and plays sent and delivered in order, with the echo', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const answer = await lab.send(text('+1 (555) 014-2001', 'Grüße 👍', { biz_opaque_callback_data: 'job=1' }));
    expect(answer.status).toBe(200);
    expect(schemaFaults('SendMessageResponse', answer.body)).toEqual([]);
    const { id } = (answer.body.messages as { id: string }[])[0] ?? { id: '' };
    expect(answer.body.contacts).toEqual([{ input: '+1 (555) 014-2001', wa_id: person }]);
    expect(id).toMatch(/^wamid\.U0lN/);
    await lab.advance(0);
    const timestamp = String(Math.floor(startMs / 1000));
    const pricing = { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' };
    const common = { id, timestamp, recipient_id: person, biz_opaque_callback_data: 'job=1', pricing };
    expect(lab.statuses()).toEqual([
      expect.objectContaining({ ...common, status: 'sent' }),
      expect.objectContaining({ ...common, status: 'delivered' }),
    ]);
    expect((await lab.control('GET', `/customers/${person}/messages`)).body).toMatchObject([
      { direction: 'in', text: 'hi' },
      { id, direction: 'out', type: 'text', text: 'Grüße 👍', status: 'delivered', at: '2026-11-14T12:00:00.250Z' },
    ]);
  });

  test('a template is filled on the phone and priced by its category', async () => {
    const lab = await labs.open({ templates });
    const answer = await lab.send(template(person, 'promo', promoParts));
    expect(answer.body.messages).toEqual([{ id: expect.any(String), message_status: 'accepted' }]);
    expect(schemaFaults('SendMessageResponse', answer.body)).toEqual([]);
    await lab.advance(0);
    expect(lab.statuses()[0]).toMatchObject({ pricing: { billable: true, type: 'regular', category: 'marketing' } });
    expect((await lab.control('GET', `/customers/${person}/messages`)).body).toMatchObject([
      {
        type: 'template',
        text: 'Only tea today, Noor!',
        template: { name: 'promo', language: 'en' },
        header: { type: 'image', image: { link: 'https://files.example.test/a.jpg' } },
        footer: { text: 'Reply STOP' },
        buttons: [
          { type: 'URL', text: 'Shop', url: 'https://shop.example.test/tea-9' },
          { type: 'QUICK_REPLY', text: 'Later', payload: 'Later' },
        ],
      },
    ]);
  });

  test.each([
    ['image', { image: { link: 'https://files.example.test/a.jpg', caption: 'Front' } }, 'Front'],
    ['document', { document: { link: 'https://files.example.test/q.pdf', filename: 'q.pdf' } }, 'q.pdf'],
    ['location', { location: { latitude: 52.37, longitude: '4.89', name: 'Dam' } }, 'Dam'],
    ['contacts', { contacts: [{ name: { formatted_name: 'Ola Wren' } }] }, 'Ola Wren'],
    [
      'interactive',
      {
        interactive: {
          type: 'button',
          body: { text: 'Keep it?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
        },
      },
      'Keep it?',
    ],
    [
      'interactive',
      {
        interactive: {
          type: 'list',
          body: { text: 'Pick a slot' },
          action: { button: 'Slots', sections: [{ rows: [{ id: 'am', title: 'Morning' }] }] },
        },
      },
      'Pick a slot',
    ],
  ])('%s shows on the phone', async (type, content, shown) => {
    const lab = await labs.open();
    await lab.write(person);
    const answer = await lab.send({ messaging_product: 'whatsapp', to: person, type, ...content });
    expect(answer.status).toBe(200);
    await lab.advance(0);
    expect(lab.statuses().map((status) => status.status)).toEqual(['sent', 'delivered']);
    const phone = (await lab.control('GET', `/customers/${person}/messages`)).body;
    expect(phone).toMatchObject([{}, { type, text: shown, ...content }]);
  });

  test('a reaction gets a sent status and nothing more; one to an unknown message fails', async () => {
    const lab = await labs.open();
    const target = await lab.write(person);
    const react = (messageId: string) =>
      lab.send({
        messaging_product: 'whatsapp',
        to: person,
        type: 'reaction',
        reaction: { message_id: messageId, emoji: '👍' },
      });
    await react(target);
    await react('wamid.nobody');
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ status: 'sent' }, { status: 'failed', errors: [{ code: 131009 }] }]);
    expect((await lab.control('GET', `/customers/${person}/messages`)).body).toMatchObject([
      { direction: 'in' },
      { type: 'reaction', text: '👍', status: 'sent' },
    ]);
  });

  test('a quote of a known message shows, one of an unknown message is left out', async () => {
    const lab = await labs.open();
    const target = await lab.write(person);
    await lab.send(text(person, 'that', { context: { message_id: target } }));
    await lab.send(text(person, 'what', { context: { message_id: 'wamid.unknown' } }));
    await lab.advance(0);
    const phone = (await lab.control('GET', `/customers/${person}/messages`)).body as unknown as {
      context?: unknown;
    }[];
    expect(phone.map((message) => message.context)).toEqual([undefined, { id: target }, undefined]);
  });

  test('a customer is reached by user id too, and a user id in "to" is never delivered', async () => {
    const lab = await labs.open();
    await lab.control('PATCH', `/customers/${person}`, { hide_phone: true, username: '@noorv' });
    await lab.write(person);
    await lab.advance(0);
    const userId = String(lab.inbound()[0]?.from_user_id);
    const byUser = await lab.send({ messaging_product: 'whatsapp', recipient: userId, text: { body: 'hi' } });
    expect(byUser.body.contacts).toEqual([{ input: userId, user_id: userId }]);
    const wrong = await lab.send(text(userId));
    expect(wrong.status).toBe(200);
    await lab.advance(0);
    expect(lab.statuses()).toHaveLength(2);
    for (const status of lab.statuses()) {
      expect(status).toMatchObject({ recipient_user_id: userId });
      expect(status).not.toHaveProperty('recipient_id');
    }
  });

  test('mark as read and the typing indicator answer success and show on the phone', async () => {
    const lab = await labs.open();
    await lab.write(person, 'one');
    const second = await lab.write(person, 'two');
    const third = await lab.write(person, 'three');
    await lab.advance(0);
    const read = (messageId: string, extra = {}) =>
      lab.send({ messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...extra });
    expect((await read(second)).body).toEqual({ success: true });
    const phone = (await lab.control('GET', `/customers/${person}/messages`)).body;
    expect(phone).toMatchObject([{ status: 'read' }, { status: 'read' }, { status: 'delivered' }]);
    expect((await read(third, { typing_indicator: { type: 'text' } })).body).toEqual({ success: true });
    expect((await read('wamid.unknown')).body).toMatchObject({ error: { code: 131009 } });
    expect((await read(third, { typing_indicator: { type: 'dance' } })).body).toMatchObject({ error: { code: 100 } });
  });
});

describe('a send that is refused', () => {
  const body = (content: Record<string, unknown>) => ({ messaging_product: 'whatsapp', to: person, ...content });
  const buttons = (...titles: string[]) =>
    body({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'x' },
        action: { buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } })) },
      },
    });
  const rows = (count: number, sections = 1) =>
    body({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'x' },
        action: {
          button: 'Open',
          sections: Array.from({ length: sections }, (_, section) => ({
            rows: Array.from({ length: count }, (_, row) => ({ id: `${section}-${row}`, title: 'Row' })),
          })),
        },
      },
    });
  test.each([
    ['no product', { to: person, text: { body: 'x' } }, 400, 100],
    ['no recipient', { messaging_product: 'whatsapp', text: { body: 'x' } }, 400, 100],
    ['letters in to', text('call me'), 400, 131009],
    ['too few digits', text('+123'), 400, 131009],
    ['the number itself', text('15550100001'), 400, 131021],
    [
      'an unknown user id',
      { messaging_product: 'whatsapp', recipient: 'US.nobody1', text: { body: 'x' } },
      400,
      131026,
    ],
    ['a group', text(person, 'x', { recipient_type: 'group' }), 400, 100],
    ['an unknown type', body({ type: 'poll', poll: {} }), 400, 100],
    ['an empty text', text(person, ''), 400, 100],
    ['a text of 4097', text(person, 'x'.repeat(4097)), 400, 100],
    ['callback data of 513', text(person, 'x', { biz_opaque_callback_data: 'x'.repeat(513) }), 400, 100],
    ['media without id and link', body({ type: 'image', image: {} }), 400, 100],
    ['media with both', body({ type: 'image', image: { id: '1', link: 'https://a.example.test/' } }), 400, 100],
    ['an unknown media id', body({ type: 'image', image: { id: '999' } }), 400, 100],
    ['a link that is none', body({ type: 'image', image: { link: 'file:///etc/passwd' } }), 400, 100],
    [
      'a caption on a sticker',
      body({ type: 'sticker', sticker: { link: 'https://a.example.test/', caption: 'x' } }),
      400,
      100,
    ],
    ['four buttons', buttons('1', '2', '3', '4'), 400, 131009],
    ['a long button title', buttons('x'.repeat(21)), 400, 131009],
    ['equal button titles', buttons('same', 'same'), 400, 131009],
    ['eleven rows', rows(11), 400, 131009],
    ['sections without titles', rows(1, 2), 400, 131009],
    ['a section without rows', rows(0), 400, 131009],
    ['a latitude of 91', body({ type: 'location', location: { latitude: 91, longitude: 0 } }), 400, 131009],
    ['no contact cards', body({ type: 'contacts', contacts: [] }), 400, 131009],
    ['a template that is not there', template(person, 'nope'), 404, 132001],
    ['another language', template(person, 'welcome', [], 'nl'), 404, 132001],
    ['a pending template', template(person, 'pending'), 404, 132001],
    ['a paused template', template(person, 'paused'), 400, 132015],
    ['a disabled template', template(person, 'disabled'), 400, 132016],
    [
      'too few parameters',
      template(person, 'welcome', [{ type: 'body', parameters: [named('name', 'N')] }]),
      400,
      132000,
    ],
    [
      'a named template without names',
      template(person, 'welcome', [{ type: 'body', parameters: [positional('a'), positional('b')] }]),
      400,
      132012,
    ],
    [
      'a name that is not in it',
      template(person, 'welcome', [{ type: 'body', parameters: [named('name', 'N'), named('city', 'X')] }]),
      400,
      132012,
    ],
    [
      'names for a positional template',
      template(person, 'promo', [promoParts[0], { type: 'body', parameters: [named('a', 'x'), named('b', 'y')] }]),
      400,
      132012,
    ],
    ['no header image', template(person, 'promo', [promoParts[1], promoParts[2]]), 400, 132012],
    ['no parameter for the link button', template(person, 'promo', promoParts.slice(0, 2)), 400, 131008],
    [
      'a line break in a value',
      template(person, 'welcome', [{ type: 'body', parameters: [named('name', 'a\nb'), named('company', 'x')] }]),
      400,
      132018,
    ],
    [
      'a value that makes it too long',
      template(person, 'welcome', [
        { type: 'body', parameters: [named('name', 'a'.repeat(1020)), named('company', 'x')] },
      ]),
      400,
      132005,
    ],
  ])('%s', async (_what, message, status, code) => {
    const lab = await labs.open({ templates });
    const answer = await lab.send(message);
    expect(answer.body).toMatchObject({ error: { code, fbtrace_id: expect.any(String) } });
    expect(answer.status).toBe(status);
    expect(schemaFaults('ErrorBody', answer.body)).toEqual([]);
    await lab.advance(0);
    expect(lab.received).toEqual([]);
  });

  test('a mismatch tells where and how many', async () => {
    const lab = await labs.open({ templates });
    const answer = await lab.send(template(person, 'welcome', [{ type: 'body', parameters: [] }]));
    expect(answer.body).toMatchObject({
      error: {
        message: '(#132000) Number of parameters does not match the expected number of params',
        type: 'OAuthException',
        error_data: {
          messaging_product: 'whatsapp',
          details: 'body: number of localizable_params (0) does not match the expected number of params (2)',
        },
      },
    });
  });

  test('a body that is not JSON, or no object, is code 100', async () => {
    const lab = await labs.open();
    for (const body of ['{"to":', '[1]']) {
      expect(await lab.graph('POST', `/${number}/messages`, body)).toMatchObject({
        status: 400,
        body: { error: { code: 100 } },
      });
    }
  });

  test('every code of the contract has its documented HTTP status', () => {
    const wrong = readErrorTable().filter((row) => describeErrorCode(row.code).status !== row.httpStatus);
    expect(wrong).toEqual([]);
  });
});

describe('the 24-hour window', () => {
  const lastOpenSecond = 86_399.749;

  test('lasts until 24 h after the timestamp of the last message, to the millisecond', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await lab.advance(lastOpenSecond);
    await lab.send(text(person, 'just in time'));
    await lab.advance(0.001);
    await lab.send(text(person, 'too late'));
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([
      { status: 'sent' },
      { status: 'delivered' },
      { status: 'failed', errors: [{ code: 131047, error_data: { details: expect.stringContaining('24 hours') } }] },
    ]);
    const phone = (await lab.control('GET', `/customers/${person}/messages`)).body;
    expect(phone).toMatchObject([{ text: 'hi' }, { text: 'just in time' }]);
  });

  test('a template goes out without it, and each number has its own', async () => {
    const lab = await labs.open({ templates });
    await lab.write(person);
    await lab.graph('POST', `/${secondNumber}/messages`, text(person));
    const parameters = [named('name', 'Noor'), named('company', 'Tea')];
    await lab.graph('POST', `/${secondNumber}/messages`, template(person, 'welcome', [{ type: 'body', parameters }]));
    await lab.advance(0);
    expect(lab.statuses().map((status) => status.status)).toEqual(['failed', 'sent', 'delivered']);
  });

  test('an advertisement opens 72 hours without charge once it is answered', async () => {
    const lab = await labs.open({ templates });
    await lab.control('POST', `/customers/${person}/messages`, {
      message: { type: 'text', text: { body: 'I saw your ad' }, referral: { source_type: 'ad', source_id: '5' } },
    });
    await lab.send(text(person));
    await lab.advance(2 * 86_400);
    await lab.send(template(person, 'promo', promoParts));
    await lab.advance(86_400);
    await lab.send(template(person, 'promo', promoParts));
    await lab.advance(0);
    const sent = lab.statuses().filter((status) => status.status === 'sent');
    const free = { pricing: { billable: false, type: 'free_entry_point', category: 'referral_conversion' } };
    const conversation = { expiration_timestamp: String(Math.floor((startMs + 3 * 86_400_000) / 1000)) };
    expect(sent).toMatchObject([{ ...free, conversation }, free, { pricing: { type: 'regular' } }]);
  });
});

describe('rates', () => {
  test('45 messages to one person at once, then one per 6 s', async () => {
    const lab = await labs.open();
    await lab.write(person);
    const statusOf = async (to: string) => (await lab.send(text(to))).body.error;
    for (let count = 0; count < 45; count += 1) expect(await statusOf(person)).toBeUndefined();
    expect(await statusOf(person)).toMatchObject({ code: 131056 });
    expect(await statusOf('15550142002')).toBeUndefined();
    await lab.advance(6);
    expect(await statusOf(person)).toBeUndefined();
    expect(await statusOf(person)).toMatchObject({ code: 131056 });
  });

  test('the throughput of a number is a bucket of its own', async () => {
    const lab = await labs.open({ throughput: 4 });
    const codes: unknown[] = [];
    for (let count = 0; count < 7; count += 1) {
      codes.push((await lab.send(text(`1555014300${count}`))).status);
    }
    expect(codes).toEqual([200, 200, 200, 200, 200, 400, 400]);
    expect((await lab.send(text(person))).body).toMatchObject({ error: { code: 130429 } });
    expect((await lab.graph('POST', `/${secondNumber}/messages`, text(person))).status).toBe(200);
    await lab.advance(0.25);
    expect((await lab.send(text(person))).status).toBe(200);
    expect((await lab.send(text(person))).status).toBe(400);
  });
});

describe('people who cannot be reached', () => {
  test('who is not on WhatsApp: failed 131026', async () => {
    const lab = await labs.open({ templates });
    await lab.control('PATCH', `/customers/${person}`, { on_whatsapp: false });
    expect((await lab.send(template(person, 'promo', promoParts))).status).toBe(200);
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ status: 'failed', recipient_id: person, errors: [{ code: 131026 }] }]);
    expect((await lab.control('GET', `/customers/${person}/messages`)).body).toEqual([]);
  });

  test('who blocked the business: sent, never delivered, not even after the block ends', async () => {
    const lab = await labs.open({ templates });
    await lab.control('PATCH', `/customers/${person}`, { blocked: true });
    await lab.send(template(person, 'promo', promoParts));
    await lab.advance(60);
    await lab.control('PATCH', `/customers/${person}`, { blocked: false, auto_deliver: true });
    await lab.advance(60);
    expect(lab.statuses()).toMatchObject([{ status: 'sent' }]);
    expect((await lab.control('GET', `/customers/${person}/messages`)).body).toEqual([]);
  });

  test('who stopped marketing: failed 131050, and only for marketing', async () => {
    const lab = await labs.open({ templates });
    await lab.control('PATCH', `/customers/${person}`, { opted_out_marketing: true });
    await lab.send(template(person, 'promo', promoParts));
    const parameters = [named('name', 'Noor'), named('company', 'Tea')];
    await lab.send(template(person, 'welcome', [{ type: 'body', parameters }]));
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([
      { status: 'failed', errors: [{ code: 131050 }] },
      { status: 'sent' },
      { status: 'delivered' },
    ]);
  });

  test('whose phone is off: sent, and delivered in order when it comes back within 30 days', async () => {
    const lab = await labs.open({ templates });
    await lab.control('PATCH', `/customers/${person}`, { auto_deliver: false, auto_read: true });
    await lab.send(template(person, 'promo', promoParts));
    await lab.advance(29 * 86_400);
    const parameters = [named('name', 'Noor'), named('company', 'Tea')];
    await lab.send(template(person, 'welcome', [{ type: 'body', parameters }]));
    await lab.advance(86_400);
    expect(lab.statuses().map((status) => status.status)).toEqual(['sent', 'sent']);
    expect((await lab.control('GET', `/customers/${person}/messages`)).body).toEqual([]);
    const all = await lab.control('GET', `/customers/${person}/messages?include=undelivered`);
    expect(all.body).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
    await lab.control('PATCH', `/customers/${person}`, { auto_deliver: true });
    await lab.advance(0);
    const later = lab.statuses().slice(2);
    expect(later.map((status) => status.status)).toEqual(['delivered', 'read']);
    expect(later[0]?.timestamp).toBe(String(Math.floor(startMs / 1000) + 30 * 86_400));
    expect((await lab.control('GET', `/customers/${person}/messages`)).body).toMatchObject([
      { text: 'Hello Noor, welcome to Tea.', status: 'read' },
    ]);
  });
});
