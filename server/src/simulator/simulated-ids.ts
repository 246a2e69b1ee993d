import { createHash, createHmac } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Ids that follow from the seed and the order of the calls, each with a mark that shows where it came from. */
export interface SimulatedIds {
  /** `wamid.` and base64 that begins with `U0lN` ("SIM"). */
  wamid(): string;
  /** Sixteen digits. */
  mediaId(): string;
  /** Sixteen digits; a run with another seed makes others. */
  templateId(): string;
  /** Of an upload session, and of the handle that it ends in. */
  uploadId(): string;
  /** Meta's fbtrace_id. */
  traceId(): string;
  challenge(): string;
  conversationId(): string;
  /** Of a payment. */
  transactionId(): string;
  /** Proof that a download address was given out by this simulator. */
  downloadHash(mediaId: string, expiresAtSeconds: string): string;
}

export function createSimulatedIds(seed: string): SimulatedIds {
  // Each kind counts by itself: a handshake or an error in between must not change the ids of messages.
  const counters = new Map<string, number>();
  const digest = (kind: string): Buffer => {
    const count = (counters.get(kind) ?? 0) + 1;
    counters.set(kind, count);
    return createHash('sha256').update(`${seed}\n${kind}\n${count}`).digest();
  };
  // Hex text keeps the base64 free of characters that need escaping in an address.
  const wamid = () => `SIM${digest('wamid').toString('hex').slice(0, 24).toUpperCase()}`;
  const digits = (kind: string, count: number) => (digest(kind).readBigUInt64BE() % 10n ** BigInt(count)).toString();
  return {
    wamid: () => `wamid.${Buffer.from(wamid()).toString('base64')}`,
    mediaId: () => `9${digits('media', 15).padStart(15, '0')}`,
    templateId: () => `8${digits('template', 15).padStart(15, '0')}`,
    uploadId: () => `SIM${digest('upload').toString('hex').slice(0, 32)}`,
    traceId: () => `ASim${digest('trace').toString('hex').slice(0, 12)}`,
    challenge: () => `1${digits('challenge', 9).padStart(9, '0')}`,
    transactionId: () => `SIMTX${digest('transaction').toString('hex').slice(0, 16)}`,
    conversationId: () => digest('conversation').toString('hex').slice(0, 32),
    downloadHash: (mediaId, expiresAtSeconds) =>
      `SIM${createHmac('sha256', seed).update(`${mediaId}\n${expiresAtSeconds}`).digest('hex').slice(0, 24)}`,
  };
}

/**
 * The business-scoped user id (BSUID) of a person: the same for the same app and number, whatever the seed, so that a
 * platform that outlives a run of the simulator meets the same people again.
 */
export function userIdOf(appId: string, waId: string): string {
  const country = parsePhoneNumberFromString(`+${waId}`)?.country ?? 'US';
  const hash = createHash('sha256').update(`${appId}\n${waId}`).digest('base64');
  return `${country}.${hash.replace(/[^A-Za-z0-9]/g, '').slice(0, 20)}`;
}
