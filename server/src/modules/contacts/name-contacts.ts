import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { Contact } from './types.ts';

const statement = tenantStatement(
  'contacts.name-nameless',
  `update contacts c set name = i.name, updated_at = $4
   from unnest($2::text[], $3::text[]) as i (id, name)
   where c.tenant_id = $1 and c.id = i.id and c.name is null`,
);

/** Gives a name to those of the contacts that have none, in the caller's transaction. */
export async function nameContacts(
  tx: Transaction,
  deps: { readonly clock: Clock },
  ctx: Context,
  entries: readonly { readonly contact: Contact; readonly name: string | undefined }[],
): Promise<void> {
  const named = new Map<string, string>();
  for (const { contact, name } of entries) if (contact.name === null && name) named.set(contact.id, name);
  if (named.size === 0) return;
  const rows = [...named].sort(([one], [other]) => (one < other ? -1 : 1));
  const columns = [rows.map(([id]) => id), rows.map(([, name]) => name)];
  await tx.tenant(ctx.tenantId, statement, [...columns, deps.clock.now()]);
}
