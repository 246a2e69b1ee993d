import { describe, expect, test } from 'vitest';
import { readDuration } from '../src/story/durations.ts';
import { describeMismatch, isTextAsWanted } from '../src/story/match.ts';
import { readStory, StoryError } from '../src/story/read-story.ts';

const head = 'name: A test\ncustomers:\n  mei: { phone: "+447900000001" }\n';

function faultsOf(text: string): string {
  try {
    readStory(text, 'story.yaml');
  } catch (error) {
    if (error instanceof StoryError) return error.message;
    throw error;
  }
  return 'none';
}

describe('a story file', () => {
  test('is read with its places', () => {
    const story = readStory(
      `${head}seed: 7\nsteps:\n  - customer_says: Hi\n\n  - wait: 1 h 30 min\n    note: later\n`,
      'a.yaml',
    );
    expect(story).toMatchObject({ name: 'A test', seed: '7', withinMs: 5_000 });
    expect(story.customers).toEqual([{ key: 'mei', phone: '447900000001', name: undefined }]);
    expect(story.steps).toMatchObject([
      { number: 1, line: 6, verb: 'customer_says', input: 'Hi', source: 'customer_says: Hi' },
      { number: 2, line: 8, verb: 'wait', input: 5_400_000, aside: { note: 'later' } },
    ]);
  });

  test.each([
    ['steps: [', /^story\.yaml:\d+: /],
    ['steps: []', /^story\.yaml:4: steps: /],
    ['steps:\n  - dance: true', /^story\.yaml:5: step 1 does nothing that is known\. Steps are: customer_says, /],
    [
      'steps:\n  - wait: 1 h\n  - customer_says: a\n    wait: 1 h',
      /^story\.yaml:6: step 2 does customer_says and wait/,
    ],
    ['steps:\n  - wait: soon', /^story\.yaml:5: steps\[1\]\.wait: must be a time such as "5 s"/],
    ['steps:\n  - wait: 400 d', /from 1 ms to/],
    ['steps:\n  - customer_says: a\n    customer: tom', /^story\.yaml:5: step 1: there is no customer "tom"/],
    ['steps:\n  - customer_says: a\n    loudly: true', /^story\.yaml:6: steps\[1\]: Unrecognized key: "loudly"/],
    ['steps:\n  - must_send: { txt: a }', /must_send: Unrecognized key: "txt"/],
    ['steps:\n  - must_send: { text: { matches: "(" } }', /must_send\.text\.matches: is no regular expression/],
    ['steps:\n  - must_send: { text: [a] }', /must_send: text: must be a text, \{contains: \.\.\.\}/],
    ['steps:\n  - call: { method: GET }', /steps\[1\]\.call: give either url or path/],
    ['steps:\n  - call: { path: /a, method: BREW }', /steps\[1\]\.call\.method: /],
    ['steps:\n  - customer_reads: false', /customer_reads: must be true/],
    ['steps:\n  - expect_webhook: { body: {} }', /must be the name of an event, or \{event, body\}/],
    ['colour: red\nsteps:\n  - wait: 1 h', /^story\.yaml:4: the story: Unrecognized key: "colour"/],
  ])('%j is refused with its line', (text, sentence) => {
    expect(faultsOf(`${head}${text}\n`)).toMatch(sentence);
  });

  test('tells every fault at once', () => {
    expect(faultsOf(`${head}steps:\n  - wait: x\n  - dance: 1\n`).split('\n')).toHaveLength(2);
  });
});

test.each([
  ['500 ms', 500],
  ['2h', 7_200_000],
  ['1 d 30 min', 88_200_000],
  ['1.5 s', 1_500],
  ['5', undefined],
  ['5 parsecs', undefined],
  ['5 s later', undefined],
  ['', undefined],
])('the duration %j', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

describe('what is wanted', () => {
  test.each([
    [{ a: 1 }, { a: 1, b: 2 }, undefined],
    [{ a: { b: 'x' } }, { a: { b: 'y' } }, 'a.b: expected "x", seen "y"'],
    [{ a: 1 }, {}, 'a: expected 1, seen nothing'],
    [[1, { any: true }], [1, 'x'], undefined],
    [[1], [1, 2], 'the list: expected 1 entries, seen 2: [1,2]'],
    [{ a: { any: true } }, { a: null }, 'a: expected any value, seen null'],
    [{ a: { contains: 'ell' } }, { a: 'hello' }, undefined],
    [{ a: { matches: '^h.o$' } }, { a: 'hello' }, 'a: expected a text like /^h.o$/, seen "hello"'],
    [{ a: { equals: 'x' } }, { a: 'x' }, undefined],
    [{ a: 1 }, 'text', 'expected {"a":1}, seen "text"'],
  ])('%j and %j', (wanted, seen, words) => {
    expect(describeMismatch(wanted, seen)).toBe(words);
  });

  test('numbers of a story are texts', () => {
    expect(isTextAsWanted(12, '12')).toBe(true);
    expect(isTextAsWanted({ contains: 'x' }, '12')).toBe(false);
  });
});
