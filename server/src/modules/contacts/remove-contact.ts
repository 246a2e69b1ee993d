import type { Transaction } from '../../db/database.ts';
import { deleteAllAliasesStatement, deleteContactsStatement, leaveAllSegmentsStatement } from './alias-queries.ts';
import { lockContacts } from './change-contacts.ts';

/**
 * Takes contacts out of the workspace, in the caller's transaction: rows, names, segments. Answers the ids of those that
 * were there.
 */
export async function removeContacts(tx: Transaction, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const found = (await lockContacts(tx, tenantId, ids)).map(({ id }) => id);
  if (found.length === 0) return [];
  await tx.tenant(tenantId, deleteContactsStatement, [found]);
  await tx.tenant(tenantId, leaveAllSegmentsStatement, [found]);
  await tx.tenant(tenantId, deleteAllAliasesStatement, [found]);
  return found;
}
