import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';

const statement = tenantStatement<{ people: number }>(
  'links.count-clickers',
  `select count(distinct l.message_id) as people from link_clicks l
   cross join lateral (
     select 1 from messages m where m.tenant_id = $1 and m.id = l.message_id and m.broadcast_id = $2 limit 1) mine
   where l.tenant_id = $1 and l.message_id >= $3 and l.message_id <= $4`,
);

/** Messages of a campaign in which a tracked link was followed. Its messages have ids from the first to the last. */
export async function countClickers(
  db: Scope,
  tenantId: string,
  campaign: { readonly id: string; readonly firstMessageId: string | null; readonly lastMessageId: string | null },
): Promise<number> {
  const { id, firstMessageId, lastMessageId } = campaign;
  if (firstMessageId === null || lastMessageId === null) return 0;
  const [row] = await db.tenant(tenantId, statement, [id, firstMessageId, lastMessageId]);
  return row?.people ?? 0;
}
