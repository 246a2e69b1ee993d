import type { Scope } from '../../db/scope.ts';
import { assert } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { cleanFileName } from './clean-file-name.ts';
import { newMediaPath } from './media-path.ts';
import { bareMimeType } from './mime-types.ts';
import { insertPendingStatement } from './queries.ts';
import { toHexDigest } from './sha256-digest.ts';

/** A file that a customer sent: at WhatsApp still, for seven days. */
export interface InboundMedia {
  readonly tenantId: string;
  readonly channelId: string;
  readonly metaMediaId: string;
  /** The type of the message: `image`, `voice` ... */
  readonly kind: string;
  readonly mimeType: string;
  readonly fileName?: string | undefined;
  /** As the webhook gives it (base64) or in hex. */
  readonly sha256?: string | undefined;
}

/** One statement takes so many. */
const maxPlannedMedia = 5_000;

/**
 * Notes files to be fetched, in one statement of the caller's transaction; the answers are in the order of the items. The
 * path holds from now on. Tell the media fetcher (`notify`) after the commit.
 */
export async function planInboundMedia(
  tx: Scope,
  deps: { readonly clock: Clock },
  items: readonly InboundMedia[],
): Promise<{ id: string; path: string }[]> {
  assert(items.length <= maxPlannedMedia, `at most ${maxPlannedMedia} files are planned at once`);
  if (items.length === 0) return [];
  const now = deps.clock.now();
  const rows = items.map((item) => {
    const fileName = cleanFileName(item.fileName);
    const mimeType = bareMimeType(item.mimeType);
    const path = newMediaPath(item.kind, mimeType, fileName ?? undefined);
    return { id: newId(now.getTime()), path, mimeType, fileName, sha256: toHexDigest(item.sha256) };
  });
  await tx.system(insertPendingStatement, [
    items.map((item) => item.tenantId),
    rows.map((row) => row.id),
    rows.map((row) => row.path),
    rows.map((row) => row.mimeType),
    rows.map((row) => row.fileName),
    rows.map((row) => row.sha256),
    items.map((item) => item.channelId),
    items.map((item) => item.metaMediaId),
    now,
  ]);
  return rows.map(({ id, path }) => ({ id, path }));
}
