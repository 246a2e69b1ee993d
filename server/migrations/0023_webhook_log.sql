-- Day partitions: what is kept for some days is dropped by the table, not by the row. Ids begin with the unix seconds.
create function parley_create_day_partition(parent text, day date) returns void language plpgsql as $$
declare
  name text := parent || '_' || to_char(day, 'YYYYMMDD');
  first_id text := rpad(lpad(to_hex(extract(epoch from day::timestamp at time zone 'UTC')::bigint), 8, '0'), 24, '0');
  last_id text := rpad(lpad(to_hex(extract(epoch from (day + 1)::timestamp at time zone 'UTC')::bigint), 8, '0'), 24, '0');
begin
  if to_regclass(name) is null then
    execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent, first_id, last_id);
  end if;
exception
  when duplicate_table then null;
  -- Rows of that day already lie in the default partition: they stay there.
  when check_violation then null;
end $$;

create function parley_drop_day_partitions(parent text, before date) returns integer language plpgsql as $$
declare
  part regclass;
  dropped integer := 0;
begin
  for part in
    select i.inhrelid::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = parent::regclass and c.relname ~ ('^' || parent || '_[0-9]{8}$')
      and right(c.relname, 8) < to_char(before, 'YYYYMMDD')
  loop
    execute format('drop table %s', part);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

create table webhook_delivery_log (
  tenant_id text not null,
  endpoint_id text not null,
  id text not null,
  order_key text not null,
  event_type text not null,
  body text not null,
  state text not null check (state in ('delivered', 'failed', 'missed')),
  attempts integer not null,
  status integer,
  error_class text,
  error text,
  duration_ms integer,
  answer text,
  attempted_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, endpoint_id, id)
) partition by range (id);
create table webhook_delivery_log_default partition of webhook_delivery_log default;
comment on table webhook_delivery_log is 'deliveries that ended, each with its last attempt; those that wait are in webhook_deliveries';
comment on column webhook_delivery_log.state is 'delivered; failed: given up after a day; missed: the endpoint was disabled';
comment on column webhook_delivery_log.attempts is 'how many there were; the one with this number is in this row, earlier ones are in webhook_attempts';
create index webhook_delivery_log_undelivered on webhook_delivery_log (tenant_id, endpoint_id, id) where state <> 'delivered';

create table webhook_attempts (
  tenant_id text not null,
  delivery_id text not null,
  number integer not null,
  status integer,
  error_class text,
  error text,
  duration_ms integer,
  answer text,
  attempted_at timestamptz not null,
  primary key (tenant_id, delivery_id, number)
) partition by range (delivery_id);
create table webhook_attempts_default partition of webhook_attempts default;

create table webhook_replays (
  tenant_id text not null,
  id text not null,
  endpoint_id text not null,
  -- Deliveries of these states, made within these bounds, of these events (null: of all).
  states text[] not null,
  event_types text[],
  created_from timestamptz not null,
  created_before timestamptz not null,
  -- Whether the endpoint is enabled when all is queued.
  enable boolean not null,
  state text not null check (state in ('running', 'done')),
  position text not null,
  queued integer not null default 0,
  truncated boolean not null default false,
  -- The transaction that began it: events of older ones may still be on their way into the log.
  begun_by xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index webhook_replays_running on webhook_replays (tenant_id, endpoint_id) where state = 'running';

alter table webhook_endpoints
  add column revision integer not null default 0,
  add column sealed_secret text,
  add column sealed_previous_secret text,
  add column previous_secret_until timestamptz;
comment on column webhook_endpoints.revision is 'grows with each change by its owner: who works with an older one stops';

-- Those given up are in the log from now on, so that a queue is only what waits.
insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts, status, error, attempted_at, created_at)
  select tenant_id, endpoint_id, id, order_key, event_type, body, 'failed', attempts, last_status, last_error, due_at, created_at
  from webhook_deliveries where dead;
delete from webhook_deliveries where dead;
drop index webhook_deliveries_tried;
alter table webhook_deliveries
  drop column dead,
  add column earlier_attempts integer not null default 0,
  add column queued_at timestamptz;
comment on column webhook_deliveries.earlier_attempts is 'those before the latest replay';
comment on column webhook_deliveries.queued_at is 'when it was replayed; null: it waits since its event';
create index webhook_deliveries_tried on webhook_deliveries (tenant_id, endpoint_id, order_key, id) where attempts > 0;
