import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';

const taggedStatement = tenantStatement<{ contactId: string }>(
  'tags.contacts',
  `select v.contact_id as "contactId" from conversation_tags t
   cross join lateral (
     select x.contact_id from conversations x where x.tenant_id = $1 and x.id = t.conversation_id limit 1) v
   where t.tenant_id = $1 and t.tag_id = $2 limit $3`,
);

/** The contacts of whom a chat bears a tag; undefined when more than `most` chats do. */
export async function findTaggedContacts(
  deps: { readonly db: Database },
  ctx: Context,
  tagId: string,
  most: number,
): Promise<readonly string[] | undefined> {
  const rows = await deps.db.tenant(ctx.tenantId, taggedStatement, [tagId, most + 1]);
  return rows.length > most ? undefined : [...new Set(rows.map(({ contactId }) => contactId))];
}
