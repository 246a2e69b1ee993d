alter table api_tokens
  add column created_by text,
  add column created_by_token text,
  add column successor_id text;
comment on column api_tokens.created_by is 'the person who made it, or whose token did';
comment on column api_tokens.created_by_token is 'the token that made it';
comment on column api_tokens.successor_id is 'the token that took its place when it was rotated';
create index api_tokens_newest on api_tokens (tenant_id, created_at desc, id desc);

-- The last API calls of programs, for people who look into them. A row is no promise: a crash of Postgres may empty the table.
create unlogged table request_log (
  tenant_id text not null,
  id text not null,
  at timestamptz not null,
  version text not null,
  method text not null,
  path text not null,
  operation text not null,
  status integer not null,
  failed boolean not null,
  reason text,
  duration_ms real not null,
  token_id text,
  operator_id text,
  address text not null,
  request_id text not null,
  idempotency_key text,
  request_headers text not null,
  request_body text,
  answer_headers text not null,
  answer_body text,
  primary key (tenant_id, id)
);
create index request_log_at on request_log (at);
-- Long bodies lie apart, so that looking through rows does not read them.
alter table request_log set (toast_tuple_target = 256);
comment on column request_log.path is 'with the query; values of secrets are removed here and in both bodies';
comment on column request_log.failed is 'by its status, or by what a body of status 200 says';

create table request_log_settings (
  tenant_id text not null,
  enabled boolean not null,
  changed_at timestamptz not null,
  primary key (tenant_id)
);
