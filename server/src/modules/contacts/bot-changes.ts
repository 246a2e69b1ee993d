import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type Contact, contactColumns } from './types.ts';

interface ContactKey {
  readonly tenantId: string;
  readonly id: string;
}

const lockStatement = tenantStatement<Contact>(
  'contacts.lock',
  `select ${contactColumns('c')} from contacts c where c.tenant_id = $1 and c.id = $2 for no key update`,
);

const setAttributeStatement = tenantStatement(
  'contacts.set-attribute',
  `update contacts set attributes = attributes || jsonb_build_object($3::text, $4::text), updated_at = $5
   where tenant_id = $1 and id = $2`,
);

const addTeamStatement = tenantStatement(
  'contacts.add-team',
  `update contacts set team_ids = team_ids || $3::text, updated_at = $4
   where tenant_id = $1 and id = $2 and not (team_ids @> array[$3::text])`,
);

/** The contact, locked until the transaction ends. */
export async function lockContact(tx: Transaction, tenantId: string, contactId: string): Promise<Contact | undefined> {
  const [contact] = await tx.tenant(tenantId, lockStatement, [contactId]);
  return contact;
}

/** Sets one attribute, in the caller's transaction. */
export async function setContactAttribute(
  deps: { readonly clock: Clock },
  tx: Transaction,
  contact: ContactKey,
  attribute: { readonly name: string; readonly value: string },
): Promise<void> {
  const values = [contact.id, attribute.name, attribute.value, deps.clock.now()];
  await tx.tenant(contact.tenantId, setAttributeStatement, values);
}

/** Adds a team to those of a contact, in the caller's transaction. */
export async function addTeamToContact(
  deps: { readonly clock: Clock },
  tx: Transaction,
  contact: ContactKey,
  teamId: string,
): Promise<void> {
  await tx.tenant(contact.tenantId, addTeamStatement, [contact.id, teamId, deps.clock.now()]);
}
