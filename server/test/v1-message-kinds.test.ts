import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { welcome } from './welcome-message.ts';

type Item = Record<string, unknown>;

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

async function itemsOf(target: string): Promise<Item[]> {
  const answer = await parley.api<{ messages: { items: Item[] } }>('GET', `/api/v1/getMessages/${target}?pageSize=100`);
  return answer.body.messages.items;
}

async function newest(waId: string, message: Record<string, unknown>): Promise<Item | undefined> {
  await parley.simulator.write(waId, message);
  await parley.settle();
  return (await itemsOf(waId))[0];
}

const sendText = (target: string, messageText: string, query: Record<string, string> = {}) =>
  parley.api('POST', `/api/v1/sendSessionMessage/${target}`, { query: { messageText, ...query } });

const sendTemplate = (whatsappNumber: string, json: Record<string, unknown> = {}) =>
  parley.api('POST', '/api/v1/sendTemplateMessage', { query: { whatsappNumber }, json: { ...welcome, ...json } });

describe('getMessages', () => {
  test.each([
    ['image', {}, 'image', 'data/images/', 'jpg'],
    ['video', {}, 'video', 'data/videos/', 'mp4'],
    ['document', {}, 'document', 'data/documents/', 'pdf'],
    ['audio', { voice: true }, 'voice', 'data/audios/', 'ogg'],
    ['audio', { voice: false, mime_type: 'audio/mpeg' }, 'audio', 'data/audios/', 'mp3'],
    ['sticker', {}, 'sticker', 'data/stickers/', 'webp'],
  ])('a message with %s %j has the relative path of its file', async (kind, part, type, folder, ending) => {
    const item = await newest('85255501006', { type: kind, [kind]: part });
    expect(item).toMatchObject({ eventType: 'message', type, owner: false });
    expect(item?.data).toMatch(new RegExp(`^${folder}[0-9a-f-]{36}\\.${ending}$`));
  });

  test('tells a voice call from what happens to tickets', async () => {
    const caller = '85255501019';
    const call = (body: Item) => parley.simulator.call('POST', `/customers/${caller}/calls`, body);
    await call({ event: 'connect', call_id: 'wacid.kinds' });
    await call({ event: 'terminate', call_id: 'wacid.kinds', status: 'COMPLETED', duration: 75 });
    await parley.settle();
    const [item] = await itemsOf(caller);
    expect(item).toMatchObject({
      eventType: 'call',
      type: 1,
      actor: caller,
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    expect(item?.eventDescription).toBe(`Voice call from ${caller}: completed after 75 seconds`);
  });

  test('shows captions, places, taps, cards and orders', async () => {
    const customer = '85255501007';
    expect(await newest(customer, { type: 'image', image: { caption: 'The lid' } })).toMatchObject({ text: 'The lid' });
    expect(
      await newest(customer, { type: 'location', location: { latitude: 1.5, longitude: 2.5, name: 'Home' } }),
    ).toMatchObject({ type: 'location', data: { latitude: 1.5, longitude: 2.5, name: 'Home', address: null } });
    expect(await newest(customer, { type: 'button', button: { text: 'Yes', payload: 'YES' } })).toMatchObject({
      type: 'button',
      text: 'Yes',
      buttonReply: { text: 'Yes', payload: 'YES' },
    });
    const list = { type: 'list_reply', list_reply: { id: 'row-1', title: 'Tea', description: 'Green' } };
    expect(await newest(customer, { type: 'interactive', interactive: list })).toMatchObject({
      type: 'interactive',
      text: 'Tea',
      listReply: { id: 'row-1', title: 'Tea', description: 'Green' },
      interactiveButtonReply: null,
    });
    const button = { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes please' } };
    expect(await newest(customer, { type: 'interactive', interactive: button })).toMatchObject({
      interactiveButtonReply: { id: 'yes', title: 'Yes please' },
    });
    const card = { name: { formatted_name: 'Bo Li' }, phones: [{ phone: '+85255501111' }] };
    expect(await newest(customer, { type: 'contacts', contacts: [card] })).toMatchObject({
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Bo Li' } }],
    });
    const order = {
      catalog_id: 'c1',
      text: 'My order',
      product_items: [{ product_retailer_id: 'p1', quantity: 2, item_price: 5, currency: 'EUR' }],
    };
    expect(await newest(customer, { type: 'order', order })).toMatchObject({
      type: 'order',
      orderProducts: [{ productRetailerId: 'p1', quantity: 2, itemPrice: 5, currency: 'EUR' }],
    });
  });

  test('shows the ad that led here, and a kind that is not known as a placeholder', async () => {
    const referral = {
      source_url: 'https://fb.example/ad',
      source_type: 'ad',
      source_id: '1200',
      headline: 'Lamps',
      body: 'Half price',
      ctwa_clid: 'clid-1',
    };
    expect(await newest('85255501008', { type: 'text', text: { body: 'From the ad' }, referral })).toMatchObject({
      messageReferral: {
        headline: 'Lamps',
        body: 'Half price',
        url: 'https://fb.example/ad',
        sourceId: '1200',
        ctwaClid: 'clid-1',
      },
    });
    const errors = [{ code: 131051, title: 'Message type unknown' }];
    expect(await newest('85255501008', { type: 'unsupported', errors })).toMatchObject({ type: 'media_placeholder' });
  });

  test('names the quoted message of an answer', async () => {
    const customer = '85255501009';
    const first = await parley.simulator.writeText(customer, 'Question');
    await parley.settle();
    await sendText(customer, 'Answer', { replyContextId: first });
    expect((await itemsOf(customer))[0]).toMatchObject({ text: 'Answer', replyContextId: first });
  });

  test('a failed message says why', async () => {
    const customer = '85255501010';
    await parley.simulator.writeText(customer, 'Hello');
    await parley.settle();
    await parley.simulator.fault({
      match: { to: customer },
      outcome: { error: { code: 131026 }, mode: 'async' },
      times: 1,
    });
    await sendText(customer, 'Never arrives');
    await parley.settle();
    expect((await itemsOf(customer))[0]).toMatchObject({
      text: 'Never arrives',
      statusString: 'FAILED',
      failedCode: '131026',
      failedDetail: expect.any(String),
    });
  });

  test('a message whose fate is not known says so', async () => {
    const customer = '85255501011';
    await parley.simulator.writeText(customer, 'Hello');
    await parley.settle();
    const outcome = { drop_answer: true, silence: true };
    await parley.simulator.fault({ match: { to: customer }, outcome, times: 1 });
    await sendText(customer, 'Who knows');
    await parley.simulator.advance(3600);
    expect((await itemsOf(customer))[0]).toMatchObject({
      text: 'Who knows',
      statusString: 'SENDING',
      failedDetail: expect.stringMatching(/^Unconfirmed/),
    });
  });

  test('shows the media of a template header', async () => {
    const customer = '85255501012';
    await sendTemplate(customer, {
      template_name: 'promo',
      parameters: [
        { name: 'name', value: 'Mei' },
        { name: 'discount', value: '20 %' },
      ],
    });
    const [item] = await itemsOf(customer);
    expect(item).toMatchObject({ eventType: 'broadcastMessage', templateName: 'promo' });
    expect(item?.mediaHeaderLink).toMatch(/^https?:\/\//);
  });
});
