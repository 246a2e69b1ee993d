import { describe, expect, it } from 'vitest';
import { compileValueReader, fillTemplate, type SendableTemplate } from '../src/modules/templates/index.ts';
import { booking, byName, make, orderUpdate } from './templates-lab.ts';

const body = { type: 'BODY', text: 'Hi {{name}}.' };
const card = (name: string) => ({
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: [`https://m.example/${name}.png`] } },
    { type: 'BODY', text: 'Only {{1}} euros.' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'See', url: 'https://s.example/{{1}}' }] },
  ],
});

describe('the values of a filled template are read back', () => {
  const cases: [string, SendableTemplate, Record<string, string>][] = [
    ['named', orderUpdate, { customer: 'Mei', order_id: 'A-7', status: 'on its way', url_button: 'A-7?x=1' }],
    ['positional', booking, { 1: 'Noor', 2: 'noon', 3: 'Monday', 4: 'b-9' }],
    [
      'with media',
      make([body, { type: 'HEADER', format: 'IMAGE' }], { headerParameter: 'photo' }),
      { name: 'Mei', photo: 'https://m.example/a.png' },
    ],
    [
      'of a place',
      make([body, { type: 'HEADER', format: 'LOCATION' }]),
      { name: 'Mei', latitude: '52.37', longitude: '-4.9' },
    ],
    [
      'of an offer',
      make([body, { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Now', has_expiration: true } }]),
      { name: 'Mei', expiration_time_ms: '1795400000000' },
    ],
    [
      'of a carousel',
      make(
        [
          { type: 'BODY', text: 'Hi {{1}}.' },
          { type: 'CAROUSEL', cards: [card('green'), card('black')] },
        ],
        { parameterFormat: 'POSITIONAL' },
      ),
      { 1: 'Mei', 2: '3', 3: 'g', 4: '4', 5: 'b' },
    ],
    [
      'of a code',
      make([{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy' }] }], {
        category: 'AUTHENTICATION',
        parameterFormat: 'POSITIONAL',
      }),
      { 1: '123456' },
    ],
  ];

  it.each(cases)('%s', (_kind, template, values) => {
    const { content } = fillTemplate(template, byName(values));
    const read = compileValueReader(template)(JSON.parse(JSON.stringify(content)));
    expect(Object.fromEntries(read.map(({ name, value }) => [name, value]))).toEqual(values);
  });

  it('leaves out what the template no longer asks for, or never held', () => {
    const { content } = fillTemplate(
      orderUpdate,
      byName({ customer: 'Mei', order_id: 'A-7', status: 's', url_button: 'x' }),
    );
    expect(compileValueReader(make([body]))(content)).toEqual([{ name: 'name', value: 'Mei' }]);
    for (const nothing of [null, undefined, 'text', [], { components: [null, 5] }]) {
      expect(compileValueReader(orderUpdate)(nothing)).toEqual([]);
    }
  });
});
