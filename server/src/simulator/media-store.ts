import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { SimulatedIds } from './simulated-ids.ts';

/** Bytes kept in all; the oldest files go. */
const maxTotalBytes = 256 * 1024 * 1024;
const dayMs = 86_400_000;
/** Rule 6.3. */
const uploadedLifeMs = 30 * dayMs;
const inboundLifeMs = 7 * dayMs;

/** A file with its owner and its end. */
export interface StoredMedia {
  readonly id: string;
  /** The phone number id it belongs to. */
  readonly phoneNumberId: string;
  readonly mimeType: string;
  readonly fileName: string | undefined;
  readonly bytes: Buffer;
  readonly expiresMs: number;
}

/** Files that the business uploaded or a customer sent, until they expire on the virtual clock. */
export interface MediaStore {
  add(media: {
    phoneNumberId: string;
    mimeType: string;
    fileName: string | undefined;
    bytes: Buffer;
    from: 'business' | 'customer';
  }): StoredMedia;
  find(id: string): StoredMedia | undefined;
  delete(id: string): void;
}

export function createMediaStore(clock: Clock, ids: SimulatedIds): MediaStore {
  const files = new Map<string, StoredMedia>();
  let totalBytes = 0;
  const remove = (media: StoredMedia): void => {
    if (files.delete(media.id)) totalBytes -= media.bytes.length;
  };
  const makeRoom = (): void => {
    for (const media of files.values()) {
      if (totalBytes <= maxTotalBytes) return;
      remove(media);
    }
  };
  return {
    add({ from, ...file }) {
      const lifeMs = from === 'business' ? uploadedLifeMs : inboundLifeMs;
      const media = { ...file, id: ids.mediaId(), expiresMs: clock.nowMs() + lifeMs };
      files.set(media.id, media);
      totalBytes += media.bytes.length;
      makeRoom();
      return media;
    },
    find(id) {
      const media = files.get(id);
      if (!media || media.expiresMs > clock.nowMs()) return media;
      remove(media);
      return undefined;
    },
    delete(id) {
      const media = files.get(id);
      if (media) remove(media);
    },
  };
}

/** Rule 6.9: base64 in webhooks, hex in lookups. */
export function sha256Of(media: StoredMedia, encoding: 'base64' | 'hex'): string {
  return createHash('sha256').update(media.bytes).digest(encoding);
}
