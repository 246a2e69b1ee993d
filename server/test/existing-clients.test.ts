import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { greeting, parameters, receiver } from './welcome-message.ts';

// Calls as programs in use write them, byte for byte: a new address is all that such a program is given.

const customer = '447900000001';
const json = 'application/json';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAAAAgAB4iG8MwAAAABJRU5ErkJggg==',
  'base64',
);

let parley: TestPlatform;
let hook: WebhookReceiver;

beforeAll(async () => {
  parley = await startTestPlatform();
  hook = await parley.subscribe(['message', 'newContactMessageReceived', 'sentMessageDELIVERED']);
});

beforeEach(async () => {
  await parley.simulator.writeText(customer, 'Hi', { profileName: 'Mei Tam' });
  await parley.settle();
  hook.received.length = 0;
});

afterAll(() => parley.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
  readonly body: Record<string, unknown>;
}

/** Sends path, header names and body as they are; the token is the caller's to write. */
function speak(method: string, path: string, headers: Record<string, string>, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(parley.baseUrl);
    const call = request({ hostname, port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const isJson = String(answer.headers['content-type']).startsWith(json);
        const read = isJson ? JSON.parse(bytes.toString('utf8')) : {};
        resolve({ status: answer.statusCode, headers: answer.headers, bytes, body: read });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

const bearer = () => ({ Authorization: `Bearer ${parley.token}` });

async function newestOnPhone() {
  await parley.settle();
  return (await parley.simulator.phone(customer)).at(-1);
}

describe('a program in', () => {
  test('Python puts the number behind a plus sign and the text in a form', async () => {
    const path = `/100100/api/v1/sendSessionMessage/+${customer}`;
    const headers = { 'User-Agent': 'python-requests/2.31.0', Accept: '*/*', Authorization: parley.token };
    const type = 'application/x-www-form-urlencoded';
    const body = 'messageText=Ready+at+5%2C+2%2B1+free+%E2%9C%94';
    expect(await speak('POST', path, { ...headers, 'Content-Type': type }, body)).toMatchObject({
      status: 200,
      body: { ok: true, result: 'success', message: { localMessageId: expect.any(String), statusString: 'SENT' } },
    });
    expect(await newestOnPhone()).toMatchObject({ text: 'Ready at 5, 2+1 free ✔' });
  });

  test('PHP joins the form by hand, signs and all', async () => {
    const headers = { authorization: `Bearer  ${parley.token}`, 'content-type': 'application/x-www-form-urlencoded' };
    const text = "Hi Mei, it's £5 – 100% sure";
    const path = `/100100/api/v1/sendSessionMessage/${customer}`;
    expect(await speak('POST', path, headers, `messageText=${text}`)).toMatchObject({ body: { result: 'success' } });
    expect(await newestOnPhone()).toMatchObject({ text });
  });

  test('Go says JSON and sends no body', async () => {
    const headers = { ...bearer(), 'Content-Type': json };
    const text = `/100100/api/v1/sendSessionMessage/${customer}?messageText=Line%201%0ALine%202`;
    expect(await speak('POST', text, headers)).toMatchObject({ status: 200, body: { ok: true } });
    expect(await newestOnPhone()).toMatchObject({ text: 'Line 1\nLine 2' });
    const assign = `/100100/api/v1/assignOperator?email=admin%40demo.test&whatsappNumber=${customer}`;
    expect(await speak('POST', assign, headers)).toMatchObject({ status: 200, body: { result: true } });
  });

  test('C# ends the path with a slash and leaves the plus sign of the number as it is', async () => {
    const path = `/100100/api/v1/sendTemplateMessage/?whatsappNumber=+${customer}`;
    const headers = { ...bearer(), 'Content-Type': 'application/json; charset=utf-8' };
    const body = JSON.stringify({ template_name: 'welcome', broadcast_name: 'welcome', parameters });
    const answer = await speak('POST', path, headers, body);
    expect(answer).toMatchObject({ status: 200, body: { result: true, validWhatsAppNumber: true } });
    expect(answer.body).toMatchObject({ phone_number: customer, contact: { wAid: customer } });
    expect(await newestOnPhone()).toMatchObject({ text: greeting });
  });

  test('a no-code tool knows no workspace and writes the number into the body', async () => {
    const body = { whatsappNumber: customer, template_name: 'welcome', broadcast_name: 'x', parameters };
    const answer = await speak(
      'POST',
      '//api/v1/sendTemplateMessage',
      { ...bearer(), 'Content-Type': 'text/json' },
      JSON.stringify(body),
    );
    expect(answer).toMatchObject({ status: 200, body: { result: true, localMessageId: expect.any(String) } });
    expect(await newestOnPhone()).toMatchObject({ text: greeting });
  });

  test('Apps Script sends to a list of rows and reads who was refused', async () => {
    const rows = [receiver(customer), receiver('12', 'Bo')];
    const body = JSON.stringify({ template_name: 'welcome', broadcast_name: 'sheet', receivers: rows });
    const headers = { ...bearer(), 'Content-Type': 'application/json-patch+json' };
    expect(await speak('POST', '/100100/api/v2/sendTemplateMessages', headers, body)).toMatchObject({
      status: 200,
      body: {
        receivers: [{ waId: customer, isValidWhatsAppNumber: true, errors: [] }, { isValidWhatsAppNumber: false }],
      },
    });
    expect(await newestOnPhone()).toMatchObject({ text: greeting });
  });

  test('Java changes attributes, adds the person it does not know, and tries again', async () => {
    const unknown = '447911000077';
    const headers = { ...bearer(), 'content-type': json, accept: '*/*' };
    const stage = JSON.stringify({ customParams: [{ name: 'visits', value: 3 }] });
    const change = () =>
      speak('POST', `/100100/api/v1/updateContactAttributes/${unknown}?sourceType=Wati`, headers, stage);
    expect(await change()).toMatchObject({ status: 200, body: { result: false } });
    const added = JSON.stringify({ name: `+${unknown}`, customParams: null });
    expect(await speak('POST', `/100100/api/v1/addContact/%2B${unknown}`, headers, added)).toMatchObject({
      body: { result: true, contact: { wAid: unknown, fullName: `+${unknown}` } },
    });
    expect(await change()).toMatchObject({ status: 200, body: { result: true } });
    const list = await speak('GET', `/100100/api/v1/getContacts?name=${unknown}&pageSize=1&pageNumber=0`, headers);
    expect(list.body).toMatchObject({
      result: 'success',
      contact_list: [{ phone: unknown, customParams: expect.arrayContaining([{ name: 'visits', value: '3' }]) }],
    });
  });

  test('Ruby speaks v3 and reads the id of the message', async () => {
    const body = JSON.stringify({ target: customer, text: 'From v3', extra: null });
    const headers = { ...bearer(), 'Content-Type': json, Accept: json };
    const answer = await speak('POST', '/100100/api/ext/v3/conversations/messages/text', headers, body);
    expect(answer).toMatchObject({ status: 200, body: { message: { id: expect.any(String), text: 'From v3' } } });
    expect(await newestOnPhone()).toMatchObject({ text: 'From v3' });
  });

  test('a browser asks first, and filters in its own way of writing', async () => {
    const origin = 'https://crm.example.test';
    const filter = encodeURIComponent(`[{name: "phone", operator: "contain", value: "${customer}"}]`);
    const path = `/100100/api/v1/getContacts?pageSize=10&pageNumber=1&attribute=${filter}`;
    const wish = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' };
    expect((await speak('OPTIONS', path, { Origin: origin, ...wish })).status).toBe(204);
    const answer = await speak('GET', path, { ...bearer(), Origin: origin });
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': '*' } });
    expect(answer.body).toMatchObject({ contact_list: [{ wAid: customer, fullName: 'Mei Tam' }] });
  });

  test('Node builds the parts of a file by hand and knows no type for it', async () => {
    const head = '--x7\r\nContent-Disposition: form-data; name="file"; filename="photo.png"\r\n';
    const type = 'Content-Type: application/octet-stream\r\n\r\n';
    const body = Buffer.concat([Buffer.from(head + type), png, Buffer.from('\r\n--x7--\r\n')]);
    const headers = { ...bearer(), 'Content-Type': 'multipart/form-data; boundary=x7' };
    const path = `/100100/api/v1/sendSessionFile/${customer}?caption=Two%20words`;
    expect(await speak('POST', path, headers, body)).toMatchObject({ status: 200, body: { result: 'success' } });
    expect(await newestOnPhone()).toMatchObject({ type: 'image', text: 'Two words' });
  });
});

describe('a receiver', () => {
  const heard = async (message: Record<string, unknown>) => {
    await parley.simulator.write(customer, message);
    await parley.settle();
    return hook.received.find((entry) => entry.body.eventType === 'message')?.body;
  };

  test('takes the number, the text and the side of a message', async () => {
    expect(await heard({ type: 'text', text: { body: ' Stop ' } })).toMatchObject({
      waId: customer,
      senderName: 'Mei Tam',
      text: ' Stop ',
      type: 'text',
      owner: false,
      timestamp: expect.stringMatching(/^\d{10}$/),
    });
  });

  test('fetches the file that a message names, with its token', async () => {
    const told = await heard({ type: 'image', image: { caption: 'The lid' } });
    expect(told).toMatchObject({
      type: 'image',
      text: 'The lid',
      data: expect.stringContaining('/showFile?fileName='),
    });
    const { pathname, search } = new URL(String(told?.data));
    const file = await speak('GET', pathname + search, bearer());
    expect(file).toMatchObject({ status: 200, headers: { 'content-type': expect.stringMatching(/^image\//) } });
    expect(file.bytes.length).toBeGreaterThan(50);
  });

  test('chooses by the number of the button that was tapped', async () => {
    const body = JSON.stringify({ body: 'Which?', footer: '', buttons: [{ text: 'Sales' }, { text: 'Help' }] });
    const path = `/100100/api/v1/sendInteractiveButtonsMessage?whatsappNumber=${customer}`;
    await speak('POST', path, { ...bearer(), 'Content-Type': json }, body);
    const shown = (await newestOnPhone()) as unknown as { interactive: { action: { buttons: { reply: unknown }[] } } };
    const button_reply = shown.interactive.action.buttons[1]?.reply;
    const interactive = { type: 'button_reply', button_reply };
    expect(await heard({ type: 'interactive', interactive })).toMatchObject({
      text: 'Help',
      interactiveButtonReply: { id: '2', title: 'Help' },
    });
  });

  test('reads the place of a tapped button out of the payload', async () => {
    const values = [
      { name: 'name', value: 'Mei' },
      { name: 'discount', value: '20 %' },
    ];
    const body = JSON.stringify({ template_name: 'promo', broadcast_name: 'autumn', parameters: values });
    const path = `/100100/api/v1/sendTemplateMessage?whatsappNumber=${customer}`;
    await speak('POST', path, { ...bearer(), 'Content-Type': json }, body);
    const shown = (await newestOnPhone()) as unknown as { buttons: { payload: string; text: string }[] };
    const tapped = shown.buttons[1];
    const told = await heard({ type: 'button', button: { payload: tapped?.payload, text: tapped?.text } });
    expect(told).toMatchObject({ type: 'button', text: 'Stop', buttonReply: { text: 'Stop' } });
    const reply = told?.buttonReply as { payload: string } | undefined;
    expect(JSON.parse(reply?.payload ?? '')).toMatchObject({ ButtonIndex: 1, CarouselCardIndex: null });
  });
});
