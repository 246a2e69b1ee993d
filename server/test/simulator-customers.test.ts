import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, test } from 'vitest';
import { number, secondNumber, startMs, text, useSimulatorLabs } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const messages = `/customers/${person}/messages`;

describe('a customer writes', () => {
  test('a text comes as a signed webhook in the shape of the contract', async () => {
    const lab = await labs.open();
    const answer = await lab.control('POST', messages, {
      profile_name: 'Zoë Vale',
      message: { type: 'text', text: { body: 'Is the shop open? 🍵 1/2' } },
    });
    expect(answer.status).toBe(200);
    await lab.advance(0);
    expect(lab.received).toHaveLength(1);
    const [webhook] = lab.received;
    expect(webhook).toMatchObject({ signed: true, wabaId: '200200', field: 'messages' });
    expect(webhook?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'facebookexternalua' });
    expect(webhook?.raw).toMatch(/^[\x20-\x7e]*$/);
    expect(webhook?.raw).toContain('\\ud83c\\udf75 1\\/2');
    expect(webhook?.raw).toContain('Zo\\u00eb');
    expect(webhook?.raw).not.toContain('"time"');
    expect(webhook?.value).toEqual({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550100001', phone_number_id: number },
      contacts: [{ profile: { name: 'Zoë Vale' }, wa_id: person, user_id: expect.stringMatching(/^US\.\w{20}$/) }],
      messages: [
        {
          from: person,
          from_user_id: expect.stringMatching(/^US\.\w{20}$/),
          id: answer.body.id,
          timestamp: String(Math.floor(startMs / 1000)),
          type: 'text',
          text: { body: 'Is the shop open? 🍵 1/2' },
        },
      ],
    });
  });

  test.each([
    ['15550100002', secondNumber],
    ['+1 (555) 010-0002', secondNumber],
    [secondNumber, secondNumber],
    ['second', secondNumber],
    [undefined, number],
  ])('to the channel named %s', async (channel, expected) => {
    const lab = await labs.open();
    await lab.control('POST', messages, { channel, message: { text: { body: 'x' } } });
    await lab.advance(0);
    expect(lab.received[0]?.value.metadata).toMatchObject({ phone_number_id: expected });
  });

  const typed = {
    location: { latitude: 52.37, longitude: 4.89, name: 'Dam' },
    contacts: [{ name: { formatted_name: 'Ola Wren' }, phones: [{ phone: '+1 555 014 2050' }] }],
    reaction: { message_id: 'wamid.any', emoji: '👍' },
    order: { catalog_id: '5', product_items: [{ product_retailer_id: 'sku-11', quantity: 2 }] },
    button: { payload: 'cancel-1', text: 'Cancel' },
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"stars":"5"}' } },
    system: { type: 'user_changed_number', body: 'changed', wa_id: '15550142777' },
    unsupported: { type: 'poll_creation' },
    edit: { original_message_id: 'wamid.any', message: { type: 'text', text: { body: 'x' } } },
  };
  test.each(Object.entries(typed))('%s is passed as given', async (type, content) => {
    const lab = await labs.open();
    const answer = await lab.control('POST', messages, { message: { type, [type]: content, from: person } });
    expect(answer.status).toBe(200);
    await lab.advance(0);
    expect(lab.inbound()).toMatchObject([{ id: answer.body.id, from: person, type, [type]: content }]);
    const phone = (await lab.control('GET', messages)).body;
    expect(phone).toMatchObject([{ id: answer.body.id, direction: 'in', type, status: 'delivered', [type]: content }]);
  });

  test.each([
    ['image', {}, 'image/jpeg'],
    ['image', { mime_type: 'image/png', caption: 'my cup' }, 'image/png'],
    ['video', {}, 'video/mp4'],
    ['audio', {}, 'audio/ogg; codecs=opus'],
    ['document', { filename: 'id.pdf' }, 'application/pdf'],
    ['sticker', {}, 'image/webp'],
  ])('%s without a file gets a real one', async (type, content, mimeType) => {
    const lab = await labs.open();
    await lab.control('POST', messages, { message: { type, [type]: content } });
    await lab.advance(0);
    const sent = lab.inbound()[0]?.[type] as { id: string; sha256: string };
    expect(sent).toMatchObject({
      ...content,
      mime_type: mimeType,
      sha256: expect.any(String),
      url: expect.any(String),
    });
    const node = await lab.graph('GET', `/v26.0/${sent.id}`);
    const path = String(node.body.url).replace(`${lab.baseUrl}/simulator/graph`, '');
    const file = await lab.graph('GET', path);
    expect((await fileTypeFromBuffer(file.bytes))?.mime.replace(/ /g, '')).toBe(mimeType.replace(/ /g, ''));
    expect(Buffer.from(sent.sha256, 'base64').toString('hex')).toBe(node.body.sha256);
  });

  test('bytes of their own are stored and kept out of the webhook', async () => {
    const lab = await labs.open();
    const bytes = Buffer.alloc(2_000_000, 'tea');
    const document = { data_base64: bytes.toString('base64'), mime_type: 'text/plain', filename: 'tea.txt' };
    await lab.control('POST', messages, { message: { type: 'document', document } });
    await lab.advance(0);
    expect(lab.received[0]?.raw).not.toContain('data_base64');
    const sent = lab.inbound()[0]?.document as { id: string; url: string };
    const file = await lab.graph('GET', sent.url.replace(`${lab.baseUrl}/simulator/graph`, ''));
    expect(file.bytes.equals(bytes)).toBe(true);
    expect(file.headers['content-type']).toContain('text/plain');
  });

  test('a quote names its author; a pressed button stands on the last message with buttons', async () => {
    const lab = await labs.open();
    const own = await lab.write(person);
    const interactive = {
      type: 'button',
      body: { text: 'Keep it?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    };
    const sent = await lab.send({ messaging_product: 'whatsapp', to: person, type: 'interactive', interactive });
    const [{ id }] = sent.body.messages as [{ id: string }];
    await lab.advance(0);
    const pressed = { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } };
    await lab.control('POST', messages, { message: { type: 'interactive', interactive: pressed } });
    await lab.control('POST', messages, { message: { text: { body: 'that' }, context: { id: own } } });
    await lab.control('POST', messages, { message: { text: { body: 'this' }, context: { id } } });
    await lab.advance(0);
    expect(lab.inbound().map((message) => message.context)).toEqual([
      undefined,
      { from: '15550100001', id },
      { from: person, id: own },
      { from: '15550100001', id },
    ]);
  });

  test('a hidden number is nowhere in the webhook, and the username is', async () => {
    const lab = await labs.open();
    const state = await lab.control('PATCH', `/customers/${person}`, { hide_phone: true, username: '@noorv' });
    expect(state.body).toMatchObject({ wa_id: person, hide_phone: true, username: 'noorv' });
    const own = await lab.write(person);
    await lab.control('POST', messages, { message: { text: { body: 'x' }, context: { id: own } } });
    await lab.advance(0);
    expect(lab.received).toHaveLength(2);
    for (const webhook of lab.received) expect(webhook.raw).not.toContain(person);
    expect(lab.received[1]?.value).toMatchObject({
      contacts: [{ profile: { username: 'noorv' }, user_id: state.body.user_id }],
      messages: [{ from_user_id: state.body.user_id, context: { id: own } }],
    });
  });

  test('system messages and edits open no window, a reaction does', async () => {
    const lab = await labs.open();
    const write = (type: string, content: unknown) =>
      lab.control('POST', messages, { message: { type, [type]: content } });
    await write('system', { type: 'customer_identity_changed', body: 'x' });
    await write('edit', { original_message_id: 'wamid.any' });
    await lab.send(text(person));
    await write('reaction', { message_id: 'wamid.any', emoji: '👍' });
    await lab.send(text(person));
    await lab.advance(0);
    expect(lab.statuses().map((status) => status.status)).toEqual(['failed', 'sent', 'delivered']);
  });

  test('who is not on WhatsApp cannot write', async () => {
    const lab = await labs.open();
    await lab.control('PATCH', `/customers/${person}`, { on_whatsapp: false });
    const answer = await lab.control('POST', messages, { message: { text: { body: 'x' } } });
    expect(answer).toMatchObject({ status: 409, body: { error: { reason: 'simulator.not_on_whatsapp' } } });
  });
});

