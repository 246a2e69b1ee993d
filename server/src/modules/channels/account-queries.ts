import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { ChannelRef } from './types.ts';

/** The channels of an account whose webhooks come through that Meta app, of every tenant that has it. */
export const accountChannelsStatement = systemStatement<ChannelRef & { tenantId: string }>(
  'channels.of-account',
  `select tenant_id as "tenantId", id, phone_number as "phoneNumber", is_default as "isDefault"
   from channels where waba_id = $1 and meta_app_id = $2 order by tenant_id, is_default desc, id limit 1000`,
);

export const tenantAccountChannelsStatement = tenantStatement<ChannelRef>(
  'channels.of-tenant-account',
  `select id, phone_number as "phoneNumber", is_default as "isDefault"
   from channels where tenant_id = $1 and waba_id = $2 order by is_default desc, id limit 100`,
);

/** Answers a row when the notice is new. */
export const claimNoticeStatement = tenantStatement<{ digest: string }>(
  'channels.claim-notice',
  `insert into account_notices (tenant_id, waba_id, digest, noted_at) values ($1, $2, $3, $4)
   on conflict do nothing returning digest`,
);

export const forgetNoticesStatement = tenantStatement(
  'channels.forget-notices',
  'delete from account_notices where tenant_id = $1 and waba_id = $2 and noted_at < $3',
);

/** $3 to $9: what is null keeps its value, but for what an account_update brings ($10). */
export const keepAccountStatement = tenantStatement<{ id: string }>(
  'channels.keep-account',
  `update wabas set review_status = coalesce($3, review_status), last_event = coalesce($4, last_event),
     violation = case when $10 then $5::json else violation end,
     ban = case when $10 then $6::json else ban end,
     restrictions = case when $10 then $7::json else restrictions end,
     max_numbers_of_business = coalesce($8, max_numbers_of_business),
     max_numbers_of_account = coalesce($9, max_numbers_of_account),
     deleted_at = case when $11 then coalesce(deleted_at, $12) else deleted_at end, told_at = $12
   where tenant_id = $1 and waba_id = $2 returning id`,
);

/** What is null keeps its value. */
export const keepNumberFactsStatement = tenantStatement(
  'channels.keep-number-facts',
  `insert into number_profiles as p (tenant_id, channel_id, messaging_limit_tier, throughput_level, status, name_status,
     verified_name, refreshed_at)
   select $1, id, $3, $4, $5, $6, $7, $8 from unnest($2::text[]) as c (id)
   on conflict (tenant_id, channel_id) do update set
     messaging_limit_tier = coalesce(excluded.messaging_limit_tier, p.messaging_limit_tier),
     throughput_level = coalesce(excluded.throughput_level, p.throughput_level),
     status = coalesce(excluded.status, p.status),
     name_status = coalesce(excluded.name_status, p.name_status),
     verified_name = coalesce(excluded.verified_name, p.verified_name)`,
);

/** Meta raised what the number may send; 0 is no limit of ours and stays. */
export const raiseThroughputStatement = tenantStatement(
  'channels.raise-throughput',
  `update channels set throughput_per_s = $3, updated_at = $4
   where tenant_id = $1 and id = $2 and throughput_per_s > 0 and throughput_per_s < $3`,
);

export const pausedForStatement = tenantStatement<{ id: string }>(
  'channels.paused-for',
  'select id from channels where tenant_id = $1 and id = any($2::text[]) and paused_reason = $3 limit 100',
);
