import { describe, expect, test } from 'vitest';
import { findErrorRule } from '../src/meta/error-codes.ts';
import { rejectionOf } from '../src/meta/graph-call.ts';
import { createOutage } from '../src/modules/messages/outage.ts';
import { decideAttempt, decideFailedStatus, unknownGraceMs } from '../src/modules/messages/retry-policy.ts';
import { type ErrorRow, readErrorTable } from './meta-contract.ts';

const nowMs = Date.UTC(2026, 10, 14, 12);
const rejected = (code: number, details = 'details') =>
  rejectionOf({ httpStatus: findErrorRule(code).httpStatus, code, message: 'message', details });
const decide = (outcome: Parameters<typeof decideAttempt>[0], attempts = 1) =>
  decideAttempt(outcome, attempts, nowMs, createOutage());
const gapOf = (code: number, attempts: number): number => {
  const { settlement } = decide(rejected(code), attempts);
  return settlement.kind === 'again' ? settlement.dueAt.getTime() - nowMs : Number.NaN;
};
const table = readErrorTable();
const codesOf = (wanted: (row: ErrorRow) => boolean): number[] => table.filter(wanted).map((row) => row.code);
const maxTriesOf = (code: number): number => {
  const { verdict } = findErrorRule(code);
  return verdict.kind === 'retry' ? verdict.maxTries : 1;
};

describe('an attempt that Meta refused', () => {
  test('is tried again later, then failed, when its code may pass', () => {
    const codes = codesOf((row) => row.verdict === 'retry');
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) checkTries(code);
  });

  function checkTries(code: number): void {
    const maxTries = maxTriesOf(code);
    for (let attempts = 1; attempts < maxTries; attempts += 1) {
      expect(decide(rejected(code), attempts).settlement).toMatchObject({ kind: 'again', attempts });
      expect(gapOf(code, attempts)).toBeGreaterThan(0);
    }
    const last = decide(rejected(code), maxTries);
    expect(last.settlement).toEqual({ kind: 'failed', code: String(code), detail: 'details' });
    expect(last.pauseChannel).toBeUndefined();
  }

  test('fails at once when its code lasts', () => {
    for (const code of codesOf((row) => row.verdict !== 'retry' && !row.pauses)) {
      const settlement = { kind: 'failed', code: String(code), detail: 'details' };
      expect(decide(rejected(code))).toEqual({ settlement });
    }
  });

  test('pauses the number and keeps the message and its tries when its code is of the whole number', () => {
    for (const code of codesOf((row) => row.pauses)) {
      const decision = decide(rejected(code), 3);
      expect(decision.settlement).toMatchObject({ kind: 'again', attempts: 2, dueAt: new Date(nowMs) });
      expect(decision.pauseChannel).toContain(`(${code})`);
    }
  });

  test.each([4, 613, 80007, 130429, 131057])('%i slows the number', (code) => {
    expect(decide(rejected(code))).toMatchObject({ slowChannel: true, settlement: { kind: 'again' } });
  });

  test('131000 does not slow the number', () => {
    expect(decide(rejected(131000)).slowChannel).toBe(false);
  });

  test('131056 waits 4^n seconds, at most the 270 of a full burst', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempts) => gapOf(131056, attempts) / 1000)).toEqual([
      4, 16, 64, 256, 270, 270, 270,
    ]);
  });

  test('the gaps of the others double, with up to a fifth taken off', () => {
    for (const [index, full] of [2_000, 4_000, 8_000].entries()) {
      expect(gapOf(131016, index + 1)).toBeLessThanOrEqual(full);
      expect(gapOf(131016, index + 1)).toBeGreaterThanOrEqual(full * 0.8);
    }
  });

  test('without a code of Meta fails without one', () => {
    const { settlement } = decide(rejectionOf({ httpStatus: 413, code: -1, message: 'HTTP status 413.' }));
    expect(settlement).toEqual({ kind: 'failed', code: null, detail: 'HTTP status 413.' });
  });

  test('Meta’s details are cut where they are endless', () => {
    const { settlement } = decide(rejected(100, 'x'.repeat(5_000)));
    expect(settlement.kind === 'failed' ? settlement.detail.length : 0).toBeLessThanOrEqual(501);
  });
});

describe('other ends of an attempt', () => {
  test('an acceptance keeps the wamid', () => {
    expect(decide({ kind: 'accepted', wamid: 'wamid.1' })).toEqual({
      settlement: { kind: 'accepted', wamid: 'wamid.1' },
    });
  });

  test('an unknown outcome is looked at again after a minute', () => {
    expect(unknownGraceMs).toBe(60_000);
    expect(decide({ kind: 'unknown', detail: 'timeout' }).settlement).toEqual({
      kind: 'unknown',
      checkAt: new Date(nowMs + 60_000),
      error: 'timeout',
    });
  });

  test('what never reached Meta is no try; the gaps grow from round to round and shrink when Meta is reached', () => {
    const outage = createOutage();
    let at = nowMs;
    const gaps: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const { settlement } = decideAttempt({ kind: 'not_sent', detail: 'refused' }, 1, at, outage);
      expect(settlement).toMatchObject({ kind: 'again', attempts: 0, error: 'refused' });
      const next = settlement.kind === 'again' ? settlement.dueAt.getTime() : 0;
      // All that fail in one round come back together, however many they are.
      expect(outage.nextTryMs(at)).toBe(next);
      expect(outage.nextTryMs(next - 1)).toBe(next);
      gaps.push(next - at);
      at = next;
    }
    for (const [round, gap] of gaps.entries()) {
      const full = Math.min(60_000, 1_000 * 2 ** round);
      expect(gap).toBeLessThanOrEqual(full);
      expect(gap).toBeGreaterThanOrEqual(full * 0.8);
    }
    outage.over();
    expect(outage.nextTryMs(at) - at).toBeLessThanOrEqual(1_000);
  });
});

describe('a failure told by a status', () => {
  test('leads to what the table says', () => {
    for (const { code, verdict, pauses } of table) {
      const decision = decideFailedStatus(code, 0, nowMs);
      const pauseChannel = expect.stringContaining(`(${code})`);
      if (pauses) expect(decision).toEqual({ dueAt: new Date(nowMs), pauseChannel });
      else expect({ code, again: decision !== undefined }).toEqual({ code, again: verdict === 'retry' });
      if (verdict === 'retry') expect(decision?.dueAt.getTime()).toBeGreaterThan(nowMs);
    }
  });

  test('has as many tries as one told by an answer', () => {
    for (const code of codesOf((row) => row.verdict === 'retry')) {
      expect(decideFailedStatus(code, maxTriesOf(code) - 2, nowMs)).toBeDefined();
      expect(decideFailedStatus(code, maxTriesOf(code) - 1, nowMs)).toBeUndefined();
    }
  });

  test('an unknown code fails for good', () => {
    expect(decideFailedStatus(999_999, 0, nowMs)).toBeUndefined();
  });
});
