create table events (
  tenant_id text not null,
  id text not null,
  type text not null,
  conversation_id text,
  subject_id text not null,
  data json,
  created_at timestamptz not null,
  primary key (tenant_id, id)
) partition by range (id);
create table events_default partition of events default;

create table webhook_endpoints (
  tenant_id text not null references tenants (id),
  id text not null,
  channel_id text not null,
  url text not null,
  status smallint not null check (status in (0, 1, 2)),
  event_types text[] not null,
  shard smallint not null,
  failures_in_row integer not null default 0,
  open_until timestamptz,
  notified boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
comment on column webhook_endpoints.status is '0 disabled, 1 enabled, 2 defective';
comment on column webhook_endpoints.open_until is 'after failures in a row nothing is tried before this moment';

create table webhook_deliveries (
  tenant_id text not null,
  endpoint_id text not null,
  id text not null,
  order_key text not null,
  event_type text not null,
  body text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  last_status integer,
  last_error text,
  dead boolean not null default false,
  created_at timestamptz not null,
  primary key (tenant_id, endpoint_id, id)
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
comment on column webhook_deliveries.body is 'text, not jsonb: the bytes sent must be the bytes rendered, on every try';
create index webhook_deliveries_tried on webhook_deliveries (tenant_id, endpoint_id, order_key, id) where attempts > 0 and not dead;

create table campaigns (
  tenant_id text not null references tenants (id),
  id text not null,
  name text not null,
  channel_id text not null,
  template_id text not null,
  recipients integer not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
