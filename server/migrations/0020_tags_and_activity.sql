-- The words of a workspace that its chats can bear.
create table tags (
  tenant_id text not null,
  id text not null,
  name text not null,
  name_key text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name_key)
);
comment on column tags.name_key is 'the name as it is compared: in lower case';

create table conversation_tags (
  tenant_id text not null,
  conversation_id text not null,
  tag_id text not null,
  added_at timestamptz not null,
  primary key (tenant_id, conversation_id, tag_id)
);

-- The list of chats, newest activity first.
create index conversations_by_activity on conversations (tenant_id, updated_at, id);
