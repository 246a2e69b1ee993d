import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileTemplate,
  describeTemplate,
  fillTemplate,
  type SendableTemplate,
  type TemplateComponent,
} from '../src/modules/templates/index.ts';
import { bodyOnly, booking, make, orderUpdate, refusalOf, textAtMeta } from './templates-lab.ts';

describe('describeTemplate', () => {
  it('tells a named template with its samples', () => {
    const told = describeTemplate(orderUpdate);
    expect(told.parameters).toEqual([
      { name: 'customer', sample: 'Mei' },
      { name: 'order_id', sample: 'A-1' },
      { name: 'status', sample: 'packed' },
      { name: 'url_button', sample: 'x9' },
    ]);
    expect(told.bodyNamed).toBe('Hi {{customer}}, order {{order_id}} is {{status}}.');
    expect(told.bodyNumbered).toBe('Hi {{1}}, order {{2}} is {{3}}.');
    expect(told.header).toMatchObject({ format: 'TEXT', text: 'Order {{order_id}}', parameterIndex: 1 });
    expect(told.footer).toBe('Canal Tea');
    expect(told.buttons.map(({ kind, urlIsDynamic }) => [kind, urlIsDynamic])).toEqual([
      ['quick_reply', false],
      ['url', true],
      ['phone_number', false],
      ['url', false],
    ]);
    expect(told.buttons[1]).toMatchObject({
      url: 'https://t.example/{{1}}',
      urlNamed: 'https://t.example/{{url_button}}',
    });
    expect(told.buttons[2]?.phoneNumber).toBe('+15550001');
    expect(told.buttons[3]?.url).toBe('https://t.example');
  });

  it('numbers on after the body of a positional template', () => {
    const told = describeTemplate(booking);
    expect(told.parameters).toEqual([
      { name: '1', sample: 'Noor' },
      { name: '2', sample: '18.00' },
      { name: '3', sample: 'Friday' },
      { name: '4', sample: '' },
    ]);
    expect(told.bodyNamed).toBe('Hello {{1}}, see you at {{2}}.');
    expect(told.bodyNumbered).toBe(told.bodyNamed);
    expect(told.header?.textNamed).toBe('For {{3}}');
    expect(told.buttons[0]).toMatchObject({ kind: 'url', urlNamed: 'https://b.example/{{4}}', parameterIndex: 3 });
  });

  it('takes a name in a url as the parameter, and does not repeat one of the body', () => {
    const link = (url: string): TemplateComponent => ({ type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Go', url }] });
    const body: TemplateComponent = { type: 'BODY', text: 'Order {{order_id}} is ready.' };
    const named = describeTemplate(make([body, link('https://t.example/{{token}}')]));
    expect(named.parameters.map(({ name }) => name)).toEqual(['order_id', 'token']);
    const shared = describeTemplate(make([body, link('https://t.example/{{order_id}}')]));
    expect(shared.parameters.map(({ name }) => name)).toEqual(['order_id']);
    const taken = describeTemplate(
      make([{ type: 'BODY', text: 'Hi {{url_button}}!' }, link('https://t.example/{{1}}')]),
    );
    expect(taken.parameters.map(({ name }) => name)).toEqual(['url_button', 'url_button_2']);
  });

  it('tells media headers, offer codes, carousels and templates of nothing', () => {
    const told = describeTemplate(
      make([
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://m.example/1.jpg'] } },
        { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'TEA20' }] },
        { type: 'CAROUSEL', cards: [{ components: [{ type: 'BODY', text: 'Green for {{1}}' }] }] },
      ]),
    );
    expect(told.header).toMatchObject({ format: 'IMAGE', link: 'https://m.example/1.jpg' });
    expect(told.buttons[0]).toMatchObject({ kind: 'copy_code', offerCode: 'TEA20', text: '' });
    expect(told.cards[0]?.bodyNamed).toBe('Green for {{card}}');
    expect(describeTemplate(make([]))).toEqual({
      header: undefined,
      bodyNumbered: '',
      bodyNamed: '',
      footer: undefined,
      buttons: [],
      parameters: [],
      cards: [],
    });
  });
});

describe('any template', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/);
  const literal = fc.stringMatching(/^[A-Za-z ,.!\u00e9\u{1F600}]{1,20}$/u);
  const value = fc
    .stringMatching(/^[A-Za-z0-9][A-Za-z0-9 .\u00e9-]{0,6}[A-Za-z0-9]$/)
    .filter((text) => !/ {5}/.test(text));
  const placeholder = (format: SendableTemplate['parameterFormat']) =>
    format === 'NAMED' ? word : fc.integer({ min: 1, max: 6 }).map(String);
  const cases = fc.constantFrom('NAMED' as const, 'POSITIONAL' as const).chain((parameterFormat) =>
    fc.record({
      parameterFormat: fc.constant(parameterFormat),
      parts: fc.array(fc.tuple(literal, placeholder(parameterFormat), fc.constantFrom('{{@}}', '{{ @ }}')), {
        maxLength: 6,
      }),
      values: fc.array(value, { minLength: 7, maxLength: 7 }),
      hasButton: fc.boolean(),
      shuffled: fc.boolean(),
    }),
  );

  it('is filled without a placeholder left, as Meta fills it, by names and by places', () => {
    fc.assert(
      fc.property(cases, ({ parameterFormat, parts, values, hasButton, shuffled }) => {
        const text = `${parts.map(([before, name, form]) => before + form.replace('@', name)).join('')} end`;
        const buttons = hasButton ? [{ type: 'URL', text: 'Go', url: 'https://t.example/{{1}}' }] : [];
        const template = make(
          [
            { type: 'BODY', text },
            { type: 'BUTTONS', buttons },
          ],
          { parameterFormat },
        );
        const { parameters, bodyNamed, bodyNumbered } = describeTemplate(template);
        const named = parameters.map(({ name }, place) => ({ name, value: values[place] ?? '' }));
        const filled = fillTemplate(template, shuffled ? named.toReversed() : named);
        expect(filled.text).not.toMatch(/\{\{|\}\}/);
        expect(textAtMeta(template, filled.content)).toBe(filled.text);
        const byPlace = named.map((entry) => ({ name: null, value: entry.value }));
        expect(fillTemplate(template, byPlace)).toEqual(filled);
        const distinct = new Set(parts.map(([, name]) => name));
        expect(parameters).toHaveLength(distinct.size + (hasButton ? 1 : 0));
        expect(new Set(bodyNumbered.match(/\{\{\d+\}\}/g) ?? []).size).toBe(distinct.size);
        expect(bodyNamed).toBe(text.replace(/\{\{ (\w+) \}\}/g, '{{$1}}'));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses when any one value is left out', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ parameterFormat, parts, values }, pick) => {
        const text = parts.map(([before, name]) => `${before}{{${name}}}`).join('');
        const fill = compileTemplate(bodyOnly(text, parameterFormat));
        const names = describeTemplate(bodyOnly(text, parameterFormat)).parameters.map(({ name }) => name);
        fc.pre(names.length > 0);
        const left = names[pick % names.length];
        const given = names
          .map((name, place) => ({ name, value: values[place] }))
          .filter((entry) => entry.name !== left);
        expect(refusalOf(() => fill(given)).details).toEqual({ missing: [left] });
      }),
    );
  });
});
