-- Notes, scheduled messages and favourites that came to a chat with another one that became part of it: they go back when the
-- two are parted.
create table inbox_moves (
  tenant_id text not null,
  from_conversation_id text not null,
  kind text not null check (kind in ('note', 'scheduled', 'favourite')),
  item_id text not null,
  primary key (tenant_id, from_conversation_id, kind, item_id)
);
comment on column inbox_moves.item_id is 'of a note or scheduled message; of a favourite the operator';
