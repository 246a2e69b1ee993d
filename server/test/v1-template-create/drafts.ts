import { describe, expect, test } from 'vitest';
import { card, type DraftCalls, link, reply } from './lab.ts';

/** Templates that keep every rule: how they are stored and shown, and that Meta is not asked. */
export function describeDrafts({ parley, create, rowsOf, freshName, good }: DraftCalls): void {
  describe('a draft', () => {
    test('is stored as the contract shows it, and Meta is not asked', async () => {
      const before = (await parley().simulator.graphRequests()).length;
      const { status, body } = await create({
        type: 'template',
        category: 'UTILITY',
        subCategory: 'STANDARD',
        buttonsType: 'NONE',
        buttons: [],
        footer: '',
        elementName: 'appointment_note',
        language: 'en',
        header: { type: 'none' },
        body: 'Hello {{name}}, see you on {{day}}.',
        customParams: [
          { paramName: 'name', paramValue: 'Mei' },
          { paramName: 'day', paramValue: 'Friday' },
        ],
        creationMethod: 0,
      });
      expect(status).toBe(200);
      expect(body).toEqual({
        ok: true,
        result: {
          id: expect.stringMatching(/^[0-9a-f]{24}$/),
          wabaId: '200200',
          elementName: 'appointment_note',
          category: 'UTILITY',
          subCategory: 'STANDARD',
          hsm: null,
          hsmOriginal: null,
          customParams: [
            { paramName: 'name', paramValue: 'Mei' },
            { paramName: 'day', paramValue: 'Friday' },
          ],
          status: 'DRAFT',
          language: { key: 'English', value: 'en', text: 'English' },
          lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          type: 'template',
          header: null,
          body: 'Hello {{1}}, see you on {{2}}.',
          bodyOriginal: 'Hello {{name}}, see you on {{day}}.',
          footer: null,
          buttons: [],
          buttonsType: 'none',
          carouselCards: null,
          catalogInfo: null,
          limitedTimeOffer: null,
          expiresIn: 0,
          includeExpiryTime: false,
          addSecurityRecommendation: false,
          quality: 'UNKNOWN',
          creationMethod: 0,
          isUrlBtnClickTrackingEnabled: false,
          trackingUrlVersion: null,
          rejectedReason: null,
        },
      });
      expect(await rowsOf('appointment_note')).toEqual([body.result]);
      expect((await parley().simulator.graphRequests()).length).toBe(before);
    });

    test('needs only the keys that live clients send, and has the defaults of WATI', async () => {
      const { body } = await create({
        elementName: 'bare',
        category: 'MARKETING',
        language: 'en_us',
        body: 'Good day!',
      });
      expect(body.result).toMatchObject({
        status: 'DRAFT',
        type: 'hsm',
        subCategory: 'STANDARD',
        buttonsType: 'none',
        hsm: 'Good day!',
        language: { value: 'en_US' },
      });
    });

    test('takes numbers in its texts, and keeps the names that are given for them', async () => {
      const { body } = await create(good({ body: 'Hello {{1}}, see you on {{2}}.' }));
      expect(body.result).toMatchObject({
        body: 'Hello {{1}}, see you on {{2}}.',
        bodyOriginal: 'Hello {{name}}, see you on {{day}}.',
        customParams: [
          { paramName: 'name', paramValue: 'Mei' },
          { paramName: 'day', paramValue: 'Friday' },
        ],
      });
      const numbered = [{ paramName: '1', paramValue: 'Mei' }];
      expect((await create(good({ body: 'Hello {{1}}!', customParams: numbered }))).body.result).toMatchObject({
        bodyOriginal: 'Hello {{1}}!',
        customParams: numbered,
      });
    });

    test('has header, footer and buttons with their parameters', async () => {
      const { body } = await create(
        good({
          header: { type: 'text', text: 'Order {{order_id}}' },
          footer: 'Canal Tea',
          buttons: [
            reply('Thanks'),
            link('https://t.example.com/{{code}}'),
            { type: 'call', parameter: { text: 'Call', phoneNumber: '+15550142000' } },
            { type: 'copy_code', parameter: { copyOfferCode: 'TEA20' } },
            link('https://t.example.com'),
          ],
          customParams: ['name', 'day', 'order_id', 'code'].map((name) => ({
            paramName: name,
            paramValue: `a ${name}`,
          })),
          body: 'Hello {{name}}, see you on {{day}}.',
        }),
      );
      expect(body).toMatchObject({
        ok: true,
        result: {
          header: {
            type: 1,
            typeString: 'text',
            text: 'Order {{order_id}}',
            headerParamMapping: { index: 2, paramName: 'order_id' },
          },
          footer: 'Canal Tea',
          buttonsType: 'quick_reply_and_call_to_action',
          customParams: ['name', 'day', 'order_id', 'code'].map((name) => ({
            paramName: name,
            paramValue: `a ${name}`,
          })),
        },
      });
      expect(body.result.buttons.map((button) => button.type)).toEqual([
        'quick_reply',
        'url',
        'phone_number',
        'copy_code',
        'url',
      ]);
      expect(body.result.buttons[1]).toMatchObject({
        parameter: {
          url: 'https://t.example.com/{{1}}',
          urlOriginal: 'https://t.example.com/{{code}}',
          urlType: 'dynamic',
          buttonParamMapping: { index: 3, paramName: 'code' },
        },
      });
      expect(body.result.buttons[2]).toMatchObject({ parameter: { phoneNumber: '+15550142000' } });
      expect(body.result.buttons[3]).toMatchObject({ parameter: { copyOfferCode: 'TEA20' } });
    });

    test('shares one name between its text and an address', async () => {
      const buttons = [link('https://t.example.com/{{1}}', { buttonParamMapping: { index: 0, paramName: 'name' } })];
      const { body } = await create(good({ buttons }));
      expect(body.result.customParams.map((entry) => entry.paramName)).toEqual(['name', 'day']);
      expect(body.result.buttons[0]).toMatchObject({
        parameter: {
          urlOriginal: 'https://t.example.com/{{name}}',
          buttonParamMapping: { index: 0, paramName: 'name' },
        },
      });
    });

    test.each([
      ['image', 2],
      ['video', 3],
      ['document', 4],
    ])('has a header with a sample %s', async (type, number) => {
      const address = 'https://tea.example.com/sample';
      const header = { type, link: address, mediaFromPC: 'sample' };
      expect((await create(good({ header }))).body.result.header).toMatchObject({
        type: number,
        typeString: type,
        link: address,
        mediaFromPC: 'sample',
      });
    });

    test('may be a carousel, a limited-time offer or an authentication template', async () => {
      const carousel = await create(
        good({ category: 'MARKETING', carouselCards: [card(), card({ body: 'Black tea' })] }),
      );
      expect(carousel.body.result).toMatchObject({
        subCategory: 'CAROUSEL',
        carouselCards: [
          {
            header: { type: 2, link: 'https://tea.example.com/a.jpg' },
            body: 'Green tea',
            buttons: [{ type: 'quick_reply', parameter: { text: 'More' } }],
          },
          { body: 'Black tea' },
        ],
      });
      const limitedTimeOffer = { text: 'Ends soon', hasExpiration: true };
      const offer = await create(
        good({ category: 'MARKETING', limitedTimeOffer, buttons: [link('https://t.example.com')] }),
      );
      expect(offer.body.result).toMatchObject({ subCategory: 'LIMITED_TIME_OFFER', limitedTimeOffer });
      const otp = {
        category: 'AUTHENTICATION',
        expiresIn: 10,
        includeExpiryTime: true,
        addSecurityRecommendation: true,
      };
      expect((await create(good({ ...otp, body: 'as Meta writes it' }))).body.result).toMatchObject({
        body: '*{{1}}* is your verification code. For your security, do not share this code.',
        footer: 'This code expires in 10 minutes.',
        buttons: [{ type: 'otp', parameter: { text: 'Copy code' } }],
        expiresIn: 10,
        includeExpiryTime: true,
        addSecurityRecommendation: true,
      });
    });

    test('comes in every JSON type, with keys in any case', async () => {
      for (const type of ['application/json-patch+json', 'text/json', 'application/vnd.api+json']) {
        const raw = JSON.stringify({
          ElementName: freshName(),
          Category: 'UTILITY',
          LANGUAGE: 'en',
          Body: 'Good day!',
        });
        const answer = await parley().api('POST', '/api/v1/whatsapp/Templates', {
          raw,
          headers: { 'content-type': type },
        });
        expect(answer).toMatchObject({ status: 200, body: { ok: true } });
      }
    });
  });
}
