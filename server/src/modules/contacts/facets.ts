import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { listKeptAttributes } from './kept-attributes.ts';
import type { ContactListDeps } from './list-contacts.ts';

/** Newest and oldest contacts whose attributes and sources are looked at. */
const sampleSize = 2_000;
const nameLimit = 200;

const sample = `(select s.attributes, s.source from (
    select a.attributes, a.source from contacts a where a.tenant_id = $1 order by a.id desc limit ${sampleSize}) s
  union all
  select s.attributes, s.source from (
    select b.attributes, b.source from contacts b where b.tenant_id = $1 order by b.id limit ${sampleSize}) s)`;

const attributeNamesStatement = tenantStatement<{ name: string }>(
  'contacts.attribute-names',
  `select name from (select jsonb_object_keys(c.attributes) as name from ${sample} c) names
   group by name order by count(*) desc, name limit ${nameLimit}`,
);

const sourcesStatement = tenantStatement<{ source: string }>(
  'contacts.sources',
  `select c.source from ${sample} c where c.source is not null group by c.source order by count(*) desc limit ${nameLimit}`,
);

/**
 * The names of attributes and the sources in use, the most frequent first: of the newest and oldest 2,000 contacts. Then the
 * attributes that are kept without.
 */
export async function readFacets(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
): Promise<{ attributes: string[]; sources: string[] }> {
  const [names, sources, kept] = await Promise.all([
    deps.db.tenant(ctx.tenantId, attributeNamesStatement),
    deps.db.tenant(ctx.tenantId, sourcesStatement),
    listKeptAttributes(deps, ctx),
  ]);
  return {
    attributes: [...new Set([...names, ...kept].map(({ name }) => name))],
    sources: sources.map(({ source }) => source),
  };
}
