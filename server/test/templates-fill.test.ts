import { describe, expect, it } from 'vitest';
import {
  describeTemplate,
  fillTemplate,
  type GivenParameter,
  type SendableTemplate,
  type TemplateComponent,
} from '../src/modules/templates/index.ts';
import { bodyOnly, booking, byName, make, orderUpdate, refusalOf, templateId, textAtMeta } from './templates-lab.ts';

describe('fillTemplate', () => {
  const values = { customer: 'Mei', order_id: 'A-7', status: 'on its way', url_button: 'A-7?x=1' };

  it('writes a named template with the names of its parameters', () => {
    const filled = fillTemplate(orderUpdate, byName(values));
    expect(filled).toEqual({
      content: {
        name: 'order_update',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'text', parameter_name: 'order_id', text: 'A-7' }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'customer', text: 'Mei' },
              { type: 'text', parameter_name: 'order_id', text: 'A-7' },
              { type: 'text', parameter_name: 'status', text: 'on its way' },
            ],
          },
          { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'A-7?x=1' }] },
        ],
      },
      text: 'Hi Mei, order A-7 is on its way.',
      headerType: 'text',
      headerLink: null,
    });
    expect(textAtMeta(orderUpdate, filled.content)).toBe(filled.text);
  });

  it('writes a positional template without names, header and button from numbers of their own', () => {
    const filled = fillTemplate(booking, byName({ 1: 'Noor', 2: 'noon', 3: 'Monday', 4: 'b-9' }));
    expect(filled.content.components).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'Monday' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Noor' },
          { type: 'text', text: 'noon' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'b-9' }] },
    ]);
    expect(filled.text).toBe('Hello Noor, see you at noon.');
    expect(textAtMeta(booking, filled.content)).toBe(filled.text);
  });

  it('reads values by name in any case and order, else by their place', () => {
    const textOf = (given: GivenParameter[]) => fillTemplate(bodyOnly('{{a}} {{b}} {{c}}.'), given).text;
    expect(textOf(byName({ ' C ': '3', B: '2', a: '1' }))).toBe('1 2 3.');
    expect(textOf(byName({ x: '1', y: '2', z: '3' }))).toBe('1 2 3.');
    expect(
      textOf([
        { name: null, value: '1' },
        { name: undefined, value: '2' },
        { name: '', value: '3' },
      ]),
    ).toBe('1 2 3.');
    expect(textOf(byName({ x: '1', b: '2', y: '3' }))).toBe('1 2 3.');
    expect(textOf(byName({ a: '1', b: '2', c: '3', extra: '9' }))).toBe('1 2 3.');
    expect(textOf([...byName({ a: '1', b: '2', c: '3' }), { name: 'A', value: '9' }])).toBe('1 2 3.');
  });

  it('names all parameters that have no value', () => {
    const refusal = refusalOf(() =>
      fillTemplate(orderUpdate, [
        { name: 'customer', value: 'Mei' },
        { name: 'status', value: '  ' },
        { name: 'url_button', value: 'x' },
      ]),
    );
    expect(refusal).toMatchObject({
      reason: 'template.parameters_missing',
      message: 'Parameters are missing or invalid: order_id, status.',
      details: { missing: ['order_id', 'status'] },
    });
    const nothing = refusalOf(() => fillTemplate(bodyOnly('Hi {{a}}!'), [{ name: 'a', value: null }]));
    expect(nothing.details).toEqual({ missing: ['a'] });
  });

  it.each(['one\ntwo', 'one\rtwo', 'one\ttwo', 'one     two'])('refuses what Meta refuses in a value: %j', (value) => {
    const refusal = refusalOf(() => fillTemplate(bodyOnly('Hi {{a}} and {{b}}!'), byName({ a: 'fine', b: value })));
    expect(refusal).toMatchObject({ reason: 'template.parameters_missing', details: { invalid: ['b'] } });
    expect(refusal.message).toContain('b. A value must not hold newlines, tabs or more than four spaces');
  });

  it('takes four spaces in a row', () => {
    expect(fillTemplate(bodyOnly('Hi {{a}}!'), byName({ a: 'one    two' })).text).toBe('Hi one    two!');
  });

  it('measures the filled text in characters', () => {
    const template = bodyOnly('Hi {{a}}!');
    expect(fillTemplate(template, byName({ a: '\u{1F600}'.repeat(1020) })).text).toHaveLength(2044);
    expect(refusalOf(() => fillTemplate(template, byName({ a: 'x'.repeat(1021) })))).toMatchObject({
      reason: 'template.parameters_missing',
      details: { length: 1025, max: 1024 },
    });
    const inHeader = { ...values, order_id: 'x'.repeat(55) };
    expect(refusalOf(() => fillTemplate(orderUpdate, byName(inHeader))).message).toContain('the header');
  });

  it('lets a message whose url has a blank fail later', () => {
    const filled = fillTemplate(orderUpdate, byName({ ...values, url_button: 'A 7' }));
    expect(filled.deferredFailure).toBe('Dynamic URL button parameter cannot contain spaces');
    expect(fillTemplate(orderUpdate, byName(values)).deferredFailure).toBeUndefined();
  });

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
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Buy', url: 'https://t.example/{{1}}' }] },
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
      ],
    });
    expect(filled.content.components).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: 'Mei' }] },
      { type: 'carousel', cards: [cardOf(0, 'green', '3', 'g'), cardOf(1, 'black', '4', 'b')] },
    ]);
    expect(textAtMeta(carousel, filled.content)).toBe('Hi Mei, two teas.');
  });

  it('does not read placeholders in values', () => {
    const filled = fillTemplate(bodyOnly('{{1}} and {{2}}.', 'POSITIONAL'), byName({ 1: '{{2}}', 2: '$& {{1}}' }));
    expect(filled.text).toBe('{{2}} and $& {{1}}.');
  });
});
