import { systemStatement, tenantStatement } from '../../db/scope.ts';

/** A pending file that this process is to fetch. */
export interface ClaimedMedia {
  tenantId: string;
  id: string;
  path: string;
  mimeType: string;
  sha256: string | null;
  channelId: string | null;
  metaMediaId: string | null;
  /** Tries of the schedule, this one included. */
  fetchAttempts: number;
}

const claimedColumns = `m.tenant_id as "tenantId", m.id, m.path, m.mime_type as "mimeType", m.sha256,
  m.channel_id as "channelId", m.meta_media_id as "metaMediaId", m.fetch_attempts as "fetchAttempts"`;

/** The row is due again at $2, so a process that dies in mid-fetch leaves it to the next one. $4: not these. */
export const claimDueStatement = systemStatement<ClaimedMedia>(
  'media.claim-due',
  `with due as materialized (
     select tenant_id, id from media
     where state = 'pending' and fetch_due_at <= $1 and not (id = any($4::text[]))
     order by fetch_due_at, id limit $3 for update skip locked)
   update media m set fetch_due_at = $2, fetch_attempts = m.fetch_attempts + 1
   from due where m.tenant_id = due.tenant_id and m.id = due.id
   returning ${claimedColumns}`,
);

/** Fetching on demand is no try of the schedule. */
export const claimOneStatement = tenantStatement<ClaimedMedia>(
  'media.claim-one',
  `update media m set fetch_due_at = $3
   where m.tenant_id = $1 and m.id = $2 and m.state = 'pending' returning ${claimedColumns}`,
);

export const renewClaimStatement = tenantStatement(
  'media.renew-claim',
  `update media set fetch_due_at = $3 where tenant_id = $1 and id = $2 and state = 'pending'`,
);

export const keepFetchedStatement = tenantStatement<{ id: string }>(
  'media.keep-fetched',
  `update media set state = 'stored', size_bytes = $3, sha256 = $4, mime_type = $5, fetch_due_at = null, failed_detail = null
   where tenant_id = $1 and id = $2 and state = 'pending' returning id`,
);

export const fetchLaterStatement = tenantStatement(
  'media.fetch-later',
  `update media set fetch_due_at = $3, failed_detail = $4, fetch_attempts = $5
   where tenant_id = $1 and id = $2 and state = 'pending'`,
);

export const loseStatement = tenantStatement<{ id: string }>(
  'media.lose',
  `update media set state = 'lost', fetch_due_at = null, failed_detail = $3
   where tenant_id = $1 and id = $2 and state = 'pending' returning id`,
);

export const nextDueStatement = systemStatement<{ dueAt: Date | null }>(
  'media.next-due',
  `select min(fetch_due_at) as "dueAt" from media where state = 'pending'`,
  { gathered: 'dueAt' },
);
