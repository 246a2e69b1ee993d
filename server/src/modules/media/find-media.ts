import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { kindOfPath } from './media-path.ts';
import { findByIdStatement, findByIdsStatement, findByPathStatement, type MediaRow } from './queries.ts';
import type { Media } from './types.ts';

const maxPaths = 20;

/** The file with that id, whether its bytes are here or not. */
export async function findMedia(
  deps: { readonly db: Database },
  ctx: Context,
  mediaId: string,
): Promise<Media | undefined> {
  const [row] = await deps.db.tenant(ctx.tenantId, findByIdStatement, [mediaId]);
  return row && toFile(row);
}

/** Those with these paths, as the API shows them. */
export async function findFilesByPath(
  deps: { readonly db: Database },
  ctx: Context,
  paths: readonly string[],
): Promise<Media[]> {
  // The database cannot be asked for such a text, so no row has it.
  const askable = paths.filter((path) => !path.includes('\0'));
  const found = await Promise.all(
    askable.slice(0, maxPaths).map((path) => deps.db.tenant(ctx.tenantId, findByPathStatement, [path])),
  );
  return found.flat().map(toFile);
}

/** Those with these ids. */
export async function findFiles(
  deps: { readonly db: Pick<Database, 'tenant'> },
  ctx: Pick<Context, 'tenantId'>,
  mediaIds: readonly string[],
): Promise<Media[]> {
  if (mediaIds.length === 0) return [];
  return (await deps.db.tenant(ctx.tenantId, findByIdsStatement, [mediaIds])).map(toFile);
}

function toFile({ id, path, state, mimeType, fileName, sizeBytes }: MediaRow): Media {
  return { id, path, kind: kindOfPath(path), state, mimeType, fileName, sizeBytes };
}
