import { systemStatement, tenantStatement } from '../../db/scope.ts';

export interface CampaignRow {
  id: string;
  channelId: string;
  recipients: number;
  accepted: number;
  createdAt: Date;
  /** When its newest messages were accepted. */
  progressAt: Date | null;
  /** When accepting ended. */
  acceptedAt: Date | null;
  retryUntil: Date | null;
}

export const findStatement = tenantStatement<CampaignRow>(
  'campaigns.find',
  `select id, channel_id as "channelId", recipients, accepted, created_at as "createdAt", progress_at as "progressAt",
     accepted_at as "acceptedAt", retry_until as "retryUntil"
   from campaigns where tenant_id = $1 and id = $2`,
);

/** A broadcast and its first messages, or further ones of it: the row always tells how far it got. */
export const acceptPartStatement = tenantStatement(
  'campaigns.accept-part',
  `insert into campaigns as c (tenant_id, id, name, channel_id, template_id, recipients, created_at, accepted, left_out,
     progress_at, accepted_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, case when $10::boolean then $7::timestamptz end)
   on conflict (tenant_id, id) do update set accepted = c.accepted + excluded.accepted,
     left_out = c.left_out + excluded.left_out, progress_at = excluded.progress_at, accepted_at = excluded.accepted_at`,
);

export const setRetryStatement = tenantStatement(
  'campaigns.set-retry',
  'update campaigns set retry_until = $3, retry_next_at = $4 where tenant_id = $1 and id = $2',
);

export const rescheduleStatement = tenantStatement(
  'campaigns.reschedule',
  'update campaigns set retry_next_at = $3 where tenant_id = $1 and id = $2',
);

export interface DueRetry {
  tenantId: string;
  id: string;
  retryUntil: Date;
  retryNextAt: Date;
}

/** The next broadcast to be tried again, locked: processes that work beside each other take different ones. */
export const dueRetryStatement = systemStatement<DueRetry>(
  'campaigns.due-retry',
  `select tenant_id as "tenantId", id, retry_until as "retryUntil", retry_next_at as "retryNextAt"
   from campaigns where retry_next_at <= $1 order by retry_next_at limit 1 for update skip locked`,
);

export const nextRetryStatement = systemStatement<{ due: Date | null }>(
  'campaigns.next-retry',
  'select min(retry_next_at) as due from campaigns where retry_next_at is not null',
);
