-- A message is written again for each milestone, and whole batches of neighbours at once: with room for a second version of
-- every row on the page the new version stays there, and no index learns of it. Events never change and need no room.
create or replace function parley_create_month_partition(parent text, month date) returns void language plpgsql as $$
declare
  name text := parent || '_' || to_char(month, 'YYYYMM');
  first_id text := rpad(lpad(to_hex(extract(epoch from month at time zone 'UTC')::bigint), 8, '0'), 24, '0');
  last_id text := rpad(lpad(to_hex(extract(epoch from (month + interval '1 month') at time zone 'UTC')::bigint), 8, '0'), 24, '0');
  fill integer := case parent when 'messages' then 50 when 'events' then 100 else 70 end;
begin
  if to_regclass(name) is null then
    execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = %s)', name, parent, first_id, last_id, fill);
  end if;
exception
  when duplicate_table then null;
  -- Rows of that month already lie in the default partition: they stay there.
  when check_violation then null;
end $$;

-- Pages that are filled from now on follow it too; those that are full stay as they are.
do $$
declare
  part record;
begin
  for part in
    select c.oid::regclass as name, p.relname as parent
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where i.inhparent in ('messages'::regclass, 'events'::regclass)
  loop
    execute format('alter table %s set (fillfactor = %s)', part.name, case part.parent when 'messages' then 50 else 100 end);
  end loop;
end $$;
