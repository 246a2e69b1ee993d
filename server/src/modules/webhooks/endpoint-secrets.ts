import { randomBytes } from 'node:crypto';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { Endpoint } from './queries.ts';

const secretBytes = 32;

/** A secret to sign with, as its owner is shown it once. All of its characters are the key. */
export function newSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64url')}`;
}

type Sealed = Pick<Endpoint, 'sealedSecret' | 'sealedPreviousSecret' | 'previousSecretUntil'>;

/** Opens the secrets of an endpoint once; answers those that sign at a moment, the newest first. */
export function openSecrets(box: SecretBox, endpoint: Sealed): (atMs: number) => readonly string[] {
  const { sealedSecret, sealedPreviousSecret, previousSecretUntil } = endpoint;
  const current = sealedSecret === null ? [] : [box.open(sealedSecret)];
  if (sealedPreviousSecret === null || previousSecretUntil === null) return () => current;
  const both = [...current, box.open(sealedPreviousSecret)];
  return (atMs) => (atMs < previousSecretUntil.getTime() ? both : current);
}
