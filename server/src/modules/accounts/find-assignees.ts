import type { Transaction } from '../../db/database.ts';
import type { Operator } from './account-verbs.ts';
import { findAssigneeStatement, listTeamsStatement } from './queries.ts';

/** The operator with that e-mail, unless disabled, seen from the caller's transaction or without one. */
export async function findOperatorIn(
  scope: Pick<Transaction, 'tenant'>,
  tenantId: string,
  email: string,
): Promise<Operator | undefined> {
  const [row] = await scope.tenant(tenantId, findAssigneeStatement, [email]);
  return row;
}

/** The team with that name in any case, seen from the caller's transaction. */
export async function findTeamIn(
  tx: Transaction,
  tenantId: string,
  name: string,
): Promise<{ id: string; name: string } | undefined> {
  const teams = await tx.tenant(tenantId, listTeamsStatement);
  return teams.find((team) => team.name.toLowerCase() === name.trim().toLowerCase());
}

/** The name of a team, seen from the caller's transaction; undefined when it is gone. */
export async function findTeamName(tx: Transaction, tenantId: string, teamId: string): Promise<string | undefined> {
  const teams = await tx.tenant(tenantId, listTeamsStatement);
  return teams.find((team) => team.id === teamId)?.name;
}
