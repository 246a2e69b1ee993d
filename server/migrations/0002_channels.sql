create table meta_apps (
  id text primary key,
  tenant_id text references tenants (id),
  callback_id text unique,
  app_secret_sealed text not null,
  verify_token_sealed text not null,
  created_at timestamptz not null
);
comment on column meta_apps.tenant_id is 'null: the app of this server, shared by tenants, at /meta/webhook';

create table channels (
  tenant_id text not null references tenants (id),
  id text not null,
  meta_app_id text not null references meta_apps (id),
  waba_id text not null,
  phone_number_id text not null unique,
  phone_number text not null,
  name text not null,
  is_default boolean not null default false,
  access_token_sealed text not null,
  throughput_per_s integer not null default 80,
  unconfirmed_policy text not null default 'hold' check (unconfirmed_policy in ('hold', 'resend')),
  paused_at timestamptz,
  paused_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, phone_number)
);
comment on column channels.throughput_per_s is 'messages a second that Meta allows this number; 0: no bucket';
create unique index channels_one_default on channels (tenant_id) where is_default;
