-- What a tenant may send. No row: no limit. A plan can be written into these columns later.
create table tenant_limits (
  tenant_id text not null references tenants (id),
  is_offline boolean not null default false,
  marketing_per_day integer check (marketing_per_day >= 0),
  trial_messages integer check (trial_messages >= 0),
  updated_at timestamptz not null,
  primary key (tenant_id)
);
comment on column tenant_limits.is_offline is 'template sends are refused';
comment on column tenant_limits.marketing_per_day is 'messages of marketing templates accepted in a UTC day; null: no limit';
comment on column tenant_limits.trial_messages is 'template messages accepted in all while on trial; null: not on trial';

-- What was accepted under a limit, counted in the transaction that accepts.
create table tenant_usage (
  tenant_id text not null references tenants (id),
  kind text not null,
  period text not null,
  used bigint not null,
  primary key (tenant_id, kind, period)
);
comment on column tenant_usage.kind is 'marketing_messages by UTC day (YYYY-MM-DD), trial_messages by the period "all"';

alter table campaigns
  add column accepted integer not null default 0,
  add column left_out integer not null default 0,
  add column progress_at timestamptz,
  add column accepted_at timestamptz,
  add column retry_until timestamptz,
  add column retry_next_at timestamptz;
update campaigns set accepted = recipients, progress_at = created_at, accepted_at = created_at;
comment on column campaigns.recipients is 'people it is meant for';
comment on column campaigns.accepted is 'messages of it that exist, counted in the transactions that accept them';
comment on column campaigns.left_out is 'people of it who allow no broadcasts';
comment on column campaigns.accepted_at is 'when accepting ended; null: under way, or cut off when progress_at is old';
comment on column campaigns.retry_next_at is 'when messages that Meta kept back (131049) are tried again; null: never';
create index campaigns_to_retry on campaigns (retry_next_at) where retry_next_at is not null;
create index messages_held_back on messages (tenant_id, broadcast_id, id) where failed_code = '131049' and broadcast_id is not null;

comment on column messages.status is 'rank: 0 queued, 10 unconfirmed, 20 sent, 25 failed, 30 delivered, 40 read, 50 replied; only rises, except that a broadcast may try a failed message again';

alter table templates
  add column header_media json not null default '{}',
  add column header_parameter text;
comment on column templates.header_media is 'our copies of fixed header media by slot (header, card0, card1 ...): {mediaId, path, copiedAt}';
comment on column templates.header_parameter is 'name of the parameter whose address is the media of the header; null: the header is fixed';
