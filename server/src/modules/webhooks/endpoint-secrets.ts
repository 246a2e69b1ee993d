import { randomBytes } from 'node:crypto';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { PostOutcome } from '../../outbound-http/outbound-http.ts';
import type { Endpoint } from './queries.ts';

const secretBytes = 32;

/** A secret to sign with, as its owner is shown it once. All of its characters are the key. */
export function newSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64url')}`;
}

type Sealed = Pick<Endpoint, 'sealedSecret' | 'sealedPreviousSecret' | 'previousSecretUntil'>;

/**
 * Opens the secrets of an endpoint once; answers those that sign at a moment, the newest first. Undefined when its secret was
 * sealed with another secret key: nothing may go to it unsigned.
 */
export function openSecrets(box: SecretBox, endpoint: Sealed): (atMs: number) => readonly string[] | undefined {
  const { sealedSecret, sealedPreviousSecret, previousSecretUntil } = endpoint;
  const current = sealedSecret === null ? [] : tryToOpen(box, sealedSecret);
  if (current === undefined || sealedPreviousSecret === null || previousSecretUntil === null) return () => current;
  const both = [...current, ...(tryToOpen(box, sealedPreviousSecret) ?? [])];
  return (atMs) => (atMs < previousSecretUntil.getTime() ? both : current);
}

/** What becomes of a delivery that can't be signed. */
export const unsigned: PostOutcome = {
  kind: 'failed',
  detail: 'The signing secret of the endpoint can not be opened with the secret key of the server. Rotate it.',
  durationMs: 0,
};

function tryToOpen(box: SecretBox, sealed: string): string[] | undefined {
  try {
    return [box.open(sealed)];
  } catch {
    return undefined;
  }
}
