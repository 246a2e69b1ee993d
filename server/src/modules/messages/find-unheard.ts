import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import { statusRank } from './types.ts';

/** Messages looked at from each end of the time: a number that sends is met in them. */
const lookLimit = 2_000;

// Of partitions the ends are read in the order of the ids.
const statement = tenantStatement<{ sentAt: Date }>(
  'messages.find-unheard',
  `select m.sent_at as "sentAt" from (
     (select channel_id, status, sent_at, direction from messages
      where tenant_id = $1 and id >= $3 and id < $4 order by id limit ${lookLimit})
     union all
     (select channel_id, status, sent_at, direction from messages
      where tenant_id = $1 and id >= $3 and id < $4 order by id desc limit ${lookLimit})) m
   where m.channel_id = $2 and m.direction = 'out' and m.status = ${statusRank.sent} and m.sent_at is not null
   order by m.sent_at limit 1`,
);

/**
 * When a number first sent, within a time, a message of which Meta told nothing since; undefined when there is none, as far
 * as 2,000 messages from each end of the time tell.
 */
export async function findUnheard(
  scope: Pick<Scope, 'tenant'>,
  tenantId: string,
  channelId: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<Date | undefined> {
  const bounds = [firstIdAt(from.getTime()), firstIdAt(until.getTime())];
  const [row] = await scope.tenant(tenantId, statement, [channelId, ...bounds]);
  return row?.sentAt;
}
