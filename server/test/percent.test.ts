import { expect, test } from 'vitest';
import { percentText, toPercent } from '../../web/src/ui/percent.ts';

test.each([
  [0, 0, 0, '0 %'],
  [0, 1_998, 0, '0 %'],
  [1, 1_998, 1, '< 1 %'],
  [10, 1_998, 1, '1 %'],
  [999, 1_998, 50, '50 %'],
  [1_980, 1_998, 99, '99 %'],
  [1_997, 1_998, 99, '> 99 %'],
  [1_998, 1_998, 100, '100 %'],
  // Counts of a moment ago may have passed each other.
  [1_999, 1_998, 100, '100 %'],
  [3, 0, 0, '0 %'],
])('%i of %i is 0 or 100 percent only for none or all', (part, whole, percent, text) => {
  expect([toPercent(part, whole), percentText(part, whole)]).toEqual([percent, text]);
});
