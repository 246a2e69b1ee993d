import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';

const countLimit = 10_000;

const statement = tenantStatement<{ channelId: string; messages: number }>(
  'messages.count-queued',
  `select wanted as "channelId", (select count(*) from (
     select 1 from send_queue q
     where q.tenant_id = $1 and q.channel_id = wanted and q.leased_by is null and q.unknown_since is null limit $3) held)
     as messages
   from unnest($2::text[]) as wanted`,
);

/** How many messages of each of these channels wait to be sent, counted up to 10,000. */
export async function countQueued(
  scope: Pick<Scope, 'tenant'>,
  tenantId: string,
  channelIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await scope.tenant(tenantId, statement, [channelIds, countLimit]);
  return new Map(rows.map(({ channelId, messages }) => [channelId, messages]));
}
