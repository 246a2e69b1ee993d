create table lead_stages (
  tenant_id text not null,
  id text not null,
  label text not null,
  color text,
  sort_order integer not null,
  kind text not null check (kind in ('open', 'won', 'lost')),
  deleted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
comment on column lead_stages.deleted_at is 'a deleted stage stays: the history of leads names it';
create unique index lead_stages_label on lead_stages (tenant_id, lower(label)) where deleted_at is null;

create table leads (
  tenant_id text not null,
  contact_id text not null,
  stage_id text not null,
  value_minor bigint,
  currency text,
  owner_id text,
  entered_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, contact_id),
  check (value_minor is null or currency is not null)
);
comment on column leads.entered_at is 'when it came into its present stage';
comment on column leads.value_minor is 'in the smallest unit of the currency';
create index leads_of_stage on leads (tenant_id, stage_id, entered_at, contact_id);

create table lead_moves (
  tenant_id text not null,
  id text not null,
  contact_id text not null,
  kind text not null check (kind in ('created', 'moved', 'changed', 'removed')),
  from_stage_id text,
  stage_id text not null,
  value_minor bigint,
  currency text,
  owner_id text,
  actor json not null,
  at timestamptz not null,
  primary key (tenant_id, id)
);
comment on table lead_moves is 'what happened to leads, never changed: each row holds the state after it (for removed: before it)';
create index lead_moves_of_lead on lead_moves (tenant_id, contact_id, at, id);
create index lead_moves_by_time on lead_moves (tenant_id, at, contact_id) where kind in ('created', 'moved');
