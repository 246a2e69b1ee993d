import { systemStatement, tenantStatement } from '../../db/scope.ts';

export const insertCallsStatement = systemStatement(
  'requests.insert',
  `insert into request_log (tenant_id, id, at, version, method, path, operation, status, failed, reason, duration_ms,
     token_id, operator_id, address, request_id, idempotency_key, request_headers, request_body, answer_headers,
     answer_body)
   select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
     $8::integer[], $9::boolean[], $10::text[], $11::real[], $12::text[], $13::text[], $14::text[], $15::text[],
     $16::text[], $17::text[], $18::text[], $19::text[], $20::text[])
   on conflict do nothing`,
);

// Those that are on have no row, or one that says so: few are off.
export const switchedOffStatement = systemStatement<{ tenantId: string }>(
  'requests.switched-off',
  'select tenant_id as "tenantId" from request_log_settings where not enabled limit 100000',
);

export const readSwitchStatement = tenantStatement<{ enabled: boolean }>(
  'requests.read-switch',
  'select enabled from request_log_settings where tenant_id = $1',
);

export const writeSwitchStatement = tenantStatement(
  'requests.write-switch',
  `insert into request_log_settings (tenant_id, enabled, changed_at) values ($1, $2, $3)
   on conflict (tenant_id) do update set enabled = excluded.enabled, changed_at = excluded.changed_at`,
);

export interface CallRow {
  readonly id: string;
  readonly at: Date;
  readonly version: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly status: number;
  readonly failed: boolean;
  readonly reason: string | null;
  readonly durationMs: number;
  readonly tokenId: string | null;
  readonly operatorId: string | null;
  readonly address: string;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
}

export interface WholeCallRow extends CallRow {
  readonly requestHeaders: string;
  readonly requestBody: string | null;
  readonly answerHeaders: string;
  readonly answerBody: string | null;
}

const columns = `id, at, version, method, path, operation, status, failed, reason, duration_ms as "durationMs",
  token_id as "tokenId", operator_id as "operatorId", address, request_id as "requestId",
  idempotency_key as "idempotencyKey"`;

// The newest first, by the key of the table: what the filters leave out is looked at and passed, within what is kept.
export const pageOfCallsStatement = tenantStatement<CallRow>(
  'requests.page',
  `select ${columns} from request_log
   where tenant_id = $1 and id < $2 and id > $3
     and ($4::integer is null or status / 100 = $4)
     and ($5::boolean is null or failed = $5)
     and ($6::text is null or operation = $6)
     and ($7::text is null or token_id = $7)
     and ($8::text is null or strpos(lower(path), lower($8)) > 0)
     and ($9::text is null or request_id = $9)
   order by id desc limit $10`,
);

export const callByIdStatement = tenantStatement<WholeCallRow>(
  'requests.by-id',
  `select ${columns}, request_headers as "requestHeaders", request_body as "requestBody",
     answer_headers as "answerHeaders", answer_body as "answerBody"
   from request_log where tenant_id = $1 and id = $2`,
);

/** Tenants by their order, so that each is asked how much it keeps. */
export const nextTenantStatement = systemStatement<{ tenantId: string }>(
  'requests.next-tenant',
  'select tenant_id as "tenantId" from request_log where tenant_id > $1 order by tenant_id limit 1',
);

export const surplusEdgeStatement = tenantStatement<{ id: string }>(
  'requests.surplus-edge',
  'select id from request_log where tenant_id = $1 order by id desc offset $2 limit 1',
);

/** The oldest calls up to that id. */
export const sweepSurplusStatement = tenantStatement<{ id: string }>(
  'requests.sweep-surplus',
  `delete from request_log where tenant_id = $1 and id <= $2 and id <= coalesce(
     (select id from request_log where tenant_id = $1 and id <= $2 order by id offset $3::integer - 1 limit 1), $2)
   returning id`,
);
