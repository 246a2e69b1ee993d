import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import {
  deleteAliasStatement,
  deleteNumbersStatement,
  findHoldersStatement,
  insertAliasesStatement,
  replaceAddressesStatement,
} from './alias-queries.ts';
import type { ContactAddresses } from './merge-contacts.ts';

/** The ids of the contacts that have this number or this user id now: at most two. */
export async function findAddressHolders(
  tx: Transaction,
  tenantId: string,
  addresses: ContactAddresses,
): Promise<string[]> {
  const rows = await tx.tenant(tenantId, findHoldersStatement, [addresses.waId, addresses.bsuid]);
  return rows.map((row) => row.id);
}

/**
 * Gives a contact another number or user id, in the caller's transaction; null keeps what it has. Nobody else may have them. The user id it had
 * goes on leading to it; its old number does not, since numbers get new owners. False: it had them already.
 */
export async function replaceAddresses(
  deps: { readonly clock: Clock },
  tx: Transaction,
  contact: { readonly tenantId: string; readonly id: string; readonly bsuid: string | null },
  addresses: ContactAddresses,
): Promise<boolean> {
  const { tenantId, id, bsuid } = contact;
  const at = deps.clock.now();
  const rows = await tx.tenant(tenantId, replaceAddressesStatement, [id, addresses.waId, addresses.bsuid, at]);
  if (rows.length === 0) return false;
  if (addresses.waId !== null) {
    await tx.tenant(tenantId, deleteNumbersStatement, [id]);
    await tx.tenant(tenantId, deleteAliasStatement, [addresses.waId]);
  }
  if (addresses.bsuid !== null) await tx.tenant(tenantId, deleteAliasStatement, [addresses.bsuid]);
  if (bsuid !== null && addresses.bsuid !== null && bsuid !== addresses.bsuid) {
    await tx.tenant(tenantId, insertAliasesStatement, [[bsuid], id, at]);
  }
  return true;
}
