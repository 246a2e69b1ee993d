import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';

const lastSeenStatement = tenantStatement<{ contactId: string; at: Date }>(
  'conversations.last-seen',
  `select wanted.id as "contactId", v.at from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select max(x.last_customer_message_at) as at from conversations x where x.tenant_id = $1 and x.contact_id = wanted.id) v
   where v.at is not null`,
);

/** When each of these contacts last wrote, on any channel, by WhatsApp's clock. Who never did is left out. */
export async function findLastSeen(
  deps: { readonly db: Pick<Database, 'tenant'> },
  ctx: Context,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (contactIds.length === 0) return new Map();
  const rows = await deps.db.tenant(ctx.tenantId, lastSeenStatement, [contactIds]);
  return new Map(rows.map(({ contactId, at }) => [contactId, at]));
}
