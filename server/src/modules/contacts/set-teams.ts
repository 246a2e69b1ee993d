import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';

const setTeamsStatement = tenantStatement<{ id: string }>(
  'contacts.set-teams',
  'update contacts set team_ids = $3::text[], updated_at = $4 where tenant_id = $1 and id = $2 returning id',
);

const addTeamsStatement = tenantStatement<{ id: string }>(
  'contacts.add-teams',
  `update contacts set updated_at = $4,
     team_ids = team_ids || array(select t from unnest($3::text[]) as t where t <> all (team_ids))
   where tenant_id = $1 and id = $2 returning id`,
);

/** Gives a contact these teams in place of those it had, in the caller's transaction. False: there is no such contact. */
export async function setTeams(
  deps: { clock: Clock },
  tx: Transaction,
  contact: { readonly tenantId: string; readonly id: string },
  teamIds: readonly string[],
): Promise<boolean> {
  const rows = await tx.tenant(contact.tenantId, setTeamsStatement, [contact.id, teamIds, deps.clock.now()]);
  return rows.length > 0;
}

/** Gives a contact these teams beside those it has, in the caller's transaction. False: there is no such contact. */
export async function addTeams(
  deps: { clock: Clock },
  tx: Transaction,
  contact: { readonly tenantId: string; readonly id: string },
  teamIds: readonly string[],
): Promise<boolean> {
  const rows = await tx.tenant(contact.tenantId, addTeamsStatement, [contact.id, teamIds, deps.clock.now()]);
  return rows.length > 0;
}
