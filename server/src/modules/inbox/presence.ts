import { type Scope, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import type { InboxDeps } from './list-inbox.ts';

/** Who looks at a chat, or writes in it. */
export interface PresenceRow {
  conversationId: string;
  operatorId: string;
  operatorName: string;
  state: 'viewing' | 'typing' | 'left';
  changedAt: Date;
  expiresAt: Date;
}

export type PresenceState = PresenceRow['state'];

/** Who does not repeat it is forgotten after so long. */
const presenceMs = 20_000;
/** So long after its moment a change may be committed and still be told. */
const lateMs = 2_000;
/** People of one chat, and changes of a workspace, that are told at once. */
const presenceLimit = 200;

// People come and go by the clock of the database, which all processes share: it is about connections, not about chats.
const setStatement = tenantStatement(
  'inbox.set-presence',
  `insert into inbox_presence as p (tenant_id, conversation_id, operator_id, state, changed_at, expires_at)
   select $1, v.id, $3, $4, date_trunc('milliseconds', clock_timestamp()), clock_timestamp() + $5::int * interval '1 millisecond'
   from conversations v where v.tenant_id = $1 and v.id = $2
   on conflict (tenant_id, conversation_id, operator_id) do update
   set state = excluded.state, expires_at = excluded.expires_at,
     changed_at = case when p.state <> excluded.state or p.expires_at < clock_timestamp()
       then excluded.changed_at else p.changed_at end`,
);

const columns = `p.conversation_id as "conversationId", p.operator_id as "operatorId", coalesce(o.name, '') as "operatorName",
  p.state, p.changed_at as "changedAt", p.expires_at as "expiresAt"`;
const names = `left join lateral (select name from operators where tenant_id = $1 and id = p.operator_id limit 1) o on true`;

const ofChatsStatement = tenantStatement<PresenceRow>(
  'inbox.presence-of-chats',
  `select ${columns} from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select x.* from inbox_presence x where x.tenant_id = $1 and x.conversation_id = wanted.id
       and x.state <> 'left' and x.expires_at > clock_timestamp() limit ${presenceLimit}) p ${names}`,
);

// What has run out counts as a change, so that those who closed their browser are seen to be gone.
const changedStatement = tenantStatement<{ conversationId: string; changedAt: Date; key: string }>(
  'inbox.presence-changes',
  `select c.* from (
     select p.conversation_id as "conversationId", p.changed_at as "changedAt",
       concat_ws('/', p.conversation_id, p.operator_id, extract(epoch from p.changed_at)) as key
     from inbox_presence p where p.tenant_id = $1 and p.changed_at > $2) c
   where c.key <> all($3::text[]) order by c."changedAt" limit ${presenceLimit}`,
);

const expiredStatement = tenantStatement<{ conversationId: string }>(
  'inbox.presence-expired',
  `delete from inbox_presence p where p.tenant_id = $1 and p.expires_at < clock_timestamp()
   returning p.conversation_id as "conversationId"`,
);

/** Says where an operator is; to be repeated at least every 20 seconds. An unknown chat says nothing. */
export async function setPresence(
  deps: Pick<InboxDeps, 'db'>,
  { tenantId }: Context,
  input: { readonly conversationId: string; readonly operatorId: string; readonly state: PresenceState },
): Promise<void> {
  await deps.db.tenant(tenantId, setStatement, [input.conversationId, input.operatorId, input.state, presenceMs]);
}

/** Who is in these chats now. */
export async function listPresence(
  scope: Pick<Scope, 'tenant'>,
  { tenantId }: Pick<Context, 'tenantId'>,
  conversationIds: readonly string[],
): Promise<PresenceRow[]> {
  return conversationIds.length === 0 ? [] : scope.tenant(tenantId, ofChatsStatement, [conversationIds]);
}

/** How far somebody has looked at who came and went. */
export interface PresencePlace {
  /** The moment of the last change seen. */
  readonly until: Date;
  /** Changes seen shortly before it, by their keys, with their moments: others of that time may show only now. */
  readonly seen: ReadonlyMap<string, number>;
}

/** Before all that happens from now on, and before those who are there. */
export const presenceStart: PresencePlace = { until: new Date(0), seen: new Map() };

/** The chats in which somebody came, went or began to type after a place, and the next place. */
export async function findPresenceChanges(
  scope: Pick<Scope, 'tenant'>,
  { tenantId }: Pick<Context, 'tenantId'>,
  { until, seen }: PresencePlace,
): Promise<{ readonly conversationIds: readonly string[]; readonly place: PresencePlace }> {
  const since = new Date(until.getTime() - lateMs);
  const changed = await scope.tenant(tenantId, changedStatement, [since, [...seen.keys()]]);
  const expired = await scope.tenant(tenantId, expiredStatement);
  const conversationIds = [...new Set([...changed, ...expired].map((row) => row.conversationId))];
  const untilMs = Math.max(until.getTime(), ...changed.map(({ changedAt }) => changedAt.getTime()));
  const all = [...seen, ...changed.map(({ key, changedAt }) => [key, changedAt.getTime()] as const)];
  const place = { until: new Date(untilMs), seen: new Map(all.filter(([, ms]) => ms > untilMs - lateMs)) };
  return { conversationIds, place };
}
