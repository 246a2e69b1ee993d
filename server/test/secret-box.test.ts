import { expect, test } from 'vitest';
import { createSecretBox } from '../src/kernel/secret-box.ts';

const box = createSecretBox('a key of the tests');

test('opens what it sealed, and seals nothing twice alike', () => {
  expect(box.open(box.seal('Grüße'))).toBe('Grüße');
  expect(box.seal('x')).not.toBe(box.seal('x'));
});

test('opens nothing of another key, nothing changed, and nothing whose proof was cut short', () => {
  const sealed = Buffer.from(box.seal(''), 'base64');
  const changed = Buffer.from(sealed);
  changed[0] = (changed[0] ?? 0) ^ 1;
  // A proof of 4 bytes is guessed by trying.
  const cut = sealed.subarray(0, 16);
  for (const bytes of [changed, cut]) expect(() => box.open(bytes.toString('base64'))).toThrow();
  expect(() => createSecretBox('another key').open(sealed.toString('base64'))).toThrow();
});
