-- Attributes that people named before any contact has them, and what is said of attributes.
create table kept_attributes (
  tenant_id text not null references tenants (id),
  name text not null,
  description text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, name)
);
