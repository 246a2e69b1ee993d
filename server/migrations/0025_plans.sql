create table plans (
  name text primary key,
  rules json not null,
  changed_at timestamptz not null
);
comment on table plans is 'plans of this server, beside and in place of those that Parley knows by itself';

create table tenant_plans (
  tenant_id text not null,
  plan text not null,
  changed_at timestamptz not null,
  primary key (tenant_id)
);

comment on table tenant_plans is 'a tenant without a plan may do everything';

create table rate_windows (
  tenant_id text not null,
  call_class text not null,
  calls timestamptz[] not null,
  primary key (tenant_id, call_class)
);
comment on column rate_windows.calls is 'the admitted calls of the last 10 seconds, oldest first';

create table api_usage (
  tenant_id text not null,
  month text not null,
  calls bigint not null,
  primary key (tenant_id, month)
);
comment on column api_usage.month is 'YYYY-MM in UTC';
