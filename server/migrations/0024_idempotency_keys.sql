create table idempotency_keys (
  tenant_id text not null,
  key text not null,
  fingerprint text not null,
  answer text,
  created_at timestamptz not null,
  primary key (tenant_id, key)
);
create index idempotency_keys_to_sweep on idempotency_keys (created_at);
comment on column idempotency_keys.fingerprint is 'hash of the call it was first given with: operation, parameters, body, files';
comment on column idempotency_keys.answer is 'the answer, sealed; null: a call that was interrupted after it had committed a part';
