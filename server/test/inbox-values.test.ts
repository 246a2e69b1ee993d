import { describe, expect, test } from 'vitest';
import { readRange } from '../src/http/inbox/byte-range.ts';
import { fillFlowText } from '../src/modules/automation/flow-text.ts';
import { renameInDefinition } from '../src/modules/automation/index.ts';
import { renameVariable } from '../src/modules/inbox/fill-variables.ts';
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

describe('a variable that is named anew', () => {
  test.each([
    [
      'in any case, with its fallback',
      'Hi {{ CITY | you }} {{cities}}',
      'city',
      'town',
      'Hi {{town| you }} {{cities}}',
    ],
    ['not the agent, who is no attribute', '{{agent}}', 'agent', 'rep', '{{agent}}'],
    ['not so that the agent would stand there', '{{city}}', 'city', 'Agent', '{{city}}'],
    ['not by what no variable can be called', '{{city}}', 'city', 'a|b', '{{city}}'],
  ])('%s', (_what, text, from, to, renamed) => expect(renameVariable(text, from, to)).toBe(renamed));

  test('in a chatbot only where it can bear the name', () => {
    const flow = {
      start: 'a',
      nodes: [{ id: 'a', kind: 'question' as const, text: 'Hm {{ x }}{{y}}', attribute: 'x' }],
    };
    expect(renameInDefinition(flow, 'x', 'z')?.nodes).toMatchObject([{ text: 'Hm {{z}}{{y}}', attribute: 'z' }]);
    expect(renameInDefinition(flow, 'x', 'z'.repeat(101))).toBeUndefined();
    expect(renameInDefinition(flow, 'x', '{z}')).toBeUndefined();
  });
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

// Blanks could be read as part of the name or not, in so many ways that one text held the server up for minutes.
test.each([
  ['a quick reply', (text: string) => fillVariables(text, { name: null, phone: null, agent: '', attributes: {} }).text],
  ['a chatbot', (text: string) => fillFlowText(text, new Map())],
])('a variable of %s that is never closed is read once', { timeout: 5_000 }, (_what, fill) => {
  const text = `{{${' '.repeat(20_000)}`;
  expect(fill(text)).toBe(text);
});

describe('the query of a text search', () => {
  test.each([
    ["it's 50% OFF!", 'tenant1x & (it:*) & (s:*) & (50:*) & (off:*)'],
    ['Привет', 'tenant1x & (Привет:* | привет:* | ПРИВЕТ:*)'],
    ['!?&|', undefined],
  ])('%s', (text, query) => expect(toQuery('1', text)).toBe(query));
});
