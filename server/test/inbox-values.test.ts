import { describe, expect, test } from 'vitest';
import { readRange } from '../src/http/inbox/byte-range.ts';
import { fillVariables, variablesOf } from '../src/modules/inbox/index.ts';
import { toQuery } from '../src/modules/inbox/search-inbox.ts';

describe('a Range header', () => {
  test.each([
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=20-10', undefined],
    ['bytes=0-1,5-6', undefined],
    ['bytes=-', undefined],
    ['items=0-1', undefined],
  ])('%s', (header, range) => expect(readRange(header, 100)).toEqual(range));

  test('beyond the end it is refused', () => expect(() => readRange('bytes=100-', 100)).toThrow('100 bytes'));
});

describe('variables of a quick reply', () => {
  const filling = {
    name: 'Iris',
    phone: null,
    agent: 'Ana',
    attributes: { City: 'Oslo', Empty: '', Sly: '{{agent}}' },
  };

  test('are filled in any case, with fallbacks, and never twice', () => {
    const text = '{{Name}} {{ city }} {{empty|none}} {{phone}} {{sly}} {{no such}}';
    expect(fillVariables(text, filling)).toEqual({
      text: 'Iris Oslo none {{phone}} {{agent}} {{no such}}',
      missing: ['phone', 'no such'],
    });
    expect(variablesOf('{{a}} {{a|b}} {{c}} {d}')).toEqual(['a', 'c']);
  });
});

describe('the query of a text search', () => {
  test.each([
    ["it's 50% OFF!", 'tenant1x & (it:*) & (s:*) & (50:*) & (off:*)'],
    ['Привет', 'tenant1x & (Привет:* | привет:* | ПРИВЕТ:*)'],
    ['!?&|', undefined],
  ])('%s', (text, query) => expect(toQuery('1', text)).toBe(query));
});
