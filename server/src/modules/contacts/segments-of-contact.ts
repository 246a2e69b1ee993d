import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { toWhere } from './contact-filter.ts';
import { listDynamicStatement, listSegmentsOfStatement } from './segment-queries.ts';
import type { Segment } from './segments.ts';

export type SegmentOfContact = Pick<Segment, 'id' | 'name' | 'kind'>;

/** Dynamic segments whose conditions are tested for one person, the newest first. */
const testedSegmentLimit = 100;
/** Static segments of one person that are told. */
const memberLimit = 100;

/** The segments that a person is in now, by name: static ones as they were made, the newest 100 dynamic ones by their conditions. */
export async function findSegmentsOf(
  deps: { readonly db: Pick<Database, 'tenant'> },
  ctx: Context,
  contactId: string,
): Promise<SegmentOfContact[]> {
  return (await findSegmentsOfMany(deps, ctx, [contactId])).get(contactId) ?? [];
}

/** The same for a page of people, by their ids; who is in none is left out. */
export async function findSegmentsOfMany(
  deps: { readonly db: Pick<Database, 'tenant'> },
  { tenantId }: Context,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, SegmentOfContact[]>> {
  if (contactIds.length === 0) return new Map();
  const [members, dynamic] = await Promise.all([
    deps.db.tenant(tenantId, listSegmentsOfStatement, [contactIds, memberLimit]),
    deps.db.tenant(tenantId, listDynamicStatement, [testedSegmentLimit]),
  ]);
  const passed = dynamic.length > 0 ? await test(deps.db, tenantId, contactIds, dynamic) : [];
  const byId = new Map(dynamic.map((segment) => [segment.id, segment]));
  const found = new Map<string, SegmentOfContact[]>();
  const add = (contactId: string, { id, name, kind }: Segment): void => {
    const segments = found.get(contactId) ?? [];
    found.set(contactId, segments);
    segments.push({ id, name, kind });
  };
  for (const { contactId, ...segment } of members) add(contactId, segment);
  for (const { contactId, segmentId } of passed) {
    const segment = byId.get(segmentId);
    if (segment) add(contactId, segment);
  }
  for (const segments of found.values()) {
    segments.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }
  return found;
}

interface Passed {
  readonly contactId: string;
  readonly segmentId: string;
}

/** One statement for all: each segment is a branch that reads the rows by their keys. */
async function test(
  db: Pick<Database, 'tenant'>,
  tenantId: string,
  contactIds: readonly string[],
  segments: readonly Segment[],
): Promise<Passed[]> {
  const values: unknown[] = [];
  const branches = segments.map(({ id, groups }) => {
    const where = toWhere({ groups: groups ?? [] }, { ids: contactIds, withoutIndex: true });
    const offset = values.length;
    // The values of a filter begin at $2.
    const text = where.text.replace(/\$(\d+)::text/g, (_, place: string) => `$${Number(place) + offset}::text`);
    values.push(...where.values, id);
    return `(select c.id as "contactId", $${values.length + 1}::text as "segmentId" from contacts c where ${text})`;
  });
  return db.tenant(tenantId, tenantStatement<Passed>('', branches.join(' union all ')), values);
}
