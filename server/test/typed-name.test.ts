import { expect, test } from 'vitest';
import { isTypedName } from '../../web/src/ui/typed-name.ts';

test.each([
  ['Mei Tam', 'Mei Tam', true],
  [' Mei Tam ', 'Mei Tam', true],
  ['mei tam', 'Mei Tam', false],
  ['', 'Mei', false],
  ['Mei Tam', 'Mei\n\u00a0Tam', true],
  ['Mei', '\u202eMei\u202c', true],
  ['José', 'Jose\u0301', true],
  ['👩‍👧', '👩‍👧', true],
  ['Mei', 'Mei Tam', false],
])('"%s" typed for "%s": %s', (typed, name, expected) => {
  expect(isTypedName(typed, name)).toBe(expected);
});
