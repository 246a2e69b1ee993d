import type { Context } from '../kernel/context.ts';
import { type StoreDeps, type StoredMedia, storeUpload } from '../modules/media/index.ts';
import type { StoredUpload } from './contract/uploads.ts';

/** Takes a file of a multipart body into the media of the tenant. Throws what `storeUpload` throws. */
export async function keepUpload(deps: StoreDeps, ctx: Context, upload: StoredUpload): Promise<StoredMedia> {
  const { path, fileName, mimeType, size } = upload;
  const media = await storeUpload(deps, ctx, { path, fileName, mimeType, size });
  upload.take();
  return media;
}
