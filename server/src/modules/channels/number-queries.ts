import { tenantStatement } from '../../db/scope.ts';
import type { NumberProfile } from './types.ts';

export interface WabaRow {
  id: string;
  wabaId: string;
  name: string | null;
  businessId: string | null;
  refreshedAt: Date | null;
}

export const connectWabaStatement = tenantStatement(
  'channels.connect-waba',
  `insert into wabas (tenant_id, id, waba_id) values ($1, $2, $3)
   on conflict (tenant_id, waba_id) do update set refreshed_at = null, asked_at = null`,
);

export const listWabasStatement = tenantStatement<WabaRow>(
  'channels.list-wabas',
  `select id, waba_id as "wabaId", name, business_id as "businessId", refreshed_at as "refreshedAt"
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

export const keepWabaStatement = tenantStatement(
  'channels.keep-waba',
  `update wabas set name = coalesce($3, name), business_id = coalesce($4, business_id), refreshed_at = $5
   where tenant_id = $1 and waba_id = $2`,
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
