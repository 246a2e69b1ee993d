create table conversations (
  tenant_id text not null references tenants (id),
  id text not null,
  contact_id text not null,
  channel_id text not null,
  status text not null check (status in ('open', 'pending', 'solved', 'expired', 'broadcast', 'blocked')),
  ticket_id text,
  assigned_operator_id text,
  last_customer_message_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, contact_id, channel_id)
) with (fillfactor = 80);

create table tickets (
  tenant_id text not null,
  id text not null,
  conversation_id text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  close_reason text,
  primary key (tenant_id, id)
);
create index tickets_of_conversation on tickets (tenant_id, conversation_id, id);

create table ticket_events (
  tenant_id text not null,
  id text not null,
  conversation_id text not null,
  ticket_id text not null,
  type smallint not null,
  description text not null,
  actor text,
  assignee text,
  topic_name text,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
comment on column ticket_events.type is '0 opened, 1 any other change';
create index ticket_events_of_conversation on ticket_events (tenant_id, conversation_id, id);
