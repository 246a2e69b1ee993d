/*
 * Owns calls to urls that customers give: their webhook endpoints and their files. Promises that none of them reaches an
 * address that is not public, that each is bounded in time and size, and that its outcome is a value. Decides nothing about
 * retries, and does not call Meta (`meta/` does, over the same pools and exchanges).
 */
export { isPublicAddress } from './address-rules.ts';
export type { UrlCheck } from './check-url.ts';
export type { DownloadInput, DownloadOutcome } from './download.ts';
export { createOutboundHttp, type OutboundHttp, type PostInput, type PostOutcome } from './outbound-http.ts';
