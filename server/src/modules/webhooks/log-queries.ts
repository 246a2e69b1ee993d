import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { AttemptErrorClass } from './attempt.ts';

export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'missed';

/** A delivery without its body, whether it waits in the queue or has ended. */
export interface LoggedDelivery {
  tenantId: string;
  endpointId: string;
  id: string;
  orderKey: string;
  eventType: string;
  state: DeliveryState;
  attempts: number;
  /** Of the last attempt. */
  status: number | null;
  error: string | null;
  durationMs: number | null;
  lastAttemptAt: Date | null;
  /** When a waiting one is tried next, if its endpoint takes deliveries. */
  dueAt: Date | null;
  createdAt: Date;
}

export interface LoggedAttempt {
  number: number;
  at: Date;
  durationMs: number | null;
  status: number | null;
  errorClass: AttemptErrorClass | null;
  error: string | null;
  answer: string | null;
}

/** The order key of test events: they belong to no conversation and are never part of a replay of many. */
export const testOrderKey = 'test';

const waitingColumns = `d.tenant_id as "tenantId", d.endpoint_id as "endpointId", d.id, d.order_key as "orderKey",
  d.event_type as "eventType", 'waiting' as state, d.earlier_attempts + d.attempts as attempts, d.last_status as status,
  d.last_error as error, null::integer as "durationMs", null::timestamptz as "lastAttemptAt", d.due_at as "dueAt",
  d.created_at as "createdAt"`;
const endedColumns = `l.tenant_id as "tenantId", l.endpoint_id as "endpointId", l.id, l.order_key as "orderKey",
  l.event_type as "eventType", l.state, l.attempts, l.status, l.error, l.duration_ms as "durationMs",
  l.attempted_at as "lastAttemptAt", null::timestamptz as "dueAt", l.created_at as "createdAt"`;

/** The newest first, below an id, within a time, of an event, in a state; each part stops at the page's size. */
export const listDeliveriesStatement = tenantStatement<LoggedDelivery>(
  'webhooks.list-deliveries',
  `select * from (
     (select ${waitingColumns} from webhook_deliveries d
      where d.tenant_id = $1 and d.endpoint_id = $2 and d.id < $3 and d.id >= $4 and d.created_at < $5
        and ($6::text is null or d.event_type = $6) and ($7::text is null or $7 = 'waiting')
      order by d.id desc limit $8)
     union all
     (select ${endedColumns} from webhook_delivery_log l
      where l.tenant_id = $1 and l.endpoint_id = $2 and l.id < $3 and l.id >= $4 and l.created_at < $5
        and ($6::text is null or l.event_type = $6) and ($7::text is null or $7 = 'delivered')
        and ($7::text is null or l.state = 'delivered')
      order by l.id desc limit $8)
     union all
     (select ${endedColumns} from webhook_delivery_log l
      where l.tenant_id = $1 and l.endpoint_id = $2 and l.id < $3 and l.id >= $4 and l.created_at < $5
        and ($6::text is null or l.event_type = $6) and $7::text in ('failed', 'missed')
        and l.state <> 'delivered' and l.state = $7
      order by l.id desc limit $8)
   ) found order by id desc limit $8`,
);

type Whole = LoggedDelivery & { body: string; errorClass: AttemptErrorClass | null; answer: string | null };

// By endpoint, of which a tenant has few: the keys begin with it.
export const findDeliveryStatement = tenantStatement<Whole>(
  'webhooks.find-delivery',
  `select found.* from webhook_endpoints e cross join lateral (
     select ${waitingColumns}, d.body, null as "errorClass", null as answer from webhook_deliveries d
     where d.tenant_id = $1 and d.endpoint_id = e.id and d.id = $2
     union all
     select ${endedColumns}, l.body, l.error_class, l.answer from webhook_delivery_log l
     where l.tenant_id = $1 and l.endpoint_id = e.id and l.id = $2) found
   where e.tenant_id = $1 limit 1`,
);

