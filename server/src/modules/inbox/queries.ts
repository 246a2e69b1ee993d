import { systemStatement, tenantStatement } from '../../db/scope.ts';

export interface ScannedRow {
  /** Committed events wait above the oldest running transaction: ask again soon. */
  pending: boolean;
  /** Null in the one row that comes when nothing was scanned. */
  id: string | null;
  txid: string;
  type: string;
  conversationId: string | null;
  subjectId: string;
  data: Record<string, unknown> | null;
  at: Date;
  wanted: boolean;
  isFull: boolean;
}

// Rows that nobody wants are not answered, but for the last one, which says how far was read.
export const scanStatement = tenantStatement<ScannedRow>(
  'inbox.scan-events',
  `select s.pending, p.* from (
     select exists (select 1 from events x where x.tenant_id = $1
       and x.txid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1) as pending) s
   left join lateral (
     select n.* from (
       select e.id, e.txid::text as txid, e.type, e.conversation_id as "conversationId", e.subject_id as "subjectId",
         e.data, e.created_at as at,
         ($4::text[] is null or e.type = any($4)) and ($5::text is null or e.conversation_id = $5) as wanted,
         row_number() over (order by e.txid, e.id) as place, count(*) over () = $6::int as "isFull", count(*) over () as total
       from (select * from events r
             where r.tenant_id = $1 and (r.txid, r.id) > ($2::xid8, $3::text)
               and r.txid < pg_snapshot_xmin(pg_current_snapshot())
             order by r.txid, r.id limit $6::int) e) n
     where n.wanted or n.place = n.total order by n.place) p on true`,
);

export const streamStateStatement = systemStatement<{ epoch: string; xmin: string; oldestMonth: string | null }>(
  'inbox.stream-state',
  `select s.epoch, pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
     (select min(substring(c.relname from '^events_(\\d{6})$')) from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'events'::regclass) as "oldestMonth"
   from event_stream s where s.only_row`,
);

/** Events from a transaction that this cluster has not had yet. */
export const foreignNumbersStatement = systemStatement<{ found: boolean }>(
  'inbox.foreign-numbers',
  `select true as found from tenants t cross join lateral (
     select e.txid from events e where e.tenant_id = t.id order by e.txid desc limit 1) last
   where last.txid >= pg_snapshot_xmax(pg_current_snapshot()) limit 1`,
);

export const renumberStatement = systemStatement('inbox.renumber', 'update events set txid = pg_current_xact_id()');

export const newEpochStatement = systemStatement(
  'inbox.new-epoch',
  `update event_stream set epoch = left(replace(gen_random_uuid()::text, '-', ''), 12) where only_row`,
);
