import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { toWhere } from './contact-filter.ts';
import { listDynamicStatement, listSegmentsOfStatement } from './segment-queries.ts';
import type { Segment } from './segments.ts';

export type SegmentOfContact = Pick<Segment, 'id' | 'name' | 'kind'>;

/** Dynamic segments whose conditions are tested for one person, the newest first. */
export const testedSegmentLimit = 100;
/** Static segments of one person that are told. */
const memberLimit = 100;

/** The segments that a person is in now, by name: static ones as they were made, the newest 100 dynamic ones by their conditions. */
export async function findSegmentsOf(
  deps: { readonly db: Pick<Database, 'tenant'> },
  { tenantId }: Context,
  contactId: string,
): Promise<SegmentOfContact[]> {
  const [members, dynamic] = await Promise.all([
    deps.db.tenant(tenantId, listSegmentsOfStatement, [contactId, memberLimit]),
    deps.db.tenant(tenantId, listDynamicStatement, [testedSegmentLimit]),
  ]);
  const passed = dynamic.length > 0 ? await test(deps.db, tenantId, contactId, dynamic) : new Set<string>();
  const found = [...members, ...dynamic.filter(({ id }) => passed.has(id))];
  return found
    .map(({ id, name, kind }) => ({ id, name, kind }))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** One statement for all: each segment is a branch that reads the one row by its key. */
async function test(
  db: Pick<Database, 'tenant'>,
  tenantId: string,
  contactId: string,
  segments: readonly Segment[],
): Promise<ReadonlySet<string>> {
  const values: unknown[] = [];
  const branches = segments.map(({ id, groups }) => {
    const where = toWhere({ groups: groups ?? [] }, { id: contactId, withoutIndex: true });
    const offset = values.length;
    // The values of a filter begin at $2.
    const text = where.text.replace(/\$(\d+)::text/g, (_, place: string) => `$${Number(place) + offset}::text`);
    values.push(...where.values, id);
    return `(select $${values.length + 1}::text as id from contacts c where ${text} limit 1)`;
  });
  const statement = tenantStatement<{ id: string }>('', branches.join(' union all '));
  return new Set((await db.tenant(tenantId, statement, values)).map(({ id }) => id));
}
