-- Under what else a contact is known: the id of one that was joined to it, or a user id of Meta that it had before.
create table contact_aliases (
  tenant_id text not null,
  alias text not null,
  contact_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, alias)
);
create index contact_aliases_of_contact on contact_aliases (tenant_id, contact_id);

create table conversation_aliases (
  tenant_id text not null,
  alias text not null,
  conversation_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, alias)
);
create index conversation_aliases_of_conversation on conversation_aliases (tenant_id, conversation_id);
comment on column conversation_aliases.alias is 'the id of a conversation that was joined to the other one';

-- What is still to be moved after two contacts became one.
create table history_moves (
  tenant_id text not null,
  id text not null,
  from_contact_id text not null,
  to_contact_id text not null,
  from_conversation_id text,
  to_conversation_id text,
  after_id text not null,
  due_at timestamptz not null,
  primary key (tenant_id, id)
);
create index history_moves_due on history_moves (due_at);
comment on column history_moves.from_conversation_id is 'null: look once more for conversations of the contact that is gone';
comment on column history_moves.after_id is 'messages up to this one are moved';

-- Where messages lay before two conversations became one: with the event contact.merged enough to part them again.
create table moved_messages (
  tenant_id text not null,
  message_id text not null,
  from_conversation_id text not null,
  moved_at timestamptz not null,
  primary key (tenant_id, message_id, from_conversation_id)
);
