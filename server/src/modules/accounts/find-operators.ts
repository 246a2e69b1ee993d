import { type Scope, systemStatement } from '../../db/scope.ts';
import type { Operator } from './account-verbs.ts';

const byIdsStatement = systemStatement<Operator>(
  'accounts.operators-by-ids',
  `select o.* from unnest($1::text[], $2::text[]) as wanted (tenant_id, id)
   cross join lateral (
     select id, email, name, role from operators x
     where x.tenant_id = wanted.tenant_id and x.id = wanted.id limit 1) o`,
);

/** The operators with these ids, each of its tenant, by id. None wanted costs no query. */
export async function findOperatorsByIds(
  scope: Pick<Scope, 'system'>,
  wanted: readonly { readonly tenantId: string; readonly id: string }[],
): Promise<ReadonlyMap<string, Operator>> {
  const unique = [...new Map(wanted.map((entry) => [entry.id, entry])).values()];
  if (unique.length === 0) return new Map();
  const rows = await scope.system(byIdsStatement, [
    unique.map((entry) => entry.tenantId),
    unique.map((entry) => entry.id),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}
