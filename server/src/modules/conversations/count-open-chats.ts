import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';

const countLimit = 1_000;

const statement = tenantStatement<{ operatorId: string; chats: number }>(
  'conversations.count-open-chats',
  `select wanted as "operatorId", (select count(*) from (
     select 1 from conversations v
     where v.tenant_id = $1 and v.assigned_operator_id = wanted and v.status in ('open', 'pending') limit $3) held) as chats
   from unnest($2::text[]) as wanted`,
);

/** How many open and pending chats each of these people has, counted up to 1,000. */
export async function countOpenChats(
  scope: Pick<Scope, 'tenant'>,
  tenantId: string,
  operatorIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await scope.tenant(tenantId, statement, [operatorIds, countLimit]);
  return new Map(rows.map(({ operatorId, chats }) => [operatorId, chats]));
}
