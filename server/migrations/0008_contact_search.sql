-- One inverted index serves every search of contacts. Each contact yields keys: the trigrams of number and name, the names of
-- its attributes, their name/value pairs and the trigrams of their values. A key is the hash of the tenant and that piece, so
-- the index holds each tenant apart. Two pieces may share a key: a search asks for the keys first and then for the rows
-- themselves. pg_trgm is not used: it knows letters by the locale of the cluster, and no Chinese or Arabic name in ours.

-- The cost keeps the planner from making keys of rows where it can read the index instead.

-- Of names, pairs are keys too, and single characters where the text is not plain ASCII: a whole name may be that short.
create function parley_text_keys(space text, given text) returns integer[] language plpgsql immutable parallel safe cost 10000 as $$
declare
  keys integer[] := '{}';
  size integer := coalesce(length(given), 0);
  wide boolean := octet_length(given) <> length(given);
  made integer := 0;
begin
  for at in 1 .. size - 1 loop
    keys[made + 1] := hashtext(space || substr(given, at, 2));
    keys[made + 2] := hashtext(space || substr(given, at, 3));
    made := made + 2;
  end loop;
  if wide then
    for at in 1 .. size loop
      keys[made + at] := hashtext(space || substr(given, at, 1));
    end loop;
  end if;
  return keys;
end $$;

-- What to ask for when a text is searched: all its trigrams, or the text itself when it has none.
create function parley_needle_keys(space text, needle text) returns integer[] language plpgsql immutable parallel safe cost 10000 as $$
declare
  keys integer[] := '{}';
begin
  if length(needle) < 3 then return array[hashtext(space || needle)]; end if;
  for at in 1 .. length(needle) - 2 loop
    keys[at] := hashtext(space || substr(needle, at, 3));
  end loop;
  return keys;
end $$;

-- The trigrams of a number of at most 15 digits, written out: bulk sends make thousands of contacts a second that have
-- nothing but a number, and this is a quarter of the time of a loop.
create function parley_number_keys(space text, digits text) returns integer[] language sql immutable parallel safe
return case when digits is null then '{}'::integer[] else array[
  hashtext(space || substr(digits, 1, 3)), hashtext(space || substr(digits, 2, 3)), hashtext(space || substr(digits, 3, 3)),
  hashtext(space || substr(digits, 4, 3)), hashtext(space || substr(digits, 5, 3)), hashtext(space || substr(digits, 6, 3)),
  hashtext(space || substr(digits, 7, 3)), hashtext(space || substr(digits, 8, 3)), hashtext(space || substr(digits, 9, 3)),
  hashtext(space || substr(digits, 10, 3)), hashtext(space || substr(digits, 11, 3)),
  hashtext(space || substr(digits, 12, 3)), hashtext(space || substr(digits, 13, 3))] end;

create function parley_attribute_keys(tenant text, attributes jsonb) returns integer[] language plpgsql immutable parallel safe cost 10000 as $$
declare
  keys integer[] := '{}';
  made integer := 0;
  name text;
  given text;
  lowered text;
begin
  for name, given in select e.key, e.value from jsonb_each_text(attributes) e loop
    keys[made + 1] := hashtext(tenant || '?' || name);
    keys[made + 2] := hashtext(tenant || '=' || name || '=' || given);
    made := made + 2;
    lowered := lower(given);
    for at in 1 .. length(lowered) - 2 loop
      made := made + 1;
      keys[made] := hashtext(tenant || '~' || substr(lowered, at, 3));
    end loop;
    if octet_length(lowered) <> length(lowered) then
      for at in 1 .. length(lowered) loop
        keys[made + 1] := hashtext(tenant || '~' || substr(lowered, at, 1));
        keys[made + 2] := hashtext(tenant || '~' || substr(lowered, at, 2));
        made := made + 2;
      end loop;
    end if;
  end loop;
  return keys;
end $$;

create function parley_contact_keys(tenant text, number text, name text, attributes jsonb) returns integer[]
language sql immutable parallel safe
return case when name is null and attributes = '{}' then parley_number_keys(tenant, number)
  else parley_number_keys(tenant, number) || parley_text_keys(tenant, lower(name)) || parley_attribute_keys(tenant, attributes)
end;

-- New contacts wait in the index's list of what is to be sorted in, which every search reads too: 2 MB are a millisecond or two.
create index contacts_by_key on contacts
  using gin (parley_contact_keys(tenant_id, wa_id, coalesce(name, profile_name), attributes))
  with (fastupdate = on, gin_pending_list_limit = 2048);

-- Skipping to a page reads the index alone where pages are known to be visible to all, which a vacuum notes.
alter table contacts set (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.1);

-- How many contacts were made on each UTC day, by the moment in their ids: totals and far pages without reading contacts.
-- Split by connection, so that transactions which make contacts at the same time do not wait for each other. A trigger keeps
-- them, whoever writes: a count that misses one row is wrong for ever.
create table contact_day_counts (
  tenant_id text not null,
  day integer not null,
  part smallint not null,
  contacts bigint not null,
  primary key (tenant_id, day, part)
) with (fillfactor = 50);
comment on column contact_day_counts.day is 'days since 1970-01-01 UTC';

create function parley_day_of_id(id text) returns integer language sql immutable parallel safe
return case when id ~ '^[0-9a-f]{8}' then ('x00000000' || left(id, 8))::bit(64)::bigint / 86400 else 0 end;

create function parley_count_new_contacts() returns trigger language plpgsql as $$
begin
  insert into contact_day_counts as k (tenant_id, day, part, contacts)
  select n.tenant_id, parley_day_of_id(n.id), pg_backend_pid() % 16, count(*) from new_contacts n group by 1, 2 order by 1, 2
  on conflict (tenant_id, day, part) do update set contacts = k.contacts + excluded.contacts;
  return null;
end $$;
create trigger contacts_counted after insert on contacts referencing new table as new_contacts
  for each statement execute function parley_count_new_contacts();

create function parley_count_gone_contacts() returns trigger language plpgsql as $$
begin
  insert into contact_day_counts as k (tenant_id, day, part, contacts)
  select g.tenant_id, parley_day_of_id(g.id), pg_backend_pid() % 16, -count(*) from gone_contacts g group by 1, 2 order by 1, 2
  on conflict (tenant_id, day, part) do update set contacts = k.contacts + excluded.contacts;
  return null;
end $$;
create trigger contacts_uncounted after delete on contacts referencing old table as gone_contacts
  for each statement execute function parley_count_gone_contacts();

insert into contact_day_counts (tenant_id, day, part, contacts)
select tenant_id, parley_day_of_id(id), 0, count(*) from contacts group by 1, 2;

create table segments (
  tenant_id text not null references tenants (id),
  id text not null,
  name text not null,
  description text,
  kind text not null check (kind in ('static', 'dynamic')),
  groups jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index segments_by_name on segments (tenant_id, lower(name));
comment on column segments.groups is 'lists of conditions: all of one list must hold, one list suffices; null: members were named one by one';

create table segment_members (
  tenant_id text not null,
  segment_id text not null,
  contact_id text not null,
  primary key (tenant_id, segment_id, contact_id)
);
comment on table segment_members is 'of static segments: resolved once, when the segment was made';
