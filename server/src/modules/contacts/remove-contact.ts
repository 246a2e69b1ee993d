import type { Transaction } from '../../db/database.ts';
import { deleteAliasesStatement, deleteContactStatement, leaveSegmentsStatement } from './alias-queries.ts';
import type { Contact } from './types.ts';

/** Takes a contact out of the workspace, in the caller's transaction: row, names, segments. Undefined: it is gone already. */
export async function removeContact(
  tx: Transaction,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<Contact | undefined> {
  const [contact] = await tx.tenant(tenantId, deleteContactStatement, [id]);
  if (contact === undefined) return undefined;
  await tx.tenant(tenantId, leaveSegmentsStatement, [id]);
  await tx.tenant(tenantId, deleteAliasesStatement, [id]);
  return contact;
}
