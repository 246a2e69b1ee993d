-- People who are signed in. The cookie holds tenant and secret; of the secret a hash is kept.
create table operator_sessions (
  tenant_id text not null,
  id text not null,
  operator_id text not null,
  token_hash text not null,
  address text,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, operator_id) references operators (tenant_id, id)
);
create unique index operator_sessions_token on operator_sessions (tenant_id, token_hash);
create index operator_sessions_person on operator_sessions (tenant_id, operator_id, last_seen_at desc);
create index operator_sessions_seen on operator_sessions (last_seen_at);

-- Attempts to sign in: before anybody is known there is no tenant. Subjects are hashed e-mails and addresses.
create table sign_in_attempts (
  subject text primary key,
  started_at timestamptz not null,
  attempts integer not null
);
create index sign_in_attempts_started on sign_in_attempts (started_at);

create index operators_email on operators (lower(email));
