/**
 * The SQL of a look-up of one contact by its id, or by the id of one that was joined to it, for a lateral of other
 * modules. No row: the contact was deleted. `columns` are those of the table; the second arm runs only when the first
 * finds nothing.
 */
export function contactLookup(columns: string, tenantId: string, contactId: string): string {
  return `select ${columns} from contacts where tenant_id = ${tenantId} and id = ${contactId}
    union all
    select ${columns} from contacts where tenant_id = ${tenantId} and id = (
      select contact_id from contact_aliases where tenant_id = ${tenantId} and alias = ${contactId})
    limit 1`;
}
