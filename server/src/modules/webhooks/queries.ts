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
  createdAt: Date;
  updatedAt: Date;
}

const columns = `e.tenant_id as "tenantId", e.id, e.channel_id as "channelId", c.phone_number as "channelPhoneNumber",
  c.is_default as "channelIsDefault", e.url, e.status, e.event_types as "eventTypes",
  e.failures_in_row as "failuresInRow", e.open_until as "openUntil", e.notified, e.created_at as "createdAt",
  e.updated_at as "updatedAt"`;
const from = 'from webhook_endpoints e join channels c on c.tenant_id = e.tenant_id and c.id = e.channel_id';

export const listEndpointsStatement = tenantStatement<Endpoint>(
  'webhooks.list',
  `select ${columns} ${from} where e.tenant_id = $1 order by e.created_at, e.id limit 1000`,
);

export const insertEndpointStatement = tenantStatement(
  'webhooks.insert',
  `insert into webhook_endpoints (tenant_id, id, channel_id, url, status, event_types, shard, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
);

/** Creating endpoints of a tenant takes turns, so that limit and uniqueness hold. */
export const lockTenantStatement = systemStatement(
  'webhooks.lock-tenant',
  'select id from tenants where id = $1 for update',
);

export const subscribersStatement = systemStatement<{
  tenantId: string;
  id: string;
  channelId: string;
  eventTypes: string[];
}>(
  'webhooks.subscribers',
  `select tenant_id as "tenantId", id, channel_id as "channelId", event_types as "eventTypes"
   from webhook_endpoints where tenant_id = any($1::text[]) and status in (1, 2)`,
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
  createdAt: Date;
}

// In the order of the events; a conversation whose earlier delivery waits for its next try is left alone.
export const readDeliveriesStatement = tenantStatement<DeliveryRow>(
  'webhooks.read-deliveries',
  `select d.id, d.order_key as "orderKey", d.event_type as "eventType", d.body, d.attempts, d.created_at as "createdAt"
   from webhook_deliveries d
   where d.tenant_id = $1 and d.endpoint_id = $2 and not d.dead and d.due_at <= $3 and d.id <> all($4::text[])
     and not exists (
       select 1 from webhook_deliveries e
       where e.tenant_id = $1 and e.endpoint_id = $2 and e.order_key = d.order_key and e.id < d.id
         and e.attempts > 0 and not e.dead and e.due_at > $3)
   order by d.id limit $5`,
);

// A table of deliveries that was empty when it was last counted would be joined the wrong way round: rows are locked by
// look-ups of their own and then found by their place (ctid).
export const deleteDeliveriesStatement = systemStatement(
  'webhooks.delete-deliveries',
  `delete from webhook_deliveries d using (
     select w.place from unnest($1::text[], $2::text[], $3::text[]) as i (tenant_id, endpoint_id, id)
     cross join lateral (
       select x.ctid as place from webhook_deliveries x
       where x.tenant_id = i.tenant_id and x.endpoint_id = i.endpoint_id and x.id = i.id for update) w) found
   where d.ctid = found.place`,
);

export const postponeDeliveriesStatement = systemStatement(
  'webhooks.postpone-deliveries',
  `update webhook_deliveries d set attempts = d.attempts + 1, due_at = found.due_at, last_status = found.last_status,
     last_error = found.last_error, dead = found.dead
   from (
     select w.place, i.due_at, i.last_status, i.last_error, i.dead
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::integer[], $6::text[], $7::boolean[])
       as i (tenant_id, endpoint_id, id, due_at, last_status, last_error, dead)
     cross join lateral (
       select x.ctid as place from webhook_deliveries x
       where x.tenant_id = i.tenant_id and x.endpoint_id = i.endpoint_id and x.id = i.id for update) w) found
   where d.ctid = found.place`,
);

export const noteHealthStatement = tenantStatement<{ status: number }>(
  'webhooks.note-health',
  `update webhook_endpoints set failures_in_row = $3::integer, open_until = $4,
     status = case when status = 1 and $3::integer > $5::integer then 2 else status end, updated_at = $6
   where tenant_id = $1 and id = $2 returning status`,
);

/** Enabled endpoints of these shards with deliveries that are due: a probe each, whatever their backlog. */
export const dueEndpointsStatement = systemStatement<Endpoint & { shard: number }>(
  'webhooks.due-endpoints',
  `select ${columns}, e.shard ${from}
   where e.shard = any($1::smallint[]) and e.status = 1 and (e.open_until is null or e.open_until <= $2)
     and exists (
       select 1 from webhook_deliveries d
       where d.tenant_id = e.tenant_id and d.endpoint_id = e.id and not d.dead and d.due_at <= $2)
   limit 10000`,
);

export const nextDueStatement = systemStatement<{ due: Date | null }>(
  'webhooks.next-due',
  `select min(greatest(d.due_at, e.open_until)) as due
   from webhook_endpoints e join webhook_deliveries d on d.tenant_id = e.tenant_id and d.endpoint_id = e.id
   where e.status = 1 and not d.dead
     and not exists (
       select 1 from webhook_deliveries w
       where w.tenant_id = d.tenant_id and w.endpoint_id = d.endpoint_id and w.order_key = d.order_key and w.id < d.id
         and w.attempts > 0 and not w.dead and w.due_at > d.due_at)`,
);

export const deliveryBacklogStatement = systemStatement<{ waiting: number; dead: number }>(
  'webhooks.backlog',
  `select count(*) filter (where not dead) as waiting, count(*) filter (where dead) as dead from webhook_deliveries`,
);