export const listAttemptsStatement = tenantStatement<LoggedAttempt>(
  'webhooks.list-attempts',
  `select number, attempted_at as at, duration_ms as "durationMs", status, error_class as "errorClass", error, answer
   from webhook_attempts where tenant_id = $1 and delivery_id = $2 order by number desc limit $3`,
);

/** Like insertDeliveriesStatement, for endpoints that are disabled. */
export const insertMissedStatement = systemStatement(
  'webhooks.insert-missed',
  `insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts, created_at)
   select *, 'missed', 0, $7::timestamptz
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
);

export const insertTestStatement = tenantStatement(
  'webhooks.insert-test',
  `insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts, status,
     error_class, error, duration_ms, answer, attempted_at, created_at)
   values ($1, $2, $3, '${testOrderKey}', $4, $5, $6, 1, $7, $8, $9, $10, $11, $12, $12)`,
);

/** Ended deliveries of an endpoint above an id, in their order, for a replay. */
export const pickEndedStatement = tenantStatement<{ id: string }>(
  'webhooks.pick-ended',
  `select l.id from webhook_delivery_log l
   where l.tenant_id = $1 and l.endpoint_id = $2 and l.id > $3 and l.created_at >= $4 and l.created_at < $5
     and ($6::text[] is null or l.event_type = any($6)) and l.state = any($7::text[])
     and l.order_key <> '${testOrderKey}'
   order by l.id limit $8`,
);

/** The same where only what was not delivered is wanted: by the index that holds nothing else. */
export const pickUndeliveredStatement = tenantStatement<{ id: string }>(
  'webhooks.pick-undelivered',
  `select l.id from webhook_delivery_log l
   where l.tenant_id = $1 and l.endpoint_id = $2 and l.id > $3 and l.created_at >= $4 and l.created_at < $5
     and ($6::text[] is null or l.event_type = any($6)) and l.state <> 'delivered' and l.state = any($7::text[])
     and l.order_key <> '${testOrderKey}'
   order by l.id limit $8`,
);

/** Moves ended deliveries back into the queue: the same id and bytes; their last attempt joins the earlier ones. */
export const requeueStatement = tenantStatement<{ id: string }>(
  'webhooks.requeue',
  `with taken as (
     delete from webhook_delivery_log where tenant_id = $1 and endpoint_id = $2 and id = any($3::text[])
     returning *),
   kept as (
     insert into webhook_attempts (tenant_id, delivery_id, number, status, error_class, error, duration_ms, answer,
       attempted_at)
     select tenant_id, id, attempts, status, error_class, error, duration_ms, answer, attempted_at
     from taken where attempts > 0)
   insert into webhook_deliveries (tenant_id, endpoint_id, id, order_key, event_type, body, due_at, earlier_attempts,
     queued_at, last_status, last_error, created_at)
   select tenant_id, endpoint_id, id, order_key, event_type, body, $4, attempts, $4, status, error, created_at from taken
   returning id`,
);

/** A waiting delivery is due at once. */
export const hastenDeliveryStatement = tenantStatement(
  'webhooks.hasten-delivery',
  `update webhook_deliveries set due_at = least(due_at, $4) where tenant_id = $1 and endpoint_id = $2 and id = $3`,
);

/** Those that waited for their next try are due at once. */
export const hastenEndpointStatement = tenantStatement(
  'webhooks.hasten-endpoint',
  `update webhook_deliveries set due_at = $3
   where tenant_id = $1 and endpoint_id = $2 and attempts > 0 and due_at > $3`,
);

/** What waits for an endpoint that is gone; in slices. */
export const deleteWaitingStatement = tenantStatement<{ id: string }>(
  'webhooks.delete-waiting',
  `delete from webhook_deliveries where tenant_id = $1 and endpoint_id = $2 and id in (
     select id from webhook_deliveries where tenant_id = $1 and endpoint_id = $2 order by id limit $3) returning id`,
);
