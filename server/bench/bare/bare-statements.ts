/** A table for each step that a message takes, with nothing that a product would keep besides. */
export const bareTables = `
  create table contact (id text primary key, wa_id text not null unique);
  create table message (
    id text primary key, contact_id text not null, text text not null, wamid text, status smallint not null default 0,
    created_at timestamptz not null default now(), sent_at timestamptz, delivered_at timestamptz, read_at timestamptz);
  create table queue (seq bigserial primary key, id text not null unique, wa_id text not null, is_claimed boolean not null default false);
  create table payload (seq bigserial primary key, body text not null);
  create table milestone (message_id text not null, rank smallint not null, primary key (message_id, rank));
  create table delivery (seq bigserial primary key, body text not null, is_claimed boolean not null default false)`;

/** One statement for many rows at each step. */
export const bareStatements = {
  accept: `with input as (select * from unnest($1::text[], $2::text[]) as i (id, wa_id)),
    people as (
      insert into contact (id, wa_id) select id, wa_id from input
      on conflict (wa_id) do update set wa_id = excluded.wa_id returning id, wa_id),
    stored as (
      insert into message (id, contact_id, text)
      select i.id, p.id, 'Your order is on its way.' from input i join people p on p.wa_id = i.wa_id)
    insert into queue (id, wa_id) select id, wa_id from input`,
  claim: `update queue set is_claimed = true where seq in (
      select seq from queue where not is_claimed order by seq limit $1 for update skip locked)
    returning id, wa_id as "waId"`,
  settle: `with input as (select * from unnest($1::text[], $2::text[]) as i (id, wamid)),
    sent as (
      update message m set wamid = i.wamid, status = greatest(m.status, 1::smallint) from input i where m.id = i.id)
    delete from queue q using input i where q.id = i.id`,
  store: 'insert into payload (body) select unnest($1::text[])',
  take: `delete from payload where seq in (select seq from payload order by seq limit $1 for update skip locked)
    returning seq, body`,
  apply: `with input as (select * from unnest($1::text[], $2::smallint[], $3::text[]) with ordinality as i (id, rank, body, place)),
    news as (
      insert into milestone (message_id, rank) select id, rank from input on conflict do nothing returning message_id, rank),
    raised as (
      update message m set status = greatest(m.status, n.rank),
        sent_at = coalesce(m.sent_at, now()),
        delivered_at = case when n.rank >= 2 then coalesce(m.delivered_at, now()) end,
        read_at = case when n.rank >= 3 then coalesce(m.read_at, now()) end
      from (select message_id, max(rank) as rank from news group by message_id) n where m.id = n.message_id)
    insert into delivery (body)
    select i.body from input i join news n on n.message_id = i.id and n.rank = i.rank order by i.place`,
  claimDeliveries: `update delivery set is_claimed = true where seq in (
      select seq from delivery where not is_claimed order by seq limit $1 for update skip locked)
    returning seq, body`,
  settleDeliveries: 'delete from delivery where seq = any($1::bigint[])',
} as const;

export type BareStatement = keyof typeof bareStatements;
