import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts what must be kept but never read at rest: access tokens, app secrets. AES-256-GCM, a fresh nonce each. */
export interface SecretBox {
  seal(plain: string): string;
  /** Throws when the text was made with another key or was changed. */
  open(sealed: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

export function createSecretBox(secretKey: string): SecretBox {
  const key = createHash('sha256').update(`parley secret box v1:${secretKey}`).digest();
  return {
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = bytes.subarray(nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
