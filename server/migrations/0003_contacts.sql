create table contacts (
  tenant_id text not null references tenants (id),
  id text not null,
  wa_id text,
  bsuid text,
  parent_bsuid text,
  username text,
  name text,
  profile_name text,
  source text,
  attributes jsonb not null default '{}',
  opted_in boolean not null default false,
  allow_broadcast boolean not null default true,
  allow_sms boolean not null default true,
  team_ids text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  check (wa_id is not null or bsuid is not null)
);
create unique index contacts_by_wa_id on contacts (tenant_id, wa_id);
create unique index contacts_by_bsuid on contacts (tenant_id, bsuid) where bsuid is not null;
