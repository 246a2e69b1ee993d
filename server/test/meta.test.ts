import { describe, expect, it } from 'vitest';
import { findErrorRule, judgeError, listErrorRules } from '../src/meta/error-codes.ts';
import { errorWithoutBody, isUnknownObject, readGraphError } from '../src/meta/graph-error.ts';
import { parseMetaJson } from '../src/meta/parse-json.ts';
import { signBody, verifySignature } from '../src/meta/signature.ts';
import { readErrorTable } from './meta-contract.ts';

describe('signature', () => {
  // Made with `openssl dgst -sha256 -hmac`.
  const escaped = String.raw`{"text":"caf\u00e9 \ud83d\ude00 https:\/\/example.test"}`;
  const escapedSignature = 'sha256=ab77ff9c2ce4e378d89f698c906dfe362300d1e82f88a3e491de719dc8172f6e';
  const utf8Signature = 'sha256=ac0bf91717d9259b9e5f43308897f3055caa73bc5b84e84f7475289bf9800d18';

  it('signs as the published vectors say', () => {
    expect(signBody('The quick brown fox jumps over the lazy dog', 'key')).toBe(
      'sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
    );
    expect(signBody(escaped, 'app-secret-1')).toBe(escapedSignature);
    expect(signBody('{"text":"café"}', 'app-secret-1')).toBe(utf8Signature);
  });

  it('finds the secret that fits, on the raw bytes only', () => {
    const raw = Buffer.from(escaped, 'ascii');
    expect(verifySignature(raw, escapedSignature, ['other', 'app-secret-1'])).toBe(1);
    expect(verifySignature(raw, `sha256=${escapedSignature.slice(7).toUpperCase()}`, ['app-secret-1'])).toBe(0);
    const reserialised = Buffer.from(JSON.stringify(JSON.parse(escaped)));
    expect(verifySignature(reserialised, escapedSignature, ['app-secret-1'])).toBe(-1);
  });

  it.each([
    ['no header', undefined],
    ['no prefix', escapedSignature.slice(7)],
    ['another algorithm', `sha1=${escapedSignature.slice(7)}`],
    ['too short', escapedSignature.slice(0, -2)],
    ['not hex', `sha256=${'z'.repeat(64)}`],
    ['empty', ''],
  ])('refuses a header with %s', (_name, header) => {
    expect(verifySignature(Buffer.from(escaped), header, ['app-secret-1'])).toBe(-1);
  });
});

describe('error codes', () => {
  const rows = readErrorTable();

  it('has a rule for every code of the contract, with its status and verdict', () => {
    expect(rows.length).toBeGreaterThan(70);
    for (const { code, httpStatus, verdict, pauses } of rows) {
      const rule = findErrorRule(code);
      expect({ code, httpStatus: rule.httpStatus, verdict: rule.verdict.kind }).toEqual({ code, httpStatus, verdict });
      expect({ code, pauses: rule.verdict.kind === 'fix' && rule.verdict.pausesChannel }).toEqual({ code, pauses });
      expect(rule.plain).toContain(`(${code}).`);
    }
  });

  it('has no rule beyond the contract', () => {
    const known = new Set(rows.map(({ code }) => code));
    expect(listErrorRules().filter(({ code }) => !known.has(code))).toEqual([]);
  });

  it('knows the numbers that the contract gives', () => {
    expect(findErrorRule(131056).verdict).toMatchObject({ kind: 'retry', scope: 'pair', baseMs: 4000, factor: 4 });
    expect(findErrorRule(130429).verdict).toMatchObject({ kind: 'retry', scope: 'channel' });
    expect(findErrorRule(1).verdict).toMatchObject({ maxTries: 3 });
    expect(findErrorRule(131000).verdict).toMatchObject({ maxTries: 4 });
    expect(findErrorRule(131053).verdict).toMatchObject({ maxTries: 2 });
    expect(findErrorRule(131049).verdict).toEqual({ kind: 'wait', afterMs: 86_400_000 });
    expect(findErrorRule(131048).verdict).toMatchObject({ kind: 'fix', pausesChannel: false, pausesMarketing: true });
    expect(findErrorRule(131050).verdict).toMatchObject({ kind: 'drop', optsOutOfMarketing: true });
    expect(findErrorRule(131026).plain).toBe("Customer can't be reached on WhatsApp (131026).");
  });

  it('judges unknown codes by status and transience, known ones by the code alone', () => {
    const verdictOf = (code: number, httpStatus: number, isTransient: boolean) =>
      judgeError({ code, httpStatus, isTransient }).verdict.kind;
    expect(verdictOf(999_999, 400, true)).toBe('fix');
    expect(verdictOf(999_999, 500, false)).toBe('fix');
    expect(verdictOf(999_999, 500, true)).toBe('retry');
    expect(verdictOf(131026, 500, true)).toBe('drop');
    expect(judgeError(errorWithoutBody(429)).verdict).toMatchObject({ kind: 'retry', scope: 'channel' });
    expect(judgeError(errorWithoutBody(404)).verdict).toEqual({ kind: 'fix', pausesChannel: true });
    expect(judgeError(errorWithoutBody(413)).verdict).toEqual({ kind: 'fix', pausesChannel: false });
  });

  it('reads the forms of an error body and never keeps the token', () => {
    const text = {
      error: { message: 'Malformed access token EAAGtoken', code: '190', error_data: 'EAAGtoken is bad' },
    };
    expect(readGraphError(401, text, 'EAAGtoken')).toEqual({
      httpStatus: 401,
      code: 190,
      message: 'Malformed access token [token]',
      details: '[token] is bad',
    });
    const long = readGraphError(400, { error: { message: 'x'.repeat(5000), code: 100, error_subcode: 33 } }, 'token');
    expect(long?.message).toHaveLength(1000);
    expect(long && isUnknownObject(long)).toBe(true);
    expect(isUnknownObject({ code: 803 })).toBe(true);
    expect(isUnknownObject({ code: 100 })).toBe(false);
    for (const none of [null, 'error', [], {}, { error: 'no' }, { error: { message: 'no code' } }]) {
      expect(readGraphError(400, none, 'token')).toBeUndefined();
    }
  });
});

describe('parseMetaJson', () => {
  it('keeps long integers as text, other numbers as numbers, and leaves U+0000 out', () => {
    expect(
      parseMetaJson('{"a":12345678901234567890,"b":9007199254740991,"c":[-9007199254740993],"d":1.5e300}'),
    ).toEqual({
      a: '12345678901234567890',
      b: 9007199254740991,
      c: ['-9007199254740993'],
      d: 1.5e300,
    });
    expect(parseMetaJson(String.raw`{"a":"x\u0000y","b\u0000":1}`)).toEqual({ a: 'xy' });
    expect(() => parseMetaJson('{')).toThrow(SyntaxError);
  });
});
