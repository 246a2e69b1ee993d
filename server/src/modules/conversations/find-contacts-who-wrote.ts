import type { Transaction } from '../../db/database.ts';
import { whoWroteStatement } from './queries.ts';

/** Of these contacts the ids of those who have written on any channel before. */
export async function findContactsWhoWrote(
  tx: Transaction,
  contacts: readonly { readonly tenantId: string; readonly contactId: string }[],
): Promise<ReadonlySet<string>> {
  if (contacts.length === 0) return new Set();
  const rows = await tx.system(whoWroteStatement, [
    contacts.map((contact) => contact.tenantId),
    contacts.map((contact) => contact.contactId),
  ]);
  return new Set(rows.map((row) => row.contactId));
}
