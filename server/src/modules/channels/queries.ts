import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { Channel } from './types.ts';

const columns = `tenant_id as "tenantId", id, meta_app_id as "metaAppId", waba_id as "wabaId",
  phone_number_id as "phoneNumberId", phone_number as "phoneNumber", name, is_default as "isDefault",
  throughput_per_s as "throughputPerSecond", unconfirmed_policy as "unconfirmedPolicy", paused_at as "pausedAt",
  paused_reason as "pausedReason", created_at as "createdAt"`;

export const listChannelsStatement = tenantStatement<Channel>(
  'channels.list',
  `select ${columns} from channels where tenant_id = $1 order by is_default desc, created_at, id limit 100`,
  { shared: true },
);

export const credentialsStatement = tenantStatement<Channel & { sealed: string; messagingAccountId: string | null }>(
  'channels.credentials',
  `select ${columns}, access_token_sealed as sealed, marketing_api as "usesMarketingApi",
     (select w.messaging_account_id from wabas w where w.tenant_id = $1 and w.waba_id = channels.waba_id)
       as "messagingAccountId"
   from channels where tenant_id = $1 and id = $2`,
);

/** Meta's webhooks name numbers, not tenants: the one place where a number leads to its tenant. */
export const routeStatement = systemStatement<Channel>(
  'channels.route',
  `select ${columns} from channels where phone_number_id = any($1::text[])`,
);

export const insertStatement = tenantStatement(
  'channels.insert',
  `insert into channels (tenant_id, id, meta_app_id, waba_id, phone_number_id, phone_number, name, is_default,
     access_token_sealed, throughput_per_s, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
);

export const pauseStatement = tenantStatement<{ id: string }>(
  'channels.pause',
  `update channels set paused_at = $3, paused_reason = $4, updated_at = $3
   where tenant_id = $1 and id = $2 and paused_at is null returning id`,
);

export const resumeStatement = tenantStatement<{ id: string }>(
  'channels.resume',
  `update channels set paused_at = null, paused_reason = null, updated_at = $3
   where tenant_id = $1 and id = $2 and paused_at is not null returning id`,
);

export const replaceTokenStatement = tenantStatement<{ id: string }>(
  'channels.replace-token',
  `update channels set access_token_sealed = $3, updated_at = $4, throughput_per_s = coalesce($5, throughput_per_s)
   where tenant_id = $1 and id = $2 returning id`,
);

export const setMarketingApiStatement = tenantStatement<{ id: string }>(
  'channels.set-marketing-api',
  'update channels set marketing_api = $3, updated_at = $4 where tenant_id = $1 and id = $2 returning id',
);

export const insertAppStatement = systemStatement(
  'channels.insert-app',
  `insert into meta_apps (id, tenant_id, callback_id, app_secret_sealed, verify_token_sealed, created_at)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (id) do update set app_secret_sealed = excluded.app_secret_sealed, verify_token_sealed = excluded.verify_token_sealed`,
);

export const listAppsStatement = systemStatement<{
  id: string;
  callbackId: string | null;
  secretSealed: string;
  verifySealed: string;
}>(
  'channels.list-apps',
  `select id, callback_id as "callbackId", app_secret_sealed as "secretSealed", verify_token_sealed as "verifySealed"
   from meta_apps order by id limit 1000`,
);

export const channelStatesStatement = systemStatement<{ sending: number; paused: number }>(
  'channels.states',
  `select count(*) filter (where paused_at is null) as sending, count(*) filter (where paused_at is not null) as paused
   from channels`,
);
