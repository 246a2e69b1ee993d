-- Campaigns made in the web app: drafts, files, dry runs, and recipients who are sent to at hours of their own.
alter table campaign_recipients
  add column due_at timestamptz,
  add column time_zone text,
  add column skip_detail text;
comment on column campaign_recipients.skip_reason is 'opted_out, blocked, duplicate, invalid_number, no_value';
comment on column campaign_recipients.due_at is 'not before this moment; only in campaigns that are timed, and there in every row';
comment on column campaign_recipients.time_zone is 'whose quiet hours hold for the person; only in campaigns that are timed';
comment on column campaign_recipients.skip_detail is 'what was given, or what is wrong with it';
create index campaign_recipients_due on campaign_recipients (tenant_id, campaign_id, due_at, message_id)
  where state = 'pending' and due_at is not null;

alter table campaigns
  add column timed boolean not null default false,
  add column quiet_from smallint,
  add column quiet_to smallint;
comment on column campaigns.waiting_for is 'what holds it back while it is sending: messaging_limit, channel_paused, workspace_limit, workspace_online, recipient_hours';
comment on column campaigns.timed is 'recipients are taken by their due_at';
comment on column campaigns.quiet_from is 'minutes after midnight of the recipient from which nothing is sent, to quiet_to; null: none';

create table campaign_drafts (
  tenant_id text not null,
  id text not null,
  name text not null,
  operator_id text not null,
  plan json not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);

create table campaign_files (
  tenant_id text not null,
  id text not null,
  name text not null,
  columns json not null,
  row_count integer not null default 0,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index campaign_files_old on campaign_files (created_at);

create table campaign_file_rows (
  tenant_id text not null,
  file_id text not null,
  place integer not null,
  row_number integer not null,
  cells json not null,
  primary key (tenant_id, file_id, place)
);
comment on column campaign_file_rows.row_number is 'as a spreadsheet counts: the header is row 1';

-- A dry run freezes the recipients under its id. The campaign that is launched from it takes over the id, and so them.
create table campaign_dry_runs (
  tenant_id text not null,
  id text not null,
  draft_id text not null,
  name text not null,
  operator_id text not null,
  plan json not null,
  state text not null check (state in ('counting', 'ready', 'over', 'launched')),
  hash text,
  summary json,
  counted integer not null default 0,
  counted_at timestamptz not null,
  problem text,
  made_at timestamptz not null,
  valid_until timestamptz not null,
  primary key (tenant_id, id)
);
comment on column campaign_dry_runs.counted is 'people frozen so far, while it is counting';
comment on column campaign_dry_runs.hash is 'of everybody it found, with what each is sent';
create index campaign_dry_runs_over on campaign_dry_runs (valid_until) where state <> 'launched';
create index campaign_dry_runs_of_draft on campaign_dry_runs (tenant_id, draft_id) where state = 'ready';
