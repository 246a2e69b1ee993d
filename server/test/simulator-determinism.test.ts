import { expect, test } from 'vitest';
import { playLongRun } from '../bench/simulation/play-long-run.ts';

const options = { days: 3, chats: 50, perWeek: 3 };

test('three days of fifty chats, twice with one seed, are the same bytes; another seed gives others', async () => {
  const first = await playLongRun({ ...options, seed: 7 });
  const second = await playLongRun({ ...options, seed: 7 });
  expect(second.lines).toEqual(first.lines);
  expect(second.logs).toBe(first.logs);
  expect(second.fingerprint).toBe(first.fingerprint);
  expect(first.webhooks).toBeGreaterThan(200);
  const other = await playLongRun({ ...options, days: 1, seed: 8 });
  expect(other.lines[0]).not.toBe(first.lines[0]);
});
