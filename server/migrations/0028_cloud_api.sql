-- Contacts that became one, as they were, and those whose address changed: enough to undo it.
create table contact_merges (
  tenant_id text not null,
  id text not null,
  survivor_id text not null,
  loser_id text,
  details json not null,
  merged_at timestamptz not null,
  undone_at timestamptz,
  primary key (tenant_id, id)
);
create index contact_merges_of_survivor on contact_merges (tenant_id, survivor_id, id);
create index contact_merges_of_loser on contact_merges (tenant_id, loser_id);
comment on column contact_merges.loser_id is 'null: nobody was joined, the contact got another number or user id';
comment on column contact_merges.details is 'both contacts, segments, names, chats with tickets and tags, as they were before';
insert into contact_merges (tenant_id, id, survivor_id, loser_id, details, merged_at)
select tenant_id, id, subject_id, data->>'loserId', data, created_at from events where type = 'contact.merged';

alter table history_moves add column parting boolean not null default false;
comment on column history_moves.parting is 'true: messages that moved_messages names go back to where they came from';
create index moved_messages_from on moved_messages (tenant_id, from_conversation_id, message_id);

-- People whom Meta is still to be told of: whether they are blocked, for each number that they have a chat with.
create table block_changes (
  tenant_id text not null,
  contact_id text not null,
  channel_id text not null,
  blocked boolean not null,
  version integer not null default 1,
  attempts integer not null default 0,
  due_at timestamptz not null,
  primary key (tenant_id, contact_id, channel_id)
);
create index block_changes_due on block_changes (due_at);
comment on column block_changes.version is 'counts the changes of mind: a call settles only the one that it was made for';

alter table wabas add column if not exists messaging_account_id text;
alter table wabas add column if not exists review_status text;
comment on column wabas.messaging_account_id is 'sent along where it is set: a token that reaches several messaging accounts needs it (Meta, 2026)';

alter table contacts add column marketing_told_at timestamptz;
comment on column contacts.marketing_told_at is 'when the person last stopped or resumed marketing at WhatsApp: what is older and comes later changes nothing';

alter table channels add column marketing_api boolean not null default false;
comment on column channels.marketing_api is 'true: marketing templates go by the Marketing Messages API, which Meta demands of some numbers (131063)';
