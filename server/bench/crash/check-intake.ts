import { query } from '../platform/embedded-database.ts';
import { sum } from '../report/statistics.ts';
import { type InboundLoad, judgeLines, type StoredLine } from '../scenarios/check-inbound.ts';
import type { Check } from './check.ts';

export interface IntakeLoad extends InboundLoad {
  /** The business number that the customers wrote to. */
  readonly phoneNumberId: string;
}

/** Every message that was answered with 200 lies once under its sender and number, in the order written. */
export async function checkMessages(dataDir: string, name: string, load: IntakeLoad): Promise<Check> {
  const lines = await query<StoredLine>(
    dataDir,
    `select c.wa_id as "waId", array_agg(m.text order by m.id) as texts
     from contacts c join messages m on m.tenant_id = c.tenant_id and m.contact_id = c.id
     join channels h on h.tenant_id = m.tenant_id and h.id = m.channel_id
     where c.wa_id in (select unnest($1::text[])) and m.direction = 'in' and m.text like $2 || ' %' and h.phone_number_id = $3
     group by c.wa_id`,
    [load.senders, load.label, load.phoneNumberId],
  );
  const { lost, duplicates, orderBreaks, notes } = judgeLines(lines, load);
  const totals = [
    [lost, 'not stored under their sender'],
    [duplicates, 'stored more than once'],
    [orderBreaks, 'senders whose messages are out of order'],
  ] as const;
  const breaches = totals.flatMap(([count, text]) => (count > 0 ? [`${count} ${text}`] : []));
  return { name, looked: sum(load.bySender), breaches: [...breaches, ...notes] };
}

/** No wamid names two messages of customers. */
export async function checkWamids(dataDir: string): Promise<Check> {
  const rows = await query<{ wamid: string; times: string }>(
    dataDir,
    `select wamid, count(*) as times from messages where direction = 'in' group by wamid`,
  );
  const breaches = rows.flatMap(({ wamid, times }) => (Number(times) > 1 ? [`${wamid} is stored ${times} times`] : []));
  return { name: 'each wamid of a customer names one message', looked: rows.length, breaches };
}

/** Only what was meant to be set aside is: items of numbers that are not connected, and account events. */
export async function checkRejects(dataDir: string, expected: readonly RegExp[]): Promise<Check> {
  const rows = await query<{ reason: string }>(dataDir, 'select reason from intake_rejects');
  const breaches = rows.filter((row) => !expected.some((form) => form.test(row.reason))).map((row) => row.reason);
  return { name: 'nothing was set aside that can be applied', looked: rows.length, breaches };
}
