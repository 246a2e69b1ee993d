create table messages (
  tenant_id text not null,
  id text not null,
  conversation_id text not null,
  contact_id text not null,
  channel_id text not null,
  ticket_id text,
  direction text not null check (direction in ('in', 'out')),
  kind text not null check (kind in ('session', 'template')),
  type text not null,
  text text,
  content json,
  media_id text,
  template_id text,
  template_name text,
  broadcast_id text,
  broadcast_name text,
  local_message_id text,
  reply_to_wamid text,
  operator_id text,
  source text,
  wamid text,
  status smallint not null,
  retries smallint not null default 0,
  failed_code text,
  failed_detail text,
  created_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  replied_at timestamptz,
  failed_at timestamptz,
  primary key (tenant_id, id)
) partition by range (id);
comment on column messages.status is 'rank: 0 queued, 10 unconfirmed, 20 sent, 25 failed, 30 delivered, 40 read, 50 replied; only rises';
comment on column messages.content is 'the part of the Cloud API message named by its type, as sent or received';
create index messages_of_conversation on messages (tenant_id, conversation_id, id);
create index messages_by_local_id on messages (tenant_id, local_message_id) where local_message_id is not null;
create table messages_default partition of messages default;

-- Which message a wamid names: dedupes inbound messages, finds the quoted one, matches statuses without an echo.
create table wamids (
  tenant_id text not null,
  wamid text not null,
  message_id text not null,
  primary key (tenant_id, wamid)
);

create table send_queue (
  tenant_id text not null,
  id text not null,
  channel_id text not null,
  conversation_id text not null,
  ordered boolean not null,
  priority smallint not null,
  due_at timestamptz not null,
  retry smallint not null default 0,
  attempts integer not null default 0,
  leased_by bigint,
  unknown_since timestamptz,
  last_error text,
  primary key (tenant_id, id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
comment on column send_queue.ordered is 'false for bulk templates: exempt from the order of the conversation';
comment on column send_queue.retry is 'counts the new tries after Meta told of a failure; travels in the echo so that old statuses are told apart';
comment on column send_queue.leased_by is 'fence of the channel lease under which an attempt was started; null: no attempt under way';
create index send_queue_waiting on send_queue (tenant_id, channel_id, priority, id) where leased_by is null and unknown_since is null;
create index send_queue_of_conversation on send_queue (tenant_id, conversation_id, id) where ordered;
create index send_queue_unsettled on send_queue (tenant_id, channel_id) where leased_by is not null or unknown_since is not null;

create table intake_payloads (
  id bigint generated always as identity,
  meta_app_id text not null,
  received_at timestamptz not null,
  body text not null,
  primary key (meta_app_id, id)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

-- What could not be applied is kept, never dropped.
create table intake_rejects (
  id bigint primary key,
  meta_app_id text not null,
  received_at timestamptz not null,
  body text not null,
  reason text not null,
  rejected_at timestamptz not null
);

-- Statuses of wamids that are not known yet (or never were ours); matched when the wamid appears.
create table parked_statuses (
  tenant_id text not null,
  id text not null,
  channel_id text not null,
  wamid text not null,
  status json not null,
  parked_at timestamptz not null,
  primary key (tenant_id, id)
);
create index parked_statuses_by_wamid on parked_statuses (tenant_id, wamid);
