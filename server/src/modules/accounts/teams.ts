import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { AccountDeps } from './account-verbs.ts';
import { lockPeopleStatement } from './people-queries.ts';
import { insertTeamStatement } from './queries.ts';

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly memberIds: readonly string[];
}

export interface TeamChange {
  readonly name?: string | undefined;
  /** A team that becomes the default takes that from the other; there is always one. */
  readonly isDefault?: boolean | undefined;
  readonly memberIds?: readonly string[] | undefined;
}

/** Characters. */
const nameLimit = 60;
const teamLimit = 500;

const listStatement = tenantStatement<{ id: string; name: string; isDefault: boolean; memberIds: string[] }>(
  'accounts.list-teams-with-members',
  `select t.id, t.name, t.is_default as "isDefault", array(
     select m.operator_id from team_members m where m.tenant_id = $1 and m.team_id = t.id order by 1) as "memberIds"
   from teams t where t.tenant_id = $1 order by t.is_default desc, t.name limit 500`,
);
const renameStatement = tenantStatement(
  'accounts.rename-team',
  'update teams set name = $3 where tenant_id = $1 and id = $2',
);
const moveDefaultStatement = tenantStatement(
  'accounts.move-default-team',
  'update teams set is_default = (id = $2) where tenant_id = $1',
);
const dropMembersStatement = tenantStatement(
  'accounts.drop-members',
  'delete from team_members where tenant_id = $1 and team_id = $2',
);
/** People that do not exist are left out. */
const addMembersStatement = tenantStatement(
  'accounts.add-members',
  `insert into team_members (tenant_id, team_id, operator_id)
   select $1, $2, o.id from unnest($3::text[]) as wanted
   cross join lateral (select id from operators where tenant_id = $1 and id = wanted limit 1) o on conflict do nothing`,
);

const dropHoursStatement = tenantStatement(
  'accounts.drop-hours-of-team',
  'delete from working_hours where tenant_id = $1 and team_id = $2',
);
const leaveInvitationsStatement = tenantStatement(
  'accounts.leave-invitations',
  `update invitations set team_ids = array_remove(team_ids, $2::text)
   where tenant_id = $1 and $2::text = any(team_ids)`,
);
const deleteStatement = tenantStatement('accounts.delete-team', 'delete from teams where tenant_id = $1 and id = $2');
const holdStatement = tenantStatement<{ id: string; name: string }>(
  'accounts.hold-teams',
  `select id, name from teams where tenant_id = $1 and id = any($2::text[]) order by id for key share`,
);

/**
 * Those of these teams that are there, and stay until the caller's transaction ends: whoever deletes one waits, and then
 * sees who was given to it.
 */
export async function holdTeams(
  tx: Transaction,
  tenantId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return ids.length === 0 ? [] : tx.tenant(tenantId, holdStatement, [ids]);
}

/** The teams of a workspace with their members, the default first, at most 500. */
export async function listTeamsWithMembers(deps: Pick<AccountDeps, 'db'>, tenantId: string): Promise<Team[]> {
  return deps.db.tenant(tenantId, listStatement);
}

/** Makes a team; the first is the default. Throws request.invalid, team.name_taken and team.limit_reached. */
export async function makeTeam(
  deps: AccountDeps,
  tenantId: string,
  input: { readonly name: string; readonly memberIds: readonly string[] },
): Promise<Team> {
  const name = checkedName(input.name);
  return deps.db.transaction(async (tx) => {
    const known = await lockTeams(tx, tenantId);
    requireNewName(known, name);
    if (known.length >= teamLimit) {
      throw new AppError('team.limit_reached', `A workspace has at most ${teamLimit} teams.`);
    }
    const id = newId(deps.clock.nowMs());
    await tx.tenant(tenantId, insertTeamStatement, [id, name, known.length === 0, deps.clock.now()]);
    await tx.tenant(tenantId, addMembersStatement, [id, input.memberIds]);
    return requireTeam(await tx.tenant(tenantId, listStatement), id);
  });
}

/** Changes a team. Answers it before and after. Throws request.invalid, team.not_found, team.name_taken, team.is_default. */
export async function changeTeam(
  deps: AccountDeps,
  tenantId: string,
  teamId: string,
  change: TeamChange,
): Promise<{ before: Team; after: Team }> {
  const name = change.name === undefined ? undefined : checkedName(change.name);
  return deps.db.transaction(async (tx) => {
    const known = await lockTeams(tx, tenantId);
    const before = requireTeam(known, teamId);
    if (change.isDefault === false && before.isDefault) {
      throw new AppError('team.is_default', `${before.name} is the default team; there is always one.`);
    }
    if (name !== undefined) {
      requireNewName(
        known.filter(({ id }) => id !== teamId),
        name,
      );
      await tx.tenant(tenantId, renameStatement, [teamId, name]);
    }
    if (change.isDefault === true) await tx.tenant(tenantId, moveDefaultStatement, [teamId]);
    if (change.memberIds) {
      await tx.tenant(tenantId, dropMembersStatement, [teamId]);
      await tx.tenant(tenantId, addMembersStatement, [teamId, change.memberIds]);
    }
    return { before, after: requireTeam(await tx.tenant(tenantId, listStatement), teamId) };
  });
}

/**
 * Removes a team with its members and hours, and from invitations, in the caller's transaction. Who has it besides is told
 * nothing here: contacts are taken off it by whoever calls. Throws team.not_found and team.is_default.
 */
export async function removeTeam(tx: Transaction, tenantId: string, teamId: string): Promise<Team> {
  const team = requireTeam(await lockTeams(tx, tenantId), teamId);
  if (team.isDefault) {
    throw new AppError('team.is_default', `${team.name} is the default team; there is always one.`);
  }
  for (const statement of [dropMembersStatement, dropHoursStatement, leaveInvitationsStatement, deleteStatement]) {
    await tx.tenant(tenantId, statement, [teamId]);
  }
  return team;
}

async function lockTeams(tx: Transaction, tenantId: string): Promise<Team[]> {
  await tx.system(lockPeopleStatement, [tenantId]);
  return tx.tenant(tenantId, listStatement);
}

function requireTeam(known: readonly Team[], teamId: string): Team {
  const team = known.find(({ id }) => id === teamId);
  if (!team) throw new AppError('team.not_found', 'There is no such team.');
  return team;
}

function requireNewName(known: readonly Team[], name: string): void {
  if (!known.some((team) => team.name.toLowerCase() === name.toLowerCase())) return;
  throw new AppError('team.name_taken', `There is a team with the name ${name}.`);
}

function checkedName(given: string): string {
  const name = given.trim().replace(/\s+/g, ' ');
  if (name !== '' && name.length <= nameLimit) return name;
  throw new AppError('request.invalid', `A name has 1 to ${nameLimit} characters.`, { details: { field: 'name' } });
}
