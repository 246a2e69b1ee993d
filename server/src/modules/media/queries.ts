import { systemStatement, tenantStatement } from '../../db/scope.ts';

/** A row of `media` as this module reads it. */
export interface MediaRow {
  id: string;
  path: string;
  state: 'pending' | 'stored' | 'lost';
  mimeType: string;
  fileName: string | null;
  sizeBytes: number | null;
  channelId: string | null;
  metaMediaId: string | null;
  metaMediaExpiresAt: Date | null;
}

const columns = `id, path, state, mime_type as "mimeType", file_name as "fileName", size_bytes as "sizeBytes",
  channel_id as "channelId", meta_media_id as "metaMediaId", meta_media_expires_at as "metaMediaExpiresAt"`;

export const findByIdStatement = tenantStatement<MediaRow>(
  'media.find-by-id',
  `select ${columns} from media where tenant_id = $1 and id = $2`,
);

export const findByIdsStatement = tenantStatement<MediaRow>(
  'media.find-by-ids',
  `select ${columns} from media where tenant_id = $1 and id = any($2::text[])`,
);

export const findByPathStatement = tenantStatement<MediaRow>(
  'media.find-by-path',
  `select ${columns} from media where tenant_id = $1 and path = $2`,
);

export const insertStoredStatement = tenantStatement(
  'media.insert-stored',
  `insert into media (tenant_id, id, path, state, mime_type, file_name, size_bytes, sha256, created_at)
   values ($1, $2, $3, 'stored', $4, $5, $6, $7, $8)`,
);

/** Webhooks of many tenants are taken in at once. */
export const insertPendingStatement = systemStatement(
  'media.insert-pending',
  `insert into media (tenant_id, id, path, state, mime_type, file_name, sha256, channel_id, meta_media_id, fetch_due_at,
     created_at)
   select tenant_id, id, path, 'pending', mime_type, file_name, sha256, channel_id, meta_media_id, $9, $9
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
     as i (tenant_id, id, path, mime_type, file_name, sha256, channel_id, meta_media_id)`,
);

export const keepUploadStatement = tenantStatement(
  'media.keep-upload',
  `update media set channel_id = $3, meta_media_id = $4, meta_media_expires_at = $5
   where tenant_id = $1 and id = $2 and state = 'stored'`,
);
