import { systemStatement, tenantStatement } from '../../db/scope.ts';

export interface Endpoint {
  tenantId: string;
  id: string;
  channelId: string;
  channelPhoneNumber: string;
  channelIsDefault: boolean;
  url: string;
  /** 0 disabled, 1 enabled, 2 defective. */
  status: number;
  eventTypes: string[];
  failuresInRow: number;
  openUntil: Date | null;
  notified: boolean;
  /** Grows with each change by its owner. */
  revision: number;
  /** What its deliveries are signed with, encrypted; null: they are not. */
  sealedSecret: string | null;
  /** The secret before, which signs too until that moment. */
  sealedPreviousSecret: string | null;
  previousSecretUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `e.tenant_id as "tenantId", e.id, e.channel_id as "channelId", c.phone_number as "channelPhoneNumber",
  c.is_default as "channelIsDefault", e.url, e.status, e.event_types as "eventTypes",
  e.failures_in_row as "failuresInRow", e.open_until as "openUntil", e.notified, e.revision,
  e.sealed_secret as "sealedSecret", e.sealed_previous_secret as "sealedPreviousSecret",
  e.previous_secret_until as "previousSecretUntil", e.created_at as "createdAt", e.updated_at as "updatedAt"`;
const from = 'from webhook_endpoints e join channels c on c.tenant_id = e.tenant_id and c.id = e.channel_id';

export const listEndpointsStatement = tenantStatement<Endpoint>(
  'webhooks.list',
  `select ${columns} ${from} where e.tenant_id = $1 order by e.created_at, e.id limit 1000`,
);

export const findEndpointStatement = tenantStatement<Endpoint>(
  'webhooks.find',
  `select ${columns} ${from} where e.tenant_id = $1 and e.id = $2`,
);

export const insertEndpointStatement = tenantStatement(
  'webhooks.insert',
  `insert into webhook_endpoints (tenant_id, id, channel_id, url, status, event_types, shard, created_at, updated_at,
     sealed_secret)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)`,
);

/** A status given begins a new row of failures, and lets nothing wait. */
export const updateEndpointStatement = tenantStatement(
  'webhooks.update',
  `update webhook_endpoints set url = coalesce($3::text, url), event_types = coalesce($4::text[], event_types),
     status = coalesce($5::smallint, status), revision = revision + 1, updated_at = $6,
     failures_in_row = case when $5::smallint is null then failures_in_row else 0 end,
     open_until = case when $5::smallint is null then open_until end,
     notified = notified and $5::smallint is null
   where tenant_id = $1 and id = $2`,
);

export const updateSecretStatement = tenantStatement(
  'webhooks.update-secret',
  `update webhook_endpoints set sealed_secret = $3, sealed_previous_secret = $4, previous_secret_until = $5,
     revision = revision + 1, updated_at = $6
   where tenant_id = $1 and id = $2`,
);

export const deleteEndpointStatement = tenantStatement<{ id: string }>(
  'webhooks.delete',
  'delete from webhook_endpoints where tenant_id = $1 and id = $2 returning id',
);

/** Changes of a tenant's endpoints take turns, so that limit and uniqueness hold. */
export const lockTenantStatement = systemStatement(
  'webhooks.lock-tenant',
  'select id from tenants where id = $1 for update',
);

export const subscribersStatement = systemStatement<{
  tenantId: string;
  id: string;
  channelId: string;
  eventTypes: string[];
  /** What happens now is kept for it and not sent. */
  disabled: boolean;
}>(
  'webhooks.subscribers',
  `select tenant_id as "tenantId", id, channel_id as "channelId", event_types as "eventTypes", status = 0 as disabled
   from webhook_endpoints where tenant_id = any($1::text[]) and (status in (1, 2) or updated_at > $2)`,
);

export const insertDeliveriesStatement = systemStatement(
  'webhooks.insert-deliveries',
  `insert into webhook_deliveries (tenant_id, endpoint_id, id, order_key, event_type, body, due_at, created_at)
   select *, $7::timestamptz, $7::timestamptz
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
);

export interface DeliveryRow {
  id: string;
  orderKey: string;
  eventType: string;
  body: string;
  attempts: number;
  /** The moment of the event, or of its latest replay. */
  queuedAt: Date;
}

// In the order of the events; a conversation whose earlier delivery waits for its next try is left alone.
export const readDeliveriesStatement = tenantStatement<DeliveryRow>(
  'webhooks.read-deliveries',
  `select d.id, d.order_key as "orderKey", d.event_type as "eventType", d.body, d.attempts,
     coalesce(d.queued_at, d.created_at) as "queuedAt"
   from webhook_deliveries d
   where d.tenant_id = $1 and d.endpoint_id = $2 and d.due_at <= $3 and d.id <> all($4::text[])
     and not exists (
       select 1 from webhook_deliveries e
       where e.tenant_id = $1 and e.endpoint_id = $2 and e.order_key = d.order_key and e.id < d.id
         and e.attempts > 0 and e.due_at > $3)
   order by d.id limit $5`,
);

/** Nothing when the endpoint has changed since that revision. */
export const noteHealthStatement = tenantStatement<{ status: number }>(
  'webhooks.note-health',
  `update webhook_endpoints set failures_in_row = $3::integer, open_until = $4,
     status = case when status = 1 and $3::integer > $5::integer then 2 else status end, updated_at = $6
   where tenant_id = $1 and id = $2 and revision = $7 returning status`,
);

/** Enabled endpoints of these shards with deliveries that are due: a probe each, whatever their backlog. */
export const dueEndpointsStatement = systemStatement<Endpoint & { shard: number }>(
  'webhooks.due-endpoints',
  `select ${columns}, e.shard ${from}
   where e.shard = any($1::smallint[]) and e.status = 1 and (e.open_until is null or e.open_until <= $2)
     and exists (
       select 1 from webhook_deliveries d
       where d.tenant_id = e.tenant_id and d.endpoint_id = e.id and d.due_at <= $2)
   limit 10000`,
);

export const nextDueStatement = systemStatement<{ due: Date | null }>(
  'webhooks.next-due',
  `select min(greatest(d.due_at, e.open_until)) as due
   from webhook_endpoints e join webhook_deliveries d on d.tenant_id = e.tenant_id and d.endpoint_id = e.id
   where e.status = 1
     and not exists (
       select 1 from webhook_deliveries w
       where w.tenant_id = d.tenant_id and w.endpoint_id = d.endpoint_id and w.order_key = d.order_key and w.id < d.id
         and w.attempts > 0 and w.due_at > d.due_at)`,
  { gathered: 'due' },
);

export const deliveryBacklogStatement = systemStatement<{ waiting: number; dead: number; oldest: Date | null }>(
  'webhooks.backlog',
  `select (select count(*) from webhook_deliveries) as waiting,
     (select min(coalesce(queued_at, created_at)) from webhook_deliveries) as oldest,
     (select count(*) from webhook_delivery_log where state <> 'delivered' and state = 'failed') as dead`,
);

export const endpointStatesStatement = systemStatement<{ disabled: number; enabled: number; defective: number }>(
  'webhooks.endpoint-states',
  `select count(*) filter (where status = 0) as disabled, count(*) filter (where status = 1) as enabled,
     count(*) filter (where status = 2) as defective from webhook_endpoints`,
);
