import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { OutboundHttp } from '../../outbound-http/outbound-http.ts';
import { maxFileBytes } from './check-file.ts';
import { type StoreDeps, storeStream } from './store-media.ts';
import type { StoredMedia } from './types.ts';

/** For the whole file, from the look-up of the host to the last byte. */
export const fetchTimeoutMs = 30_000;

export interface FetchByUrlDeps extends StoreDeps {
  readonly outbound: Pick<OutboundHttp, 'download'>;
}

/**
 * Takes in the file at an address that a client gave: at most 100 MB in 30 s, public addresses only. Throws AppError
 * `outbound.address_forbidden`, `media.fetch_failed`, `media.too_large` or `media.type_forbidden`.
 */
export async function fetchToStore(deps: FetchByUrlDeps, ctx: Context, url: string): Promise<StoredMedia> {
  const answer = await deps.outbound.download({ url, maxBytes: maxFileBytes, timeoutMs: fetchTimeoutMs });
  switch (answer.kind) {
    case 'ok': {
      const { stream, mimeType, fileName } = answer;
      return storeStream(deps, ctx, { stream, mimeType, fileName, maxBytes: maxFileBytes });
    }
    case 'refused_address':
      throw new AppError('outbound.address_forbidden', `The file cannot be fetched. ${answer.detail}`);
    case 'too_large':
      throw new AppError('media.too_large', `File is too large. ${answer.detail}`);
    case 'bad_status':
    case 'timeout':
    case 'failed':
      throw new AppError('media.fetch_failed', `The file cannot be fetched. ${answer.detail}`);
  }
}
