import { describe, expect, test } from 'vitest';
import { schemaFaults } from './cloud-schemas.ts';
import { secondNumber, startMs, template, text, useSimulatorLabs } from './simulator-lab.ts';
import { named, promoParts, templates } from './simulator-templates.ts';

const labs = useSimulatorLabs();
const person = '15550142001';

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
