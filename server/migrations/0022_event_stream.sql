-- The order in which readers of the event stream see events: ids follow the clocks of processes, and a transaction that commits
-- late may hold smaller ones. Below the oldest running transaction nothing more can appear, so readers go by (txid, id) up to there.
alter table events add column txid xid8 not null default pg_current_xact_id();
create index events_stream on events (tenant_id, txid, id);

-- Transaction numbers mean something in one database cluster only: the epoch in a cursor tells whether it is still this one.
create table event_stream (
  only_row boolean primary key default true check (only_row),
  epoch text not null
);
insert into event_stream (epoch) values (left(replace(gen_random_uuid()::text, '-', ''), 12));
