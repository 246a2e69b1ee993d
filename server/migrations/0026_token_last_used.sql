alter table api_tokens add column last_used_at timestamptz;
comment on column api_tokens.last_used_at is 'to the minute';
