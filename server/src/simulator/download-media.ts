import type { Clock } from '../kernel/clock.ts';
import type { MediaStore, StoredMedia } from './media-store.ts';
import type { SimulatedIds } from './simulated-ids.ts';

/** Rule 6.3: a download address lives this long. */
const addressLifeMs = 5 * 60_000;

/** Anything can be in an upload, and the web app may stand under the same address: a browser must not run it. */
export const fileHeaders = { 'content-security-policy': "sandbox; default-src 'none'" };

/** Path of downloads below the Graph routes; Meta serves them from a host of their own. */
export const downloadPath = 'whatsapp_business/attachments/';

/** The short-lived address of a file, good for five minutes of the virtual clock. */
export function downloadUrl(
  deps: { clock: Clock; ids: SimulatedIds; baseUrl: () => string },
  media: StoredMedia,
): string {
  return `${deps.baseUrl()}/simulator/graph/${downloadPath}?${downloadQuery(deps, media)}`;
}

/** What makes an address good for a file, and for how long. */
export function downloadQuery(deps: Pick<FindDownloadDeps, 'clock' | 'ids'>, media: StoredMedia): string {
  const expires = String(Math.floor((deps.clock.nowMs() + addressLifeMs) / 1000));
  const hash = deps.ids.downloadHash(media.id, expires);
  return new URLSearchParams({ mid: media.id, ext: expires, hash }).toString();
}

export interface FindDownloadDeps {
  readonly clock: Clock;
  readonly ids: SimulatedIds;
  readonly media: MediaStore;
}

/** The file of an address, or undefined when the address is forged, has expired, or the file is gone. */
export function findDownload(deps: FindDownloadDeps, query: URLSearchParams): StoredMedia | undefined {
  const mediaId = query.get('mid') ?? '';
  const expires = query.get('ext') ?? '';
  if (query.get('hash') !== deps.ids.downloadHash(mediaId, expires)) return undefined;
  return deps.clock.nowMs() < Number(expires) * 1000 ? deps.media.find(mediaId) : undefined;
}
