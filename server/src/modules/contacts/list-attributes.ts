import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { listKeptAttributes } from './kept-attributes.ts';

/** Contacts whose attributes are counted: the newest ones. Reading them takes some tenths of a second. */
const countedContacts = 100_000;
/** Names of contacts that one list answers. */
const attributeListLimit = 1_000;

const listStatement = tenantStatement<CountedName>(
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

interface CountedName {
  name: string;
  contacts: number;
}

export interface AttributeUse {
  readonly name: string;
  /** How many have it. */
  readonly contacts: number;
  /** What the workspace says of it. */
  readonly description: string | null;
}

/**
 * The attributes that contacts have, those of the most first, and then those that are kept without. `isWhole`: all contacts
 * were counted; otherwise the newest 100,000 were.
 */
export async function listAttributes(
  deps: { readonly db: Pick<Scope, 'tenant'> },
  ctx: Context,
): Promise<{ attributes: AttributeUse[]; isWhole: boolean }> {
  const [counted, beyond, kept] = await Promise.all([
    deps.db.tenant(ctx.tenantId, listStatement),
    deps.db.tenant(ctx.tenantId, beyondStatement),
    listKeptAttributes(deps, ctx),
  ]);
  const said = new Map(kept.map(({ name, description }) => [name, description]));
  const had = new Set(counted.map(({ name }) => name));
  const attributes = [
    ...counted.map(({ name, contacts }) => ({ name, contacts, description: said.get(name) ?? null })),
    ...kept.filter(({ name }) => !had.has(name)).map((one) => ({ ...one, contacts: 0 })),
  ];
  return { attributes, isWhole: beyond.length === 0 };
}
