create table templates (
  tenant_id text not null references tenants (id),
  id text not null,
  waba_id text not null,
  meta_id text,
  name text not null,
  language text not null,
  category text not null,
  sub_category text not null default 'STANDARD',
  status text not null,
  quality text not null default 'UNKNOWN',
  parameter_format text not null default 'POSITIONAL',
  components json not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, waba_id, name, language)
);
-- Meta's events name the account, not the tenant.
create index templates_of_waba on templates (waba_id, meta_id);

create table media (
  tenant_id text not null references tenants (id),
  id text not null,
  path text not null,
  state text not null check (state in ('pending', 'stored', 'lost')),
  mime_type text not null,
  file_name text,
  size_bytes bigint,
  sha256 text,
  channel_id text,
  meta_media_id text,
  meta_media_expires_at timestamptz,
  fetch_attempts integer not null default 0,
  fetch_due_at timestamptz,
  failed_detail text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, path)
);
create index media_to_fetch on media (fetch_due_at) where state = 'pending';
