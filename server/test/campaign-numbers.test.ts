import { expect, test } from 'vitest';
import { idAtPlace, idTimeMs, isId, newId } from '../src/kernel/ids.ts';
import { readTier } from '../src/modules/channels/index.ts';

test.each([
  ['TIER_50', 50],
  ['TIER_250', 250],
  ['TIER_1K', 1_000],
  ['tier_2k', 2_000],
  ['TIER_100K', 100_000],
  ['TIER_UNLIMITED', undefined],
  ['TIER_NOT_SET', undefined],
  [null, undefined],
])('reads the messaging limit %s as %s people', (tier, people) => {
  expect(readTier(tier)).toBe(people);
});

test('ids of a list rise by their place and leave the order of other ids alone', () => {
  const nowMs = 1_795_000_000_999;
  const before = newId(nowMs);
  const far = nowMs + 30 * 86_400_000;
  const ids = Array.from({ length: 3_000 }, (_, place) => idAtPlace(far, place));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isId)).toBe(true);
  expect(idTimeMs(ids[0] ?? '')).toBe(Math.floor(far / 1000) * 1000);
  const after = newId(nowMs);
  expect(after > before && after < (ids[0] ?? '')).toBe(true);
});
