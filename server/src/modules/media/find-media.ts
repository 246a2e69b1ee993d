import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { kindOfPath } from './media-path.ts';
import { findByIdStatement } from './queries.ts';
import type { Media } from './types.ts';

/** The file with that id, whether its bytes are here or not. */
export async function findMedia(
  deps: { readonly db: Database },
  ctx: Context,
  mediaId: string,
): Promise<Media | undefined> {
  const [row] = await deps.db.tenant(ctx.tenantId, findByIdStatement, [mediaId]);
  if (!row) return undefined;
  const { id, path, state, mimeType, fileName, sizeBytes } = row;
  return { id, path, kind: kindOfPath(path), state, mimeType, fileName, sizeBytes };
}
