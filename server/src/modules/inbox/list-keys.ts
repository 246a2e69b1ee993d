import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import type { ConversationStatus } from '../conversations/index.ts';

/** A place in the list of the inbox. */
export interface ListKey {
  id: string;
  at: Date;
}

/** What finds chats in the order of their activity without reading all of them. */
export type KeySource =
  | { readonly kind: 'status'; readonly statuses: readonly ConversationStatus[] }
  /** Open and pending ones of an operator; null: of nobody. */
  | { readonly kind: 'working'; readonly operatorId: string | null }
  | { readonly kind: 'unread' }
  | { readonly kind: 'chosen'; readonly ids: readonly string[] };

export type Direction = 'older' | 'newer';

// $3, $4: the place to go on from; null: from the top.
const beyond = (alias: string, direction: Direction): string =>
  `($3::timestamptz is null or (${alias}.last_activity_at, ${alias}.id) ${direction === 'older' ? '<' : '>'} ($3::timestamptz, $4::text))`;
const inOrder = (alias: string, direction: Direction): string => {
  const word = direction === 'older' ? 'desc' : 'asc';
  return `order by ${alias}.last_activity_at ${word}, ${alias}.id ${word} limit $5::int`;
};

// $2 is what the source is about.
const texts: Readonly<Record<KeySource['kind'], (direction: Direction) => string>> = {
  status: (direction) =>
    `select w.id, w.last_activity_at as at from unnest($2::text[]) as s (status)
     cross join lateral (
       select v.id, v.last_activity_at from conversations v
       where v.tenant_id = $1 and v.status = s.status and ${beyond('v', direction)} ${inOrder('v', direction)}) w
     ${inOrder('w', direction)}`,
  working: (direction) =>
    `select v.id, v.last_activity_at as at from conversations v
     where v.tenant_id = $1 and v.assigned_operator_id = $2::text and v.status in ('open', 'pending')
       and ${beyond('v', direction)} ${inOrder('v', direction)}`,
  unread: (direction) =>
    `select v.id, v.last_activity_at as at from conversations v
     where v.tenant_id = $1 and v.unread_since is not null and $2::text is null
       and ${beyond('v', direction)} ${inOrder('v', direction)}`,
  chosen: (direction) =>
    `select v.id, v.last_activity_at as at from unnest($2::text[]) as wanted (id)
     cross join lateral (
       select x.id, x.last_activity_at from conversations x where x.tenant_id = $1 and x.id = wanted.id limit 1) v
     where ${beyond('v', direction)} ${inOrder('v', direction)}`,
};

const statementsOf = (kind: KeySource['kind']) => ({
  older: tenantStatement<ListKey>(`inbox.keys-${kind}-older`, texts[kind]('older')),
  newer: tenantStatement<ListKey>(`inbox.keys-${kind}-newer`, texts[kind]('newer')),
});
const statements = {
  status: statementsOf('status'),
  working: statementsOf('working'),
  unread: statementsOf('unread'),
  chosen: statementsOf('chosen'),
};
const ofNobodyText = (direction: Direction): string =>
  texts
    .working(direction)
    .replace('v.assigned_operator_id = $2::text', 'v.assigned_operator_id is null and $2::text is null');
const ofNobody = {
  older: tenantStatement<ListKey>('inbox.keys-nobody-older', ofNobodyText('older')),
  newer: tenantStatement<ListKey>('inbox.keys-nobody-newer', ofNobodyText('newer')),
};

/** The next keys from a place on: newest first when going to older ones, oldest first when going to newer ones. */
export async function listKeys(
  db: Pick<Database, 'tenant'>,
  ctx: Context,
  source: KeySource,
  from: { readonly key: ListKey | undefined; readonly direction: Direction; readonly limit: number },
): Promise<ListKey[]> {
  const set = source.kind === 'working' && source.operatorId === null ? ofNobody : statements[source.kind];
  const { key, direction, limit } = from;
  return db.tenant(ctx.tenantId, set[direction], [subjectOf(source), key?.at ?? null, key?.id ?? null, limit]);
}

function subjectOf(source: KeySource): readonly string[] | string | null {
  if (source.kind === 'status') return source.statuses;
  if (source.kind === 'chosen') return source.ids;
  return source.kind === 'working' ? source.operatorId : null;
}
