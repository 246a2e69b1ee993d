import type { Transaction } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';

const lockStatement = tenantStatement<{ blocked: boolean }>(
  'contacts.lock',
  'select blocked_at is not null as blocked from contacts where tenant_id = $1 and id = $2 for update',
);

const setBlockedStatement = tenantStatement(
  'contacts.set-blocked',
  'update contacts set blocked_at = $3, updated_at = $4 where tenant_id = $1 and id = $2',
);

const findBlockedStatement = systemStatement<{ id: string }>(
  'contacts.find-blocked',
  `select wanted.id from unnest($1::text[], $2::text[]) as wanted (tenant_id, id)
   cross join lateral (
     select 1 from contacts c where c.tenant_id = wanted.tenant_id and c.id = wanted.id and c.blocked_at is not null limit 1) c`,
);

/**
 * Blocks a contact or ends the block, in the caller's transaction. Answers false when that was so already; the row stays
 * locked in either case, so that of two who change it each sees what the other did.
 */
export async function setBlocked(
  deps: { clock: Clock },
  tx: Transaction,
  contact: { readonly tenantId: string; readonly id: string },
  blocked: boolean,
): Promise<boolean> {
  const [row] = await tx.tenant(contact.tenantId, lockStatement, [contact.id]);
  if (row === undefined || row.blocked === blocked) return false;
  const at = deps.clock.now();
  await tx.tenant(contact.tenantId, setBlockedStatement, [contact.id, blocked ? at : null, at]);
  return true;
}

/** Of these contacts the ids of those who are blocked at this moment. */
export async function findBlocked(
  tx: Transaction,
  contacts: readonly { readonly tenantId: string; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  if (contacts.length === 0) return new Set();
  const rows = await tx.system(findBlockedStatement, [
    contacts.map((contact) => contact.tenantId),
    contacts.map((contact) => contact.id),
  ]);
  return new Set(rows.map((row) => row.id));
}
