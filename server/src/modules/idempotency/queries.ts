import { systemStatement, tenantStatement } from '../../db/scope.ts';

export interface KeyRow {
  fingerprint: string;
  answer: string | null;
  createdAt: Date;
}

export const findStatement = tenantStatement<KeyRow>(
  'idempotency.find',
  'select fingerprint, answer, created_at as "createdAt" from idempotency_keys where tenant_id = $1 and key = $2',
);

/** A second call with the same key waits here until the first has ended, and no longer than this. */
export const limitWaitStatement = systemStatement('idempotency.limit-wait', `set local lock_timeout = '10s'`);
export const endLimitStatement = systemStatement('idempotency.end-limit', `set local lock_timeout = 0`);

export const claimStatement = tenantStatement<{ key: string }>(
  'idempotency.claim',
  `insert into idempotency_keys (tenant_id, key, fingerprint, created_at) values ($1, $2, $3, $4)
   on conflict do nothing returning key`,
);

export const storeAnswerStatement = tenantStatement(
  'idempotency.store-answer',
  'update idempotency_keys set answer = $3 where tenant_id = $1 and key = $2',
);

export const forgetStatement = tenantStatement(
  'idempotency.forget',
  'delete from idempotency_keys where tenant_id = $1 and key = $2',
);

export const sweepStatement = systemStatement<{ id: string }>(
  'idempotency.sweep',
  `delete from idempotency_keys where (tenant_id, key) in (
     select tenant_id, key from idempotency_keys where created_at < $1 order by created_at limit $2 for update skip locked)
   returning key as id`,
);