describe('reading', () => {
  test('read statuses come when told, once, for what was delivered', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await lab.send(text(person, 'one'));
    await lab.send(text(person, 'two'));
    await lab.advance(30);
    expect((await lab.control('POST', `/customers/${person}/read`)).body).toEqual({ read: 2 });
    expect((await lab.control('POST', `/customers/${person}/read`)).body).toEqual({ read: 0 });
    await lab.advance(0);
    const read = lab.statuses().filter((status) => status.status === 'read');
    expect(read).toHaveLength(2);
    expect(read[0]).toMatchObject({ timestamp: String(Math.floor(startMs / 1000) + 30), recipient_id: person });
    expect(read[0]).not.toHaveProperty('pricing');
    expect((await lab.control('GET', messages)).body).toMatchObject([{}, { status: 'read' }, { status: 'read' }]);
  });

  test('auto_read reads what is delivered from then on', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await lab.control('PATCH', `/customers/${person}`, { auto_read: true });
    await lab.send(text(person));
    await lab.advance(0);
    expect(lab.statuses().map((status) => status.status)).toEqual(['sent', 'delivered', 'read']);
  });

  test('the phone shows one channel alone when asked', async () => {
    const lab = await labs.open();
    await lab.write(person, 'to the first');
    await lab.control('POST', messages, { channel: 'Second', message: { text: { body: 'to the second' } } });
    const shown = (await lab.control('GET', `${messages}?channel=15550100002`)).body;
    expect(shown).toMatchObject([{ text: 'to the second', channel: secondNumber }]);
  });

  test('a phone keeps its newest 500 messages', async () => {
    const lab = await labs.open();
    for (let count = 1; count <= 502; count += 1) await lab.write(person, `message ${count}`);
    const shown = (await lab.control('GET', messages)).body as unknown as { text: string }[];
    expect(shown).toHaveLength(500);
    expect(shown[0]?.text).toBe('message 3');
  });
});

