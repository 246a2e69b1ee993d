import { describe, expect, it } from 'vitest';
import {
  describeTemplate,
  fillTemplate,
  type GivenParameter,
  type SendableTemplate,
  type TemplateComponent,
} from '../src/modules/templates/index.ts';
import { byName, make, refusalOf, templateId, textAtMeta } from './templates-lab.ts';

// The parts of a template beside its texts: codes, media, places, offers and cards.
describe('fillTemplate', () => {
  it('repeats the code of an authentication template in its button', () => {
    const otp = (components: TemplateComponent[]) => make(components, { name: 'otp', category: 'AUTHENTICATION' });
    const created = otp([
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 10 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ]);
    const readBack: SendableTemplate = {
      ...otp([
        { type: 'BODY', text: '*{{1}}* is your verification code.', example: { body_text: [['123456']] } },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Copy code', url: 'https://w.example/?code=otp{{1}}' }] },
      ]),
      parameterFormat: 'POSITIONAL',
    };
    const button = { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '440917' }] };
    for (const template of [{ ...created, parameterFormat: 'POSITIONAL' as const }, readBack]) {
      const filled = fillTemplate(template, [{ name: 'code', value: '440917' }]);
      const body = { type: 'body', parameters: [{ type: 'text', text: '440917' }] };
      expect(filled.content.components).toEqual([body, button]);
      expect(textAtMeta(template, filled.content)).toBe(filled.text);
      expect(describeTemplate(template).parameters.map(({ name }) => name)).toEqual(['1']);
      expect(describeTemplate(template).buttons[0]).toMatchObject({ kind: 'otp', urlIsDynamic: false });
    }
    expect(fillTemplate(created, byName({ 1: '440917' })).text).toBe(
      '*440917* is your verification code. For your security, do not share this code.',
    );
    expect(describeTemplate(created).footer).toBe('This code expires in 10 minutes.');
    expect(refusalOf(() => fillTemplate(readBack, byName({ 1: '1234567890123456' }))).message).toContain('the code');
  });

  it('sends the sample of a media header and the code of an offer', () => {
    const link = 'https://m.example/1.jpg';
    const promo = make([
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [link] } },
      { type: 'BODY', text: 'A fifth off, {{name}}!' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'COPY_CODE', example: ['TEA20'] },
          { type: 'FLOW', text: 'Choose' },
        ],
      },
    ]);
    const filled = fillTemplate(promo, byName({ name: 'Mei' }));
    expect(filled).toMatchObject({ headerType: 'image', headerLink: link, text: 'A fifth off, Mei!' });
    expect(filled.content.components).toEqual([
      { type: 'header', parameters: [{ type: 'image', image: { link: `parley:${templateId}/header/${link}` } }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Mei' }] },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '0',
        parameters: [{ type: 'coupon_code', coupon_code: 'TEA20' }],
      },
      { type: 'button', sub_type: 'flow', index: '1' },
    ]);
    expect(textAtMeta(promo, filled.content)).toBe(filled.text);
  });

  it('takes a code of its own for an offer, by name alone', () => {
    const offer = make([
      { type: 'BODY', text: 'A fifth off, {{name}}!' },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'TEA20' }] },
    ]);
    const codeOf = (given: GivenParameter[]) => {
      const { content, text } = fillTemplate(offer, given);
      expect(text).toBe('A fifth off, Mei!');
      return (content.components as { parameters: unknown[] }[])[1]?.parameters;
    };
    expect(codeOf(byName({ Coupon_Code: 'MEI-9', name: 'Mei' }))).toEqual([
      { type: 'coupon_code', coupon_code: 'MEI-9' },
    ]);
    expect(codeOf(byName({ copy_code: ' ', x: 'Mei', y: 'spare' }))).toEqual([
      { type: 'coupon_code', coupon_code: 'TEA20' },
    ]);
    expect(refusalOf(() => fillTemplate(offer, byName({ coupon_code: 'MEI-9' }))).details).toEqual({
      missing: ['name'],
    });
  });

  it('fills a place', () => {
    const place = make([
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'BODY', text: 'Here, {{name}}.' },
    ]);
    const given = { name: 'Mei', latitude: '52.37', longitude: '-4.9', location_name: 'Canal Tea' };
    const filled = fillTemplate(place, byName(given));
    expect(filled).toMatchObject({ headerType: null, headerLink: null, text: 'Here, Mei.' });
    expect(filled.content.components).toMatchObject([
      {
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: 52.37, longitude: -4.9, name: 'Canal Tea' } }],
      },
      { type: 'body' },
    ]);
    expect(textAtMeta(place, filled.content)).toBe('Here, Mei.');
    expect(refusalOf(() => fillTemplate(place, byName({ name: 'Mei' }))).details).toEqual({
      missing: ['latitude', 'longitude'],
    });
    expect(refusalOf(() => fillTemplate(place, byName({ ...given, latitude: '91' }))).message).toContain('-90 to 90');
  });

  it('fills the end of a limited-time offer', () => {
    const flash = make([
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } },
      { type: 'BODY', text: 'A fifth off.' },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'TEA20' }] },
    ]);
    for (const end of ['1795400000000', '2026-11-23T02:13:20Z']) {
      const { content } = fillTemplate(flash, byName({ expiration_time_ms: end }));
      const parameters = [
        { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_795_400_000_000 } },
      ];
      expect(content.components).toContainEqual({ type: 'limited_time_offer', parameters });
      expect(textAtMeta(flash, content)).toBe('A fifth off.');
    }
    expect(refusalOf(() => fillTemplate(flash, [])).details).toEqual({ missing: ['expiration_time_ms'] });
    expect(refusalOf(() => fillTemplate(flash, byName({ expiration_time_ms: 'soon' }))).message).toContain('ISO 8601');
  });

  it('shows our copy of a fixed header and takes the media of a variable one', () => {
    const promo = make([
      { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['https://m.example/1.pdf'] } },
      { type: 'BODY', text: 'Hi {{name}}!' },
    ]);
    const copy = { mediaId: templateId, path: 'data/documents/1.pdf', fileName: null, copiedAt: '2026-11-01' };
    const fixed = fillTemplate({ ...promo, headerMedia: { header: copy } }, byName({ name: 'Mei', document: 'x' }));
    expect(fixed.headerLink).toBe(copy.path);
    const variable = { ...promo, headerParameter: 'offer' };
    expect(describeTemplate(variable).header).toMatchObject({ parameterIndex: 1 });
    const link = 'https://files.example/offer-mei.pdf';
    const filled = fillTemplate(variable, byName({ offer: link, name: 'Mei' }));
    expect(filled.headerLink).toBe(link);
    expect(filled.content.components).toContainEqual({
      type: 'header',
      parameters: [{ type: 'document', document: { link } }],
    });
    expect(textAtMeta(variable, filled.content)).toBe('Hi Mei!');
    expect(refusalOf(() => fillTemplate(variable, byName({ offer: 'no link', name: 'Mei' }))).message).toContain(
      'offer. It must be the http(s) address',
    );
  });

  it('fills the cards of a carousel', () => {
    const card = (tea: string): { components: TemplateComponent[] } => ({
      components: [
        { type: 'HEADER', format: 'VIDEO', example: { header_handle: [`https://m.example/${tea}.mp4`] } },
        { type: 'BODY', text: `${tea} for {{1}} euro` },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'URL', text: 'Buy', url: 'https://t.example/{{1}}' },
            { type: 'QUICK_REPLY', text: 'More' },
          ],
        },
      ],
    });
    const carousel = make(
      [
        { type: 'BODY', text: 'Hi {{1}}, two teas.' },
        { type: 'CAROUSEL', cards: [card('green'), card('black')] },
      ],
      { parameterFormat: 'POSITIONAL' },
    );
    const filled = fillTemplate(
      carousel,
      ['Mei', '3', 'g', '4', 'b'].map((value) => ({ name: null, value })),
    );
    const cardOf = (index: number, tea: string, price: string, path: string) => ({
      card_index: index,
      components: [
        {
          type: 'header',
          parameters: [
            { type: 'video', video: { link: `parley:${templateId}/card${index}/https://m.example/${tea}.mp4` } },
          ],
        },
        { type: 'body', parameters: [{ type: 'text', text: price }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: path }] },
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '1',
          parameters: [
            { type: 'payload', payload: `{"ButtonIndex":1,"CarouselCardIndex":${index},"BroadcastLinkId":null}` },
          ],
        },
      ],
    });
    expect(filled.content.components).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: 'Mei' }] },
      { type: 'carousel', cards: [cardOf(0, 'green', '3', 'g'), cardOf(1, 'black', '4', 'b')] },
    ]);
    expect(textAtMeta(carousel, filled.content)).toBe('Hi Mei, two teas.');
  });
});
