-- How long a workspace keeps what it need not keep, where that is not the time of the server.
create table retention_settings (
  tenant_id text not null references tenants (id),
  what text not null,
  days integer not null check (days > 0),
  updated_at timestamptz not null,
  primary key (tenant_id, what)
);

-- When Meta last told something of a number.
create table channel_webhooks (
  tenant_id text not null,
  channel_id text not null,
  last_at timestamptz not null,
  primary key (tenant_id, channel_id)
) with (fillfactor = 50);
comment on column channel_webhooks.last_at is 'when the webhook came in; written once a minute at most';

-- Whom a team has: found when it is deleted. Those without a team, who are most where chats come by the thousand, cost nothing.
create index contacts_with_team on contacts (tenant_id, id) where team_ids <> '{}';

-- A deleted team is taken off its contacts as an edit is made: in batches, each a transaction.
alter table contact_jobs drop constraint contact_jobs_kind_check,
  add constraint contact_jobs_kind_check check (kind in ('import', 'edit', 'delete', 'addToSegment', 'teamDelete'));

-- Files that customers sent, for workspaces that keep them for some time only.
create index media_received on media (tenant_id, id)
  where state = 'stored' and meta_media_id is not null and meta_media_expires_at is null;
