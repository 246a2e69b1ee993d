import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';

/** Contacts whose attributes are counted: the newest ones. Reading them takes some tenths of a second. */
const countedContacts = 100_000;
/** Names that one list answers. */
export const attributeListLimit = 1_000;

const listStatement = tenantStatement<AttributeUse>(
  'contacts.list-attributes',
  `select names.name, count(*) as contacts from (
     select c.attributes from contacts c where c.tenant_id = $1 order by c.id desc limit ${countedContacts}) c
   cross join lateral jsonb_object_keys(c.attributes) as names (name)
   group by names.name order by count(*) desc, names.name limit ${attributeListLimit}`,
);

const beyondStatement = tenantStatement<{ id: string }>(
  'contacts.beyond-attributes',
  `select c.id from contacts c where c.tenant_id = $1 order by c.id desc offset ${countedContacts} limit 1`,
);

export interface AttributeUse {
  name: string;
  /** How many have it. */
  contacts: number;
}

/**
 * The attributes that contacts have, those of the most first. `isWhole`: all contacts were counted; otherwise the newest
 * 100,000 were.
 */
export async function listAttributes(
  deps: { readonly db: Pick<Scope, 'tenant'> },
  ctx: Context,
): Promise<{ attributes: AttributeUse[]; isWhole: boolean }> {
  const [attributes, beyond] = await Promise.all([
    deps.db.tenant(ctx.tenantId, listStatement),
    deps.db.tenant(ctx.tenantId, beyondStatement),
  ]);
  return { attributes, isWhole: beyond.length === 0 };
}
