import { describe, expect, it } from 'vitest';
import { fillTemplate, type GivenParameter } from '../src/modules/templates/index.ts';
import { bodyOnly, booking, byName, orderUpdate, refusalOf, textAtMeta } from './templates-lab.ts';

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
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [
              { type: 'payload', payload: '{"ButtonIndex":0,"CarouselCardIndex":null,"BroadcastLinkId":null}' },
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

  it('does not read placeholders in values', () => {
    const filled = fillTemplate(bodyOnly('{{1}} and {{2}}.', 'POSITIONAL'), byName({ 1: '{{2}}', 2: '$& {{1}}' }));
    expect(filled.text).toBe('{{2}} and $& {{1}}.');
  });
});
