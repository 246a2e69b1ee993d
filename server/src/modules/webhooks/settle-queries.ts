import { systemStatement } from '../../db/scope.ts';

/**
 * Moves deliveries that ended from the queue into the log, each with its last attempt. Tenants ($1) and endpoints ($2) are
 * lists without repeats: ids of deliveries are unique beyond them. The rows are found in one walk through the key, the only
 * index that has these columns, whatever the statistics say. To be run where hash joins are allowed.
 */
export const finishDeliveriesStatement = systemStatement(
  'webhooks.finish-deliveries',
  `with gone as materialized (
     delete from webhook_deliveries d
     where d.tenant_id = any($1::text[]) and d.endpoint_id = any($2::text[]) and d.id = any($3::text[])
     returning d.*)
   insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts, status,
     error_class, error, duration_ms, answer, attempted_at, created_at)
   select d.tenant_id, d.endpoint_id, d.id, d.order_key, d.event_type, d.body, i.state, d.earlier_attempts + d.attempts + 1,
     i.status, i.error_class, i.error, i.duration_ms, i.answer, i.attempted_at, d.created_at
   from gone d join unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::integer[], $9::text[],
       $10::timestamptz[])
     as i (id, state, status, error_class, error, duration_ms, answer, attempted_at) on i.id = d.id`,
);

// A table of deliveries that was empty when it was last counted would be joined the wrong way round: rows are locked by
// look-ups of their own and then found by their place (ctid).
/** Notes attempts after which another is due. */
export const postponeDeliveriesStatement = systemStatement(
  'webhooks.postpone-deliveries',
  `with tried as (
     update webhook_deliveries d set attempts = d.attempts + 1, due_at = found.due_at, last_status = found.status,
       last_error = found.error
     from (
       select w.place, i.due_at, i.status, i.error_class, i.error, i.duration_ms, i.answer, i.attempted_at
       from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::integer[], $6::text[], $7::text[],
           $8::integer[], $9::text[], $10::timestamptz[])
         as i (tenant_id, endpoint_id, id, due_at, status, error_class, error, duration_ms, answer, attempted_at)
       cross join lateral (
         select x.ctid as place from webhook_deliveries x
         where x.tenant_id = i.tenant_id and x.endpoint_id = i.endpoint_id and x.id = i.id for update) w) found
     where d.ctid = found.place
     returning d.tenant_id, d.id, d.earlier_attempts + d.attempts, found.status, found.error_class, found.error,
       found.duration_ms, found.answer, found.attempted_at)
   insert into webhook_attempts (tenant_id, delivery_id, number, status, error_class, error, duration_ms, answer,
     attempted_at)
   select * from tried`,
);
