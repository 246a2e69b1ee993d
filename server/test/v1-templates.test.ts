import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiAnswer, type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface TemplateList {
  result: string;
  messageTemplates: { elementName: string; status: string; [key: string]: unknown }[];
  link: { prevPage: string | null; nextPage: string | null; pageNumber: number; pageSize: number; total: number };
}

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.settle();
});

afterAll(() => parley.stop());

const list = (query: Record<string, string | number> = {}, call: ApiCall = {}) =>
  parley.api<TemplateList>('GET', '/api/v1/getMessageTemplates', { query, ...call });

async function templateOf(name: string) {
  const { body } = await list({ pageSize: 500 });
  return body.messageTemplates.find((template) => template.elementName === name);
}

const noMapping = { buttonParamMapping: null, phoneNumber: null };

describe('getMessageTemplates', () => {
  test('answers every documented member of a template', async () => {
    expect(await templateOf('promo')).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      wabaId: '200200',
      elementName: 'promo',
      category: 'MARKETING',
      subCategory: 'STANDARD',
      hsm: null,
      hsmOriginal: null,
      customParams: [
        { paramName: 'name', paramValue: 'Sam' },
        { paramName: 'discount', paramValue: '20 %' },
      ],
      status: 'APPROVED',
      language: { key: 'English', value: 'en', text: 'English' },
      lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      type: 'template',
      header: {
        type: 2,
        typeString: 'image',
        text: null,
        link: expect.stringMatching(/^https?:/),
        mediaHeaderId: null,
        mediaFromPC: null,
        headerOriginal: null,
        headerParamMapping: null,
      },
      body: 'Hi {{1}}, this week everything for the garden is {{2}} off. See you in the shop!',
      bodyOriginal: 'Hi {{name}}, this week everything for the garden is {{discount}} off. See you in the shop!',
      footer: 'Reply STOP to opt out',
      buttons: ['Tell me more', 'Stop'].map((text) => ({
        type: 'quick_reply',
        parameter: { text, url: null, urlOriginal: null, urlType: 'none', ...noMapping },
      })),
      buttonsType: 'quick_reply',
      carouselCards: null,
      catalogInfo: null,
      limitedTimeOffer: null,
      expiresIn: 0,
      includeExpiryTime: false,
      addSecurityRecommendation: false,
      quality: 'GREEN',
      creationMethod: 0,
      isUrlBtnClickTrackingEnabled: false,
      trackingUrlVersion: null,
      rejectedReason: null,
    });
  });

  test('shows links, codes and templates that have neither header nor buttons', async () => {
    expect(await templateOf('order_update')).toMatchObject({
      header: null,
      footer: null,
      buttons: [
        {
          type: 'url',
          parameter: { text: 'Track order', url: 'https://shop.example.com/orders', urlType: 'static', ...noMapping },
        },
      ],
      buttonsType: 'call_to_action',
    });
    expect(await templateOf('otp')).toMatchObject({
      category: 'AUTHENTICATION',
      customParams: [{ paramName: '1', paramValue: '123456' }],
      body: '*{{1}}* is your verification code.',
      bodyOriginal: '*{{1}}* is your verification code.',
      expiresIn: 10,
      includeExpiryTime: true,
      addSecurityRecommendation: true,
    });
    expect(await templateOf('welcome')).toMatchObject({ header: null, buttons: [], buttonsType: 'none' });
  });

  test('lists all states', async () => {
    const states = new Map(
      (await list({ pageSize: 500 })).body.messageTemplates.map((row) => [row.elementName, row.status]),
    );
    expect(Object.fromEntries(states)).toEqual({
      welcome: 'APPROVED',
      order_update: 'APPROVED',
      promo: 'APPROVED',
      otp: 'APPROVED',
      draft_note: 'PENDING',
    });
  });

  test('pages, with links that work', async () => {
    const names: string[] = [];
    const links: TemplateList['link'][] = [];
    for (let path: string | undefined = '/api/v1/getMessageTemplates?pageSize=2'; path !== undefined; ) {
      const { body }: ApiAnswer<TemplateList> = await parley.api('GET', path);
      expect(body.result).toBe('success');
      names.push(...body.messageTemplates.map((template) => template.elementName));
      links.push(body.link);
      path = body.link.nextPage?.replace(`${parley.baseUrl}/100100`, '');
    }
    expect(names.sort()).toEqual(['draft_note', 'order_update', 'otp', 'promo', 'welcome']);
    expect(links.map((link) => [link.pageNumber, link.total])).toEqual([
      [1, 5],
      [2, 5],
      [3, 5],
    ]);
    expect((await list({ pageNumber: 9 })).body).toMatchObject({
      messageTemplates: [],
      link: { nextPage: null, total: 5 },
    });
    expect((await list()).body.link).toMatchObject({ pageNumber: 1, pageSize: 10 });
    expect((await list({ pageSize: 500 })).body.link).toMatchObject({ pageSize: 500 });
  });

  test('takes its paging from the form body of a GET', async () => {
    const multipart = new FormData();
    multipart.append('pageSize', '2');
    multipart.append('pageNumber', '3');
    expect((await list({}, { multipart })).body).toMatchObject({ link: { pageSize: 2, pageNumber: 3 } });
    expect((await list({}, { multipart })).body.messageTemplates).toHaveLength(1);
  });

  test('takes a channel, whose account has the templates', async () => {
    const answer = await list({ channelPhoneNumber: '+1 (555) 010-0002', pageSize: 2 });
    expect(answer.body.link).toMatchObject({ total: 5 });
    expect(answer.body.link.nextPage).toContain('channelPhoneNumber=');
    expect(await list({ channelPhoneNumber: '15559999999' })).toMatchObject({
      status: 400,
      body: { result: false, info: 'Channel not found' },
    });
  });

  test('a workspace without a channel has no templates', async () => {
    const { token } = await parley.addTenant('100301');
    const other = createApiClient(`${parley.baseUrl}/100301`, token);
    expect((await other('GET', '/api/v1/getMessageTemplates')).body).toEqual({
      result: 'success',
      messageTemplates: [],
      link: { prevPage: null, nextPage: null, pageNumber: 1, pageSize: 10, total: 0 },
    });
  });

  test('needs one of its scopes', async () => {
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    expect((await list({}, { token: reader })).status).toBe(200);
    const writer = await parley.addToken({ scopes: ['messagetemplate:write'] });
    expect((await list({}, { token: writer })).status).toBe(403);
    expect((await list({}, { token: null })).status).toBe(401);
  });

  test('shows what Meta changed', async () => {
    await parley.simulator.call('POST', '/templates/draft_note/review', {
      decision: 'REJECTED',
      reason: 'INVALID_FORMAT',
    });
    await parley.settle();
    expect(await templateOf('draft_note')).toMatchObject({ status: 'REJECTED' });
    const json = { template_name: 'draft_note', broadcast_name: 'x', parameters: [{ name: 'name', value: 'Mei' }] };
    const query = { whatsappNumber: '85255501234' };
    expect((await parley.api('POST', '/api/v1/sendTemplateMessage', { query, json })).status).toBe(400);
    await parley.simulator.call('POST', '/templates/draft_note/review', { decision: 'APPROVED' });
    await parley.settle();
    expect((await parley.api('POST', '/api/v1/sendTemplateMessage', { query, json })).status).toBe(200);
  });
});
