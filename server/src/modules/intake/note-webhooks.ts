import type { Transaction } from '../../db/database.ts';
import { type Scope, systemStatement, tenantStatement } from '../../db/scope.ts';
import type { Channel } from '../channels/index.ts';

/** How often the last webhook of a number is written: no statement for most batches. */
const noteEveryMs = 60_000;

const noteStatement = systemStatement(
  'intake.note-webhooks',
  `insert into channel_webhooks as w (tenant_id, channel_id, last_at)
   select i.tenant_id, i.channel_id, $3 from unnest($1::text[], $2::text[]) as i (tenant_id, channel_id)
   order by i.tenant_id, i.channel_id
   on conflict (tenant_id, channel_id) do update set last_at = greatest(w.last_at, excluded.last_at)`,
);

const listStatement = tenantStatement<{ channelId: string; at: Date }>(
  'intake.list-webhooks',
  'select channel_id as "channelId", last_at as at from channel_webhooks where tenant_id = $1 limit 1000',
);

/** Which numbers this process noted lately. */
export interface WebhookNotes {
  /** Notes, in the transaction that applies it, what came of these numbers at that moment: each once a minute at most. */
  note(tx: Transaction, channels: Iterable<Channel>, at: Date): Promise<void>;
}

export function createWebhookNotes(): WebhookNotes {
  const notedMs = new Map<string, number>();
  return {
    async note(tx, channels, at) {
      const due = [...channels].filter(({ id }) => Math.abs(at.getTime() - (notedMs.get(id) ?? 0)) >= noteEveryMs);
      if (due.length === 0) return;
      await tx.system(noteStatement, [due.map(({ tenantId }) => tenantId), due.map(({ id }) => id), at]);
      for (const { id } of due) notedMs.set(id, at.getTime());
    },
  };
}

/** When Meta's last webhook came of each number of a tenant, by channel id: to the minute. */
export async function listLastWebhooks(
  deps: { readonly db: Pick<Scope, 'tenant'> },
  tenantId: string,
): Promise<ReadonlyMap<string, Date>> {
  const rows = await deps.db.tenant(tenantId, listStatement);
  return new Map(rows.map(({ channelId, at }) => [channelId, at]));
}
