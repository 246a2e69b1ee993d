-- What Meta tells of accounts and numbers, kept so that a list never waits for Meta.
create table wabas (
  tenant_id text not null references tenants (id),
  id text not null,
  waba_id text not null,
  name text,
  business_id text,
  asked_at timestamptz,
  refreshed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, waba_id)
);
comment on column wabas.asked_at is 'the last try to refresh; refreshed_at: the last that succeeded';
insert into wabas (tenant_id, id, waba_id)
select tenant_id, lpad(to_hex(extract(epoch from min(created_at))::bigint), 8, '0') || substr(md5(tenant_id || '/' || waba_id), 1, 16), waba_id
from channels group by tenant_id, waba_id;

create table number_profiles (
  tenant_id text not null,
  channel_id text not null,
  display_phone_number text,
  verified_name text,
  quality_rating text,
  status text,
  code_verification_status text,
  name_status text,
  messaging_limit_tier text,
  throughput_level text,
  about text,
  address text,
  description text,
  email text,
  vertical text,
  websites text[] not null default '{}',
  picture_url text,
  refreshed_at timestamptz not null,
  primary key (tenant_id, channel_id)
);

alter table api_tokens add column token_sealed text;
comment on column api_tokens.token_sealed is 'only of a legacy token that took the place of a blocked one: shown to an administrator';

alter table conversations add column flow_run_id text;
comment on column conversations.flow_run_id is 'the run of a chatbot that this conversation is in';

create table flows (
  tenant_id text not null references tenants (id),
  id text not null,
  name text not null,
  status text not null check (status in ('draft', 'active')),
  definition jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

create table flow_runs (
  tenant_id text not null,
  id text not null,
  flow_id text not null,
  conversation_id text not null,
  contact_id text not null,
  channel_id text not null,
  node_id text not null,
  step integer not null default 0,
  waiting boolean not null default false,
  asked_id text,
  misses integer not null default 0,
  due_at timestamptz,
  end_reason text,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
) with (fillfactor = 80);
comment on column flow_runs.node_id is 'the node to execute next, or the one whose answer is waited for';
comment on column flow_runs.asked_id is 'the message that asked: only messages after it are answers';
comment on column flow_runs.due_at is 'when the run goes on without an answer: at once, or at its timeout; null when it has ended';
create index flow_runs_due on flow_runs (due_at) where due_at is not null;

-- Messages of customers whose conversation is in a run; removed when the run has looked at them.
create table flow_inputs (
  tenant_id text not null,
  run_id text not null,
  message_id text not null,
  conversation_id text not null,
  contact_id text not null,
  text text,
  reply_id text,
  received_at timestamptz not null,
  primary key (tenant_id, run_id, message_id)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
