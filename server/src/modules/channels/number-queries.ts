import { tenantStatement } from '../../db/scope.ts';
import type { NumberProfile, NumberState } from './types.ts';

export interface WabaRow {
  id: string;
  wabaId: string;
  name: string | null;
  businessId: string | null;
  /** APPROVED, PENDING, REJECTED, DEFERRED. */
  reviewStatus: string | null;
  refreshedAt: Date | null;
}

export const connectWabaStatement = tenantStatement(
  'channels.connect-waba',
  `insert into wabas (tenant_id, id, waba_id) values ($1, $2, $3)
   on conflict (tenant_id, waba_id) do update set refreshed_at = null, asked_at = null`,
);

/** What is kept of the numbers of an account is known to be old. */
export const staleWabaStatement = tenantStatement(
  'channels.stale-waba',
  'update wabas set refreshed_at = null, asked_at = null where tenant_id = $1 and waba_id = $2',
);

export const listWabasStatement = tenantStatement<WabaRow>(
  'channels.list-wabas',
  `select id, waba_id as "wabaId", name, business_id as "businessId", review_status as "reviewStatus", refreshed_at as "refreshedAt"
   from wabas where tenant_id = $1 order by id limit 100`,
);

export const listProfilesStatement = tenantStatement<NumberProfile & { channelId: string }>(
  'channels.list-profiles',
  `select channel_id as "channelId", display_phone_number as "displayPhoneNumber", verified_name as "verifiedName",
     quality_rating as "qualityRating", status, code_verification_status as "codeVerificationStatus",
     name_status as "nameStatus", messaging_limit_tier as "messagingLimitTier", throughput_level as "throughputLevel",
     about, address, description, email, vertical, websites, picture_url as "pictureUrl"
   from number_profiles where tenant_id = $1 order by channel_id limit 100`,
);

/** Takes the turn to ask Meta: no row when the account is fresh ($3), or was asked a moment ago ($4). */
export const claimRefreshStatement = tenantStatement<{ id: string }>(
  'channels.claim-refresh',
  `update wabas set asked_at = $5
   where tenant_id = $1 and waba_id = $2 and (refreshed_at is null or refreshed_at <= $3)
     and (asked_at is null or asked_at <= $4)
   returning id`,
);

/** Answers the review as it was before. */
export const keepWabaStatement = tenantStatement<{ id: string; before: string | null }>(
  'channels.keep-waba',
  `update wabas w set name = coalesce($3, w.name), business_id = coalesce($4, w.business_id),
     review_status = coalesce($6, w.review_status), refreshed_at = $5
   from (select id, review_status from wabas where tenant_id = $1 and waba_id = $2 for update) old
   where w.tenant_id = $1 and w.id = old.id returning w.id, old.review_status as before`,
);

export const setMessagingAccountStatement = tenantStatement<{ id: string }>(
  'channels.set-messaging-account',
  'update wabas set messaging_account_id = $3 where tenant_id = $1 and waba_id = $2 returning id',
);

/** The state of a number, locked until it is written anew. */
export const lockProfileStatement = tenantStatement<NumberState>(
  'channels.lock-profile',
  `select quality_rating as "qualityRating", status, name_status as "nameStatus",
     messaging_limit_tier as "messagingLimitTier", throughput_level as "throughputLevel"
   from number_profiles where tenant_id = $1 and channel_id = $2 for update`,
);

/** Meta raised or lowered the rate of a number; one that a person set to something else stays ($3: the rate before). */
export const changeRateStatement = tenantStatement<{ id: string }>(
  'channels.change-rate',
  `update channels set throughput_per_s = $4, updated_at = $5
   where tenant_id = $1 and id = $2 and throughput_per_s = $3 returning id`,
);

/** What this answer of Meta left out keeps its last value; the profile is replaced as a whole when it was read ($19). */
export const keepProfileStatement = tenantStatement(
  'channels.keep-profile',
  `insert into number_profiles as p (tenant_id, channel_id, display_phone_number, verified_name, quality_rating, status,
     code_verification_status, name_status, messaging_limit_tier, throughput_level, about, address, description, email,
     vertical, websites, picture_url, refreshed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
   on conflict (tenant_id, channel_id) do update set
     display_phone_number = coalesce(excluded.display_phone_number, p.display_phone_number),
     verified_name = coalesce(excluded.verified_name, p.verified_name),
     quality_rating = coalesce(excluded.quality_rating, p.quality_rating),
     status = coalesce(excluded.status, p.status),
     code_verification_status = coalesce(excluded.code_verification_status, p.code_verification_status),
     name_status = coalesce(excluded.name_status, p.name_status),
     messaging_limit_tier = coalesce(excluded.messaging_limit_tier, p.messaging_limit_tier),
     throughput_level = coalesce(excluded.throughput_level, p.throughput_level),
     about = case when $19 then excluded.about else p.about end,
     address = case when $19 then excluded.address else p.address end,
     description = case when $19 then excluded.description else p.description end,
     email = case when $19 then excluded.email else p.email end,
     vertical = case when $19 then excluded.vertical else p.vertical end,
     websites = case when $19 then excluded.websites else p.websites end,
     picture_url = case when $19 then excluded.picture_url else p.picture_url end,
     refreshed_at = excluded.refreshed_at`,
);