describe('calls that are wrong', () => {
  test.each([
    ['an unknown member', 'PATCH', `/customers/${person}`, { sleeps: true }, 400, 'request.invalid'],
    ['a member of the wrong type', 'PATCH', `/customers/${person}`, { blocked: 'yes' }, 400, 'request.invalid'],
    [
      'a number that is none',
      'POST',
      '/customers/noor/messages',
      { message: { text: { body: 'x' } } },
      400,
      'request.invalid',
    ],
    ['no message', 'POST', messages, {}, 400, 'request.invalid'],
    ['a message without type', 'POST', messages, { message: {} }, 400, 'request.invalid'],
    [
      'a message with id',
      'POST',
      messages,
      { message: { id: 'wamid.x', text: { body: 'x' } } },
      400,
      'request.invalid',
    ],
    ['a text without body', 'POST', messages, { message: { type: 'text', text: {} } }, 400, 'request.invalid'],
    [
      'another sender',
      'POST',
      messages,
      { message: { from: '15550142009', text: { body: 'x' } } },
      400,
      'request.invalid',
    ],
    [
      'an unknown channel',
      'POST',
      messages,
      { channel: '1', message: { text: { body: 'x' } } },
      404,
      'channel.not_found',
    ],
    ['broken JSON', 'POST', messages, '{"message":', 400, 'request.malformed'],
    ['an unknown path', 'POST', `/customers/${person}/shout`, {}, 404, 'simulator.path_unknown'],
    [
      'both forms of time',
      'POST',
      '/clock',
      { advance_seconds: 1, now: '2027-01-01T00:00:00Z' },
      400,
      'request.invalid',
    ],
    ['a time in the past', 'POST', '/clock', { now: '2026-01-01T00:00:00Z' }, 400, 'request.invalid'],
    ['a negative advance', 'POST', '/clock', { advance_seconds: -1 }, 400, 'request.invalid'],
    ['a fault without outcome', 'POST', '/faults', { match: {}, outcome: {} }, 400, 'request.invalid'],
    ['an unknown outcome', 'POST', '/faults', { outcome: { explode: true } }, 400, 'request.invalid'],
    ['an unknown decision', 'POST', '/templates/x/review', { decision: 'MAYBE' }, 400, 'request.invalid'],
    ['an unknown template', 'POST', '/templates/x/review', { decision: 'APPROVED' }, 404, 'template.not_found'],
    ['an event without value', 'POST', '/account-events', { field: 'account_update' }, 400, 'request.invalid'],
    ['a limit of 0', 'GET', '/graph-requests?limit=0', undefined, 400, 'request.invalid'],
  ] as const)('%s', async (_what, method, path, body, status, reason) => {
    const lab = await labs.open();
    const answer = await lab.control(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: { reason, message: expect.any(String) } } });
    await lab.advance(0);
    expect(lab.received).toEqual([]);
  });
});
