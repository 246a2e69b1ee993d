import { systemStatement } from '../../db/scope.ts';

/** What Meta posted lies here under its app, before any tenant is known. */
export const insertPayloadsStatement = systemStatement(
  'intake.insert-payloads',
  `insert into intake_payloads (meta_app_id, received_at, body)
   select * from unnest($1::text[], $2::timestamptz[], $3::text[])`,
);

export interface PayloadRow {
  id: number;
  receivedAt: Date;
  body: string;
}

/** The oldest payloads: at most $2, and no further one once $3 bytes are reached. */
export const readPayloadsStatement = systemStatement<PayloadRow>(
  'intake.read-payloads',
  `select id, received_at as "receivedAt", body
   from (
     select *, sum(octet_length(body)) over (order by id) - octet_length(body) as bytes_before
     from (select * from intake_payloads where meta_app_id = $1 order by id limit $2) oldest) summed
   where bytes_before < $3 order by id`,
);

export const deletePayloadsStatement = systemStatement<{ id: number }>(
  'intake.delete-payloads',
  'delete from intake_payloads where meta_app_id = $1 and id = any($2::bigint[]) returning id',
);

export const rejectPayloadStatement = systemStatement(
  'intake.reject-payload',
  `insert into intake_rejects (id, meta_app_id, received_at, body, reason, rejected_at)
   select nextval(pg_get_serial_sequence('intake_payloads', 'id')), $1, $2, $3, $4, $5`,
);

export const appsWithPayloadsStatement = systemStatement<{ metaAppId: string }>(
  'intake.apps-with-payloads',
  `select a.id as "metaAppId" from meta_apps a
   where exists (select 1 from intake_payloads p where p.meta_app_id = a.id)`,
);

/** Whether there is any such app. */
export const anyPayloadStatement = systemStatement<{ waits: boolean }>(
  'intake.any-payload',
  `select exists (
     select 1 from meta_apps a where exists (select 1 from intake_payloads p where p.meta_app_id = a.id)) as waits`,
  { gathered: 'waits' },
);

export const backlogStatement = systemStatement<{ waiting: number; rejected: number; oldest: Date | null }>(
  'intake.backlog',
  `select (select count(*) from intake_payloads) as waiting, (select count(*) from intake_rejects) as rejected,
     (select min(received_at) from intake_payloads) as oldest`,
);
