import { describe, expect, test } from 'vitest';
import {
  isSecretName,
  redactPath,
  redactText,
  toRedactedJson,
  toRedactedText,
} from '../src/http/request-log/redact.ts';

describe('secrets', () => {
  test('are told by the name of what holds them', () => {
    const secret = [
      'token',
      'verifyToken',
      'access_token',
      'appSecret',
      'Password',
      'x-api-key',
      'sig',
      'otp',
      'user_pin',
    ];
    const open = ['tokenId', 'tokens_used', 'author', 'keyword', 'shopping', 'name', 'text', 'design', 'spin', 'phone'];
    expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
    expect(open.filter(isSecretName)).toEqual([]);
  });

  test('are told by their form, wherever they stand', () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    const text = `a pk_0123456789abcdefghij b whsec_0123456789abcdefghij c EAAG0123456789abcdefgh d ${jwt} e Bearer some.thing f`;
    expect(redactText(text)).toBe('a [removed] b [removed] c [removed] d [removed] e [removed] f');
  });

  test('are taken out of addresses, whose harmless part stays', () => {
    expect(redactText('see https://user:pw@files.test/a/b.png?X-Amz-Signature=abc&width=20#top')).toBe(
      'see https://[removed]@files.test/a/b.png?X-Amz-Signature=[removed]&width=20#top',
    );
    expect(redactText(`https://files.test/?x=${'9'.repeat(40)}`)).toBe('https://files.test/?x=[removed]');
  });

  test('are taken out of paths, also where they are written by percent signs', () => {
    expect(redactPath('/1/api/v1/rotateToken?Token=abc&pageSize=5')).toBe(
      '/1/api/v1/rotateToken?Token=[removed]&pageSize=5',
    );
    const url = encodeURIComponent('https://u:p@x.test/?token=abc');
    expect(redactPath(`/send?fileUrl=${url}&messageText=Hello%20you`)).toBe(
      `/send?fileUrl=${encodeURIComponent('https://[removed]@x.test/?token=[removed]')}&messageText=Hello%20you`,
    );
  });
});

// Looked for letter by letter, the beginning of an address took half a minute here, and the whole server waited.
test('a long word beside an address is read once', { timeout: 5_000 }, () => {
  const word = 'a'.repeat(150_000);
  expect(redactText(`http://u:p@x.test/ ${word}`)).toBe(`http://[removed]@x.test/ ${word}`);
});

describe('a body', () => {
  test('keeps its shape without its secrets', () => {
    const body = {
      name: 'Ann',
      password: 'hunter2',
      token: { id: '1', text: 'pk_0123456789abcdefghij' },
      parameters: [
        { name: 'otp', value: '123456' },
        { name: 'city', value: 'Rome' },
      ],
      tokens: ['kept'],
      secret: ['a', 5, null],
      at: new Date(0),
      none: undefined,
    };
    expect(JSON.parse(toRedactedJson(body, 1_000))).toEqual({
      name: 'Ann',
      password: '[removed]',
      token: { id: '1', text: '[removed]' },
      parameters: [
        { name: 'otp', value: '[removed]' },
        { name: 'city', value: 'Rome' },
      ],
      tokens: ['kept'],
      secret: ['[removed]', '[removed]', null],
      at: '1970-01-01T00:00:00.000Z',
    });
  });

  test('is cut where it is full, however large it is, and never within a secret', () => {
    const large = Array.from({ length: 100_000 }, (_, index) => ({ index }));
    expect(toRedactedJson(large, 50)).toMatch(/^\[\{"index":0\},.{30,45} … \[cut\]$/);
    const secret = `pk_${'a'.repeat(30)}`;
    expect(toRedactedJson({ text: `${'x '.repeat(20)}${secret}` }, 55)).not.toContain('pk_aaa');
    expect(toRedactedText(`${'x '.repeat(20)}${secret}`, 45)).not.toContain('pk_aaa');
    expect(toRedactedText('a\0b', 45)).toBe('ab');
  });
});
