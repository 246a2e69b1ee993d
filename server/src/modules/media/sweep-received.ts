import { rm } from 'node:fs/promises';
import type { Database } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { walkTenants } from '../../db/sweep.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import { diskPathOf } from './media-path.ts';

/** Files of one statement, and statements of one tenant at a sweep. */
const sliceFiles = 500;
const maxSlices = 2_000;

const nextTenantStatement = systemStatement<{ tenantId: string }>(
  'media.next-tenant',
  'select tenant_id as "tenantId" from media where tenant_id > $1 order by tenant_id limit 1',
);

/** One that was sent on is a file of the workspace: WhatsApp was given it by an upload, which expires. */
const listOldStatement = tenantStatement<{ id: string; path: string }>(
  'media.list-old-received',
  `select id, path from media
   where tenant_id = $1 and id < $2 and state = 'stored' and meta_media_id is not null and meta_media_expires_at is null
   order by id limit ${sliceFiles}`,
);

const forgetStatement = tenantStatement(
  'media.forget-received',
  `update media set state = 'lost', failed_detail = 'Older than the workspace keeps files.'
   where tenant_id = $1 and id = any($2::text[]) and state = 'stored'`,
);

/**
 * Removes the bytes of files that customers sent and their tenant no longer keeps; the messages stay and say that the file
 * is gone. Bytes go first: after a crash in between the next sweep meets the row again, and none are left behind.
 */
export async function sweepReceivedMedia({
  db,
  dataDir,
  keptFrom,
}: {
  readonly db: Database;
  readonly dataDir: string;
  keptFrom(tenantId: string): Date | undefined;
}): Promise<void> {
  for await (const tenantId of walkTenants(db, nextTenantStatement)) {
    const from = keptFrom(tenantId);
    if (from === undefined) continue;
    for (let slice = 0; slice < maxSlices; slice += 1) {
      const files = await db.tenant(tenantId, listOldStatement, [firstIdAt(from.getTime())]);
      for (const { path } of files) await rm(diskPathOf(dataDir, tenantId, path), { force: true });
      if (files.length > 0) await db.tenant(tenantId, forgetStatement, [files.map(({ id }) => id)]);
      if (files.length < sliceFiles) break;
    }
  }
}
