import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokenBucket } from '../src/modules/messages/token-bucket.ts';

/** Takes all there is at each of these moments; answers what was taken when. */
function drain(bucket: ReturnType<typeof createTokenBucket>, moments: readonly number[]): [number, number][] {
  return moments.map((ms) => {
    const count = bucket.available(ms);
    bucket.take(count, ms);
    return [ms, count];
  });
}

const within = (taken: readonly [number, number][], from: number, to: number): number =>
  taken.reduce((sum, [ms, count]) => (ms >= from && ms < to ? sum + count : sum), 0);

const gaps = fc.array(fc.oneof(fc.nat(5), fc.nat(100), fc.nat(3_000)), { minLength: 1, maxLength: 200 });
const toMoments = (steps: readonly number[]): number[] => {
  let ms = 1_000_000;
  return steps.map((step) => {
    ms += step;
    return ms;
  });
};

describe('a token bucket', () => {
  test('gives no more than the rate and a tenth of it in any second, however it is asked', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 10, 20, 80, 1_000), gaps, (rate, steps) => {
        const taken = drain(createTokenBucket(rate), toMoments(steps));
        const limit = rate + Math.max(1, rate * 0.1);
        for (const [ms] of taken) expect(within(taken, ms, ms + 1_000)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test.each([1, 20, 80, 1_000])('gives all of its rate (%i a second) to who asks often', (rate) => {
    const moments = Array.from({ length: 10_001 }, (_, ms) => ms);
    const taken = drain(createTokenBucket(rate), moments);
    expect(within(taken, 0, 10_001)).toBeGreaterThanOrEqual(rate * 10);
  });

  test('says when to come back: not before there is a token, and then there is one', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 20, 80, 1_000), gaps, (rate, steps) => {
        const bucket = createTokenBucket(rate);
        for (const ms of toMoments(steps)) {
          bucket.take(bucket.available(ms), ms);
          const wait = bucket.waitMs(ms);
          expect(wait).toBeGreaterThan(0);
          expect(wait).toBeLessThanOrEqual(Math.ceil(1_000 / Math.min(rate, 50)));
          expect(createCopy(rate, steps, ms)(ms + wait)).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 100, examples: [[80, [0, 45, 30]]] },
    );
  });

  test('gives half its rate for a minute after it is slowed down, then all of it again', () => {
    const bucket = createTokenBucket(80);
    drain(bucket, [0]);
    bucket.slowDown(0);
    const seconds = Array.from({ length: 12_001 }, (_, index) => index * 10);
    const taken = drain(bucket, seconds);
    expect(within(taken, 0, 60_000)).toBeGreaterThanOrEqual(40 * 60 - 1);
    expect(within(taken, 0, 60_000)).toBeLessThanOrEqual(40 * 60 + 1);
    expect(within(taken, 61_000, 71_000)).toBe(800);
  });

  test('that is slowed down again and again is not slowed down further', () => {
    const bucket = createTokenBucket(80);
    drain(bucket, [0]);
    for (let times = 0; times < 10; times += 1) bucket.slowDown(0);
    expect(within(drain(bucket, [100]), 0, 1_000)).toBe(4);
  });

  test('takes a new rate at once', () => {
    const bucket = createTokenBucket(80);
    drain(bucket, [0]);
    bucket.setRate(1_000);
    expect(bucket.available(0)).toBe(100);
    bucket.setRate(10);
    expect(bucket.available(0)).toBe(1);
  });

  test('without a rate never holds anything back', () => {
    const bucket = createTokenBucket(0);
    bucket.slowDown(5);
    bucket.take(1_000_000, 5);
    expect(bucket.available(5)).toBe(Number.POSITIVE_INFINITY);
    expect(bucket.waitMs(5)).toBe(0);
  });

  test('gives nothing for a clock that stands still', () => {
    const bucket = createTokenBucket(80);
    expect(drain(bucket, [7, 7, 7]).map(([, count]) => count)).toEqual([8, 0, 0]);
  });
});

/** What a bucket with the same history has at a moment. */
function createCopy(rate: number, steps: readonly number[], untilMs: number): (ms: number) => number {
  const bucket = createTokenBucket(rate);
  drain(
    bucket,
    toMoments(steps).filter((ms) => ms <= untilMs),
  );
  return (ms) => bucket.available(ms);
}
