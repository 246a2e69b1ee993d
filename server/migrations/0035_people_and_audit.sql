-- People with several roles, roles of a workspace's own, invitations, and the log of who changed what.

alter table operators
  add column roles text[] not null default '{}',
  add column disabled_at timestamptz,
  add column last_seen_at timestamptz;
update operators set roles = array[role];
comment on column operators.role is 'the first of roles';
comment on column operators.last_seen_at is 'when the person last used the web app, to the minute';

create table custom_roles (
  tenant_id text not null,
  id text not null,
  name text not null,
  permissions text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index custom_roles_by_name on custom_roles (tenant_id, lower(name));

create table invitations (
  tenant_id text not null,
  id text not null,
  email text not null,
  name text,
  roles text[] not null,
  team_ids text[] not null,
  token_hash text not null,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index invitations_by_token on invitations (tenant_id, token_hash);
create unique index invitations_open on invitations (tenant_id, lower(email)) where accepted_at is null;
comment on column invitations.invited_by is 'the name of who invited';

-- Entries are only ever added. Each is hashed with the hash of the one before it: an entry that is changed or taken away later
-- breaks the chain, and the head says how long the chain is.
create table audit_heads (
  tenant_id text not null,
  position bigint not null,
  hash text not null,
  primary key (tenant_id)
);
create table audit_entries (
  tenant_id text not null,
  position bigint not null,
  at timestamptz not null,
  action text not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  target_id text,
  target_name text,
  address text,
  request_id text not null,
  changes json,
  hash text not null,
  primary key (tenant_id, position)
);
create index audit_entries_of_actor on audit_entries (tenant_id, actor_id, position);
create index audit_entries_of_action on audit_entries (tenant_id, action text_pattern_ops, position);
create index audit_entries_of_time on audit_entries (tenant_id, at);
comment on column audit_entries.changes is 'what was asked for, and before and after where they are known; without secrets';
