-- The team inbox: what the list of chats is ordered and filtered by, and what people write that customers never see.

alter table conversations
  add column last_activity_at timestamptz not null default date_trunc('milliseconds', now()),
  add column unread_since timestamptz,
  add column seen_message_id text;
comment on column conversations.last_activity_at is 'of the last message of the customer, or the last reply from the inbox; in whole milliseconds';
comment on column conversations.unread_since is 'when the first message came that the team has not read; null: all is read';
comment on column conversations.seen_message_id is 'messages up to this one are read';
update conversations set last_activity_at = date_trunc('milliseconds', updated_at);

create index conversations_by_status on conversations (tenant_id, status, last_activity_at, id);
-- A null operator is nobody: those are looked for, too.
create index conversations_working on conversations (tenant_id, assigned_operator_id, last_activity_at, id)
  where status in ('open', 'pending');
create index conversations_unread on conversations (tenant_id, last_activity_at, id) where unread_since is not null;
create index conversation_tags_by_tag on conversation_tags (tenant_id, tag_id, conversation_id);

-- What changes an earlier message: shown on that message.
create index messages_changes on messages (tenant_id, conversation_id, id) where type in ('reaction', 'edit', 'revoke');

-- The words of what people wrote. The workspace is a word of each text, so that the index holds the workspaces apart. Templates
-- repeat one text a thousand times and are left out.
create function parley_message_words(tenant text, given text) returns tsvector language sql immutable parallel safe
return to_tsvector('simple'::regconfig, 'tenant' || tenant || 'x ' || left(given, 1000));
create index messages_by_word on messages using gin (parley_message_words(tenant_id, text))
  with (fastupdate = on, gin_pending_list_limit = 1024) where kind <> 'template' and text is not null;

create table inbox_notes (
  tenant_id text not null,
  id text not null,
  conversation_id text not null,
  operator_id text not null,
  client_id text not null,
  text text not null,
  mentions text[] not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, client_id)
);
create index inbox_notes_of_conversation on inbox_notes (tenant_id, conversation_id, id);

create table inbox_favourites (
  tenant_id text not null,
  conversation_id text not null,
  operator_id text not null,
  added_at timestamptz not null,
  primary key (tenant_id, conversation_id, operator_id)
);
create index inbox_favourites_of_operator on inbox_favourites (tenant_id, operator_id, added_at);

create table quick_replies (
  tenant_id text not null,
  id text not null,
  shortcut text not null,
  text text not null,
  media_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index quick_replies_by_shortcut on quick_replies (tenant_id, lower(shortcut));

create table inbox_views (
  tenant_id text not null,
  id text not null,
  operator_id text not null,
  name text not null,
  is_shared boolean not null,
  filter json not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create index inbox_views_of_operator on inbox_views (tenant_id, operator_id);
create index inbox_views_shared on inbox_views (tenant_id) where is_shared;

create table scheduled_messages (
  tenant_id text not null,
  id text not null,
  client_id text not null,
  conversation_id text not null,
  operator_id text not null,
  content json not null,
  send_at timestamptz not null,
  state text not null check (state in ('waiting', 'sent', 'failed', 'cancelled')),
  reason text,
  detail text,
  message_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, client_id)
);
create index scheduled_messages_due on scheduled_messages (send_at) where state = 'waiting';
create index scheduled_messages_of_conversation on scheduled_messages (tenant_id, conversation_id, id);
create index scheduled_messages_of_operator on scheduled_messages (tenant_id, operator_id) where state = 'waiting';

-- Who looks at a chat or writes in it at this moment: forgotten by a crash of Postgres without harm.
create unlogged table inbox_presence (
  tenant_id text not null,
  conversation_id text not null,
  operator_id text not null,
  state text not null check (state in ('viewing', 'typing', 'left')),
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, conversation_id, operator_id)
);
create index inbox_presence_changes on inbox_presence (tenant_id, changed_at);
