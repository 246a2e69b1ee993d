/**
 * Owns the files that came from or go to WhatsApp: their rows and their bytes under `<dataDir>/media`. Promises that a
 * stored file is complete, that only its own tenant opens it, and that a file which a customer sent is fetched until it is
 * here or surely gone. Does not send messages, and does not decide who may see a file.
 */

export { checkFile, maxFileBytes } from './check-file.ts';
export type { ByteRange } from './disk-bytes.ts';
export { type FetchByUrlDeps, fetchToStore } from './fetch-to-store.ts';
export { findFiles, findFilesByPath, findMedia } from './find-media.ts';
export { createMediaFetcher, type MediaFetcher } from './media-fetcher.ts';
export { type MediaDeps, type OpenedMedia, openMedia } from './open-media.ts';
export { planInboundMedia } from './plan-inbound-media.ts';
export { headBytes } from './sniff-type.ts';
export { type StoreDeps, storeStream, storeUpload, type Upload } from './store-media.ts';
export { sweepReceivedMedia } from './sweep-received.ts';
export type { Media, MediaKind, StoredMedia, UploadedMedia } from './types.ts';
export { createMediaUploader, type MediaUploader } from './upload-for-send.ts';
