-- What Meta tells of accounts by its webhooks.
alter table wabas
  add column review_status text,
  add column last_event text,
  add column violation json,
  add column ban json,
  add column restrictions json,
  add column max_numbers_of_business integer,
  add column max_numbers_of_account integer,
  add column told_at timestamptz,
  add column deleted_at timestamptz;
comment on column wabas.review_status is 'APPROVED, REJECTED, PENDING or DEFERRED; null: Meta told nothing';
comment on column wabas.last_event is 'the newest account_update of Meta; violation, ban and restrictions are what it brought';
create index channels_by_waba on channels (waba_id);

-- Meta repeats its webhooks: what was applied already is known by its digest for some time.
create table account_notices (
  tenant_id text not null,
  waba_id text not null,
  digest text not null,
  noted_at timestamptz not null,
  primary key (tenant_id, waba_id, digest)
);

create table calls (
  tenant_id text not null,
  id text not null,
  call_id text not null,
  channel_id text not null,
  contact_id text not null,
  conversation_id text not null,
  ticket_id text,
  direction text not null check (direction in ('inbound', 'outbound')),
  status text not null,
  rank smallint not null,
  duration_s integer,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, call_id)
);
comment on column calls.call_id is 'the id that Meta gave the call';

-- Clicks on tracked links, counted; the links themselves are in the messages.
create table link_clicks (
  tenant_id text not null,
  message_id text not null,
  place smallint not null,
  clicks integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (tenant_id, message_id, place)
);
comment on column link_clicks.place is 'the button of the template, from 0';

alter table messages add column flow_run_id text;
comment on column messages.flow_run_id is 'the run of the chatbot that sent it';
