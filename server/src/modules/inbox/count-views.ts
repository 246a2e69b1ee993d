import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import type { InboxDeps } from './list-inbox.ts';

/** How many chats the views of an operator hold, blocked ones left out as there; each count stops at 100. */
export interface ViewCounts {
  open: number;
  mine: number;
  unassigned: number;
  unread: number;
  mineUnread: number;
  favourites: number;
  scheduled: number;
}

const countLimit = 100;
/** Chats of an operator that are looked at for unread ones. */
const mineLimit = 500;

const count = (rows: string): string => `(select count(*) from (${rows} limit ${countLimit}) n)`;

const countsStatement = tenantStatement<ViewCounts>(
  'inbox.counts',
  `select
     ${count(`select 1 from unnest(array['open', 'pending']) as s (status) cross join lateral (
       select 1 from conversations v where v.tenant_id = $1 and v.status = s.status limit ${countLimit}) w`)} as open,
     ${count(`select 1 from conversations v where v.tenant_id = $1 and v.assigned_operator_id = $2
       and v.status in ('open', 'pending')`)} as mine,
     ${count(`select 1 from conversations v where v.tenant_id = $1 and v.assigned_operator_id is null
       and v.status in ('open', 'pending')`)} as unassigned,
     ${count(`select 1 from conversations v where v.tenant_id = $1 and v.unread_since is not null
       and v.status <> 'blocked'`)} as unread,
     ${count(`select 1 from (select v.unread_since from conversations v where v.tenant_id = $1
       and v.assigned_operator_id = $2 and v.status in ('open', 'pending')
       order by v.last_activity_at desc, v.id desc limit ${mineLimit}) w where w.unread_since is not null`)} as "mineUnread",
     ${count(`select 1 from inbox_favourites f cross join lateral (
       select 1 from conversations v
       where v.tenant_id = $1 and v.id = f.conversation_id and v.status <> 'blocked' limit 1) w
       where f.tenant_id = $1 and f.operator_id = $2`)} as favourites,
     ${count(`select 1 from scheduled_messages x where x.tenant_id = $1 and x.operator_id = $2
       and x.state = 'waiting'`)} as scheduled`,
);

/** Counts by looking at no more than is needed to know that there are 100. */
export async function countViews(
  deps: Pick<InboxDeps, 'db'>,
  ctx: Pick<Context, 'tenantId'>,
  operatorId: string,
): Promise<ViewCounts> {
  const [counts] = await deps.db.tenant(ctx.tenantId, countsStatement, [operatorId]);
  if (counts === undefined) throw new Error('The counts of the inbox were not answered.');
  return counts;
}
