import { createHash, createHmac } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Pairs of number and person whose messages are counted. */
const maxPairs = 100_000;

/** Ids that follow from the seed and the order of the calls, each with a mark that shows where it came from. */
export interface SimulatedIds {
  /**
   * `wamid.` and base64 that begins with `U0lN` ("SIM"). Each pair of number and person counts by itself: what happens in
   * other chats meanwhile changes no id.
   */
  wamid(pair: string): string;
  /** Sixteen digits. */
  mediaId(): string;
  /** Sixteen digits; a run with another seed makes others. */
  templateId(): string;
  /** Of an upload session, and of the handle that it ends in. */
  uploadId(): string;
  /** Meta's fbtrace_id. */
  traceId(): string;
  challenge(): string;
  /** Six digits, to verify a phone number. */
  verificationCode(): string;
  /** Of a token that the control interface makes. */
  token(): string;
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
  const pairs = createPairCounters();
  // Hex text keeps the base64 free of characters that need escaping in an address.
  const wamid = (pair: string): string => {
    const hash = createHash('sha256')
      .update(`${seed}\nwamid\n${pair}\n${pairs.next(pair)}`)
      .digest('hex');
    return `SIM${hash.slice(0, 24).toUpperCase()}`;
  };
  const digits = (kind: string, count: number) => (digest(kind).readBigUInt64BE() % 10n ** BigInt(count)).toString();
  return {
    wamid: (pair) => `wamid.${Buffer.from(wamid(pair)).toString('base64')}`,
    mediaId: () => `9${digits('media', 15).padStart(15, '0')}`,
    templateId: () => `8${digits('template', 15).padStart(15, '0')}`,
    uploadId: () => `SIM${digest('upload').toString('hex').slice(0, 32)}`,
    traceId: () => `ASim${digest('trace').toString('hex').slice(0, 12)}`,
    challenge: () => `1${digits('challenge', 9).padStart(9, '0')}`,
    verificationCode: () => digits('code', 6).padStart(6, '0'),
    token: () => `SIM${digest('token').toString('hex').slice(0, 40)}`,
    transactionId: () => `SIMTX${digest('transaction').toString('hex').slice(0, 16)}`,
    conversationId: () => digest('conversation').toString('hex').slice(0, 32),
    downloadHash: (mediaId, expiresAtSeconds) =>
      `SIM${createHmac('sha256', seed).update(`${mediaId}\n${expiresAtSeconds}`).digest('hex').slice(0, 24)}`,
  };
}

/** Counts per pair; one that is forgotten and comes back goes on above all counts that were forgotten. */
function createPairCounters(): { next(pair: string): number } {
  const counts = new Map<string, number>();
  let floor = 0;
  return {
    next(pair) {
      const count = (counts.get(pair) ?? floor) + 1;
      counts.delete(pair);
      counts.set(pair, count);
      if (counts.size > maxPairs) {
        const [oldest] = counts;
        if (oldest) {
          counts.delete(oldest[0]);
          floor = Math.max(floor, oldest[1]);
        }
      }
      return count;
    },
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
