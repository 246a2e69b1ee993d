import { type Scope, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { isSomebodyThere, listHours } from '../accounts/index.ts';
import { contactLookup } from '../contacts/index.ts';

interface WaitingChat {
  id: string;
  teamIds: string[];
  /** When the customer wrote last. */
  at: Date;
}

// What a chatbot or a campaign sent is no answer.
const waitingStatement = tenantStatement<WaitingChat>(
  'inbox.waiting-chats',
  `select v.id, c.team_ids as "teamIds", m.at from unnest($2::text[]) as wanted (id)
   cross join lateral (select x.* from conversations x where x.tenant_id = $1 and x.id = wanted.id limit 1) v
   cross join lateral (${contactLookup('team_ids, blocked_at', '$1', 'v.contact_id')}) c
   cross join lateral (
     select x.direction, coalesce(x.sent_at, x.created_at) as at from messages x
     where x.tenant_id = $1 and x.conversation_id = v.id and x.type not in ('system', 'reaction', 'edit', 'revoke')
       and (x.direction = 'in' or (x.flow_run_id is null and x.broadcast_id is null))
     order by x.id desc limit 1) m
   where v.status in ('open', 'pending') and c.blocked_at is null and m.direction = 'in'`,
);

/**
 * Those of these chats whose customer wrote last while nobody was there, in the chat's teams or else in the workspace, and
 * whom no person or program has answered since. The hours are those of now. One look where no hours are set, else two.
 */
export async function findOutsideHours(
  scope: Pick<Scope, 'tenant'>,
  { tenantId }: Pick<Context, 'tenantId'>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const hours = await listHours({ db: scope }, tenantId);
  if (hours.workspace === undefined && hours.teams.size === 0) return new Set();
  const waiting = await scope.tenant(tenantId, waitingStatement, [ids]);
  return new Set(
    waiting.filter(({ teamIds, at }) => !isSomebodyThere(hours, teamIds, at.getTime())).map(({ id }) => id),
  );
}
