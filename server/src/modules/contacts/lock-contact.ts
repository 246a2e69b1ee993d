import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { type Contact, contactColumns } from './types.ts';

const lockContactStatement = tenantStatement<Contact>(
  'contacts.lock-one',
  `select ${contactColumns('c')} from contacts c where c.tenant_id = $1 and c.id = $2 for no key update`,
);

/** The contact, locked until the transaction ends. */
export async function lockContact(tx: Transaction, tenantId: string, contactId: string): Promise<Contact | undefined> {
  const [contact] = await tx.tenant(tenantId, lockContactStatement, [contactId]);
  return contact;
}
