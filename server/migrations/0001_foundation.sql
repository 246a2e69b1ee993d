-- Month partitions of tables keyed by time-ordered ids: an id starts with its unix seconds in hex, so a month is a range of ids.
-- Called at every start and daily; creating a month that exists does nothing.
create function parley_create_month_partition(parent text, month date) returns void language plpgsql as $$
declare
  name text := parent || '_' || to_char(month, 'YYYYMM');
  first_id text := rpad(lpad(to_hex(extract(epoch from month at time zone 'UTC')::bigint), 8, '0'), 24, '0');
  last_id text := rpad(lpad(to_hex(extract(epoch from (month + interval '1 month') at time zone 'UTC')::bigint), 8, '0'), 24, '0');
begin
  if to_regclass(name) is null then
    execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = 70)', name, parent, first_id, last_id);
  end if;
exception
  when duplicate_table then null;
  -- Rows of that month already lie in the default partition: they stay there.
  when check_violation then null;
end $$;

create table leases (
  name text primary key,
  owner_key bigint not null,
  fence bigint not null,
  expires_at timestamptz not null
);
create sequence lease_fences as bigint;

create table tenants (
  id text primary key check (id ~ '^[0-9]{1,12}$'),
  name text not null,
  time_zone text not null default 'UTC',
  created_at timestamptz not null
);

create table operators (
  tenant_id text not null references tenants (id),
  id text not null,
  email text not null,
  name text not null,
  role text not null,
  password_hash text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, email)
);

create table teams (
  tenant_id text not null references tenants (id),
  id text not null,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

create table team_members (
  tenant_id text not null,
  team_id text not null,
  operator_id text not null,
  primary key (tenant_id, team_id, operator_id)
);

-- A small table that every node reads whole by hash: no tenant is known before the token is.
create table api_tokens (
  id text primary key,
  tenant_id text not null references tenants (id),
  operator_id text,
  name text not null,
  token_hash text not null unique,
  scopes text[],
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null
);
comment on column api_tokens.scopes is 'null: a legacy token with full rights';
create index api_tokens_of_tenant on api_tokens (tenant_id);
