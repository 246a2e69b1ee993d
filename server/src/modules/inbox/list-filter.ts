import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { type ConversationStatus, serviceWindowMs } from '../conversations/index.ts';
import { findOutsideHours } from './outside-hours.ts';

/** What chats of the list must have in common. */
export interface InboxFilter {
  /** None: all but blocked ones. */
  readonly statuses?: readonly ConversationStatus[] | undefined;
  readonly assignee?:
    | { readonly kind: 'nobody' | 'bot' }
    | { readonly kind: 'operator'; readonly id: string }
    | undefined;
  readonly teamId?: string | undefined;
  readonly tagId?: string | undefined;
  readonly channelId?: string | undefined;
  readonly isUnread?: boolean | undefined;
  /** A favourite of the operator with this id. */
  readonly favouriteOf?: string | undefined;
  /** The 24-hour window is open and closes within so many hours. */
  readonly closingWithinHours?: number | undefined;
  /** Open or pending, the customer wrote last while nobody was there, and waits since. */
  readonly isOutsideHours?: boolean | undefined;
  readonly search?: string | undefined;
}

const everyStatus: readonly ConversationStatus[] = ['open', 'pending', 'solved', 'expired', 'broadcast'];
const hourMs = 3_600_000;

const passingStatement = tenantStatement<{ id: string }>(
  'inbox.passing',
  `select v.id from unnest($2::text[]) with ordinality as wanted (id, place)
   cross join lateral (select x.* from conversations x where x.tenant_id = $1 and x.id = wanted.id limit 1) v
   where v.status = any($3::text[])
     and ($4::text is null or v.assigned_operator_id = $4)
     and ($5::boolean is null or v.assigned_operator_id is null)
     and ($6::boolean is null or v.flow_run_id is not null)
     and ($7::text is null or v.channel_id = $7)
     and ($8::boolean is null or v.unread_since is not null)
     and ($9::timestamptz is null or v.last_customer_message_at > $9)
     and ($10::timestamptz is null or v.last_customer_message_at <= $10)
     and ($11::text is null or exists (
       select 1 from conversation_tags b where b.tenant_id = $1 and b.conversation_id = v.id and b.tag_id = $11))
     and ($12::text is null or exists (
       select 1 from contacts c where c.tenant_id = $1 and c.id = v.contact_id and $12 = any(c.team_ids)))
     and ($13::text is null or exists (
       select 1 from inbox_favourites f where f.tenant_id = $1 and f.conversation_id = v.id and f.operator_id = $13))
   order by wanted.place limit $14::int`,
);

/** Those of these chats that pass the filter, in the order given, at most `limit`. */
export async function keepPassing(
  deps: { readonly db: Pick<Database, 'tenant'>; readonly clock: Clock },
  ctx: Context,
  filter: InboxFilter,
  ids: readonly string[],
  limit: number,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { assignee, closingWithinHours: hours } = filter;
  const nowMs = deps.clock.nowMs();
  const rows = await deps.db.tenant(ctx.tenantId, passingStatement, [
    ids,
    statusesOf(filter),
    assignee?.kind === 'operator' ? assignee.id : null,
    assignee?.kind === 'nobody' ? true : null,
    assignee?.kind === 'bot' ? true : null,
    filter.channelId ?? null,
    filter.isUnread === true ? true : null,
    hours === undefined ? null : new Date(nowMs - serviceWindowMs),
    hours === undefined ? null : new Date(nowMs - serviceWindowMs + hours * hourMs),
    filter.tagId ?? null,
    filter.teamId ?? null,
    filter.favouriteOf ?? null,
    filter.isOutsideHours === true ? ids.length : limit,
  ]);
  const passing = rows.map((row) => row.id);
  if (filter.isOutsideHours !== true) return passing;
  const outside = await findOutsideHours(deps.db, ctx, passing);
  return passing.filter((id) => outside.has(id)).slice(0, limit);
}

/** The statuses that pass: all but blocked when none was named. */
export function statusesOf({
  statuses,
  isOutsideHours,
}: Pick<InboxFilter, 'statuses' | 'isOutsideHours'>): readonly ConversationStatus[] {
  if (statuses !== undefined && statuses.length > 0) return statuses;
  return isOutsideHours === true ? ['open', 'pending'] : everyStatus;
}

/** Whether every chat of a source by status passes. */
export function isByStatusAlone(filter: InboxFilter): boolean {
  const { statuses: _statuses, search: _search, ...others } = filter;
  return Object.values(others).every((value) => value === undefined || value === false);
}
