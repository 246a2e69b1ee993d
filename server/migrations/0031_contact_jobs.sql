-- The grid of contacts: one index for each order. Those without a name come last and are met on a walk by id: bulk sends make
-- thousands of them a second, and should not pay for it.
create index contacts_by_name on contacts (tenant_id, (lower(coalesce(name, profile_name)) collate "C"), id)
  where coalesce(name, profile_name) is not null;
create index contacts_by_update on contacts (tenant_id, updated_at, id);
create index contacts_blocked on contacts (tenant_id, id) where blocked_at is not null;
create index contacts_without_broadcast on contacts (tenant_id, id) where not allow_broadcast;

-- Work on many contacts at once: an import, an edit, a deletion. Done in batches, each a transaction that moves the position.
create table contact_jobs (
  tenant_id text not null,
  id text not null,
  kind text not null check (kind in ('import', 'edit', 'delete', 'addToSegment')),
  state text not null check (state in ('draft', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  operator_id text,
  detail json not null,
  position text not null default '',
  total integer not null,
  done integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  tries smallint not null default 0,
  problem text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index contact_jobs_running on contact_jobs (updated_at) where state in ('running', 'undoing');
create index contact_jobs_ended on contact_jobs (created_at);
comment on column contact_jobs.position is 'the row or contact that the last batch ended with';
comment on column contact_jobs.detail is 'what is done: the file with its mapping, or the change with its filter in words';

-- The rows of a file as they were sent.
create table contact_import_rows (
  tenant_id text not null,
  job_id text not null,
  row integer not null,
  cells json not null,
  outcome text,
  problem text,
  primary key (tenant_id, job_id, row)
);
create index contact_import_rows_failed on contact_import_rows (tenant_id, job_id, row) where outcome = 'failed';
comment on column contact_import_rows.row is 'as a spreadsheet counts: the header is row 1';

-- Whom a job is about, and what it changed of them: enough to take it back.
create table contact_job_changes (
  tenant_id text not null,
  job_id text not null,
  contact_id text not null,
  made boolean not null default false,
  before json,
  after json,
  primary key (tenant_id, job_id, contact_id)
);
comment on column contact_job_changes.before is 'the changed fields alone; null: nothing was changed yet';
