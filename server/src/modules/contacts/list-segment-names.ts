import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { type Segment, segmentLimit } from './segments.ts';

const statement = tenantStatement<Pick<Segment, 'id' | 'name' | 'kind'>>(
  'segments.list-names',
  'select s.id, s.name, s.kind from segments s where s.tenant_id = $1 order by lower(s.name) limit $2',
);

/** All segments of a workspace, by name. */
export function listSegmentNames(
  deps: { readonly db: Database },
  ctx: Context,
): Promise<Pick<Segment, 'id' | 'name' | 'kind'>[]> {
  return deps.db.tenant(ctx.tenantId, statement, [segmentLimit]);
}
