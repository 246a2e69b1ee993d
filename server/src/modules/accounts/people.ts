import type { Transaction } from '../../db/database.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountDeps } from './account-verbs.ts';
import { type PersonInCharge, requireWithin } from './in-charge.ts';
import {
  changePersonStatement,
  countAdministratorsStatement,
  disablePersonStatement,
  findPersonStatement,
  joinTeamsStatement,
  leaveTeamsStatement,
  listPersonsStatement,
  lockPeopleStatement,
  type PersonRow,
  teamsOfPersonStatement,
} from './people-queries.ts';
import { administratorRole, type Permission, permissionsOf } from './permissions.ts';
import { requireSeat } from './require-seat.ts';
import { requireGrantable } from './roles.ts';
import { endSessionsStatement } from './session-queries.ts';
import { sessionLifeMs } from './sessions.ts';

/** Somebody who works in the workspace, as those see him who manage people. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
  readonly teamIds: readonly string[];
  readonly disabledAt: Date | null;
  /** To the minute. */
  readonly lastSeenAt: Date | null;
  readonly sessions: number;
}

export interface PersonChange {
  readonly name?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly teamIds?: readonly string[] | undefined;
}

export interface PersonFacts {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
}

/** The people of a workspace by name, at most 500. */
export async function listPersons(deps: AccountDeps, tenantId: string): Promise<Person[]> {
  const oldestLive = new Date(deps.clock.nowMs() - sessionLifeMs);
  const rows = await deps.db.tenant(tenantId, listPersonsStatement, [oldestLive]);
  return rows.map(({ customPermissions, ...row }) => ({
    ...row,
    permissions: permissionsOf(row.roles, customPermissions),
  }));
}

/**
 * Changes name, roles or teams of a person; roles count from his next call on. Nobody gives or takes more than he may do
 * himself, and a workspace keeps an administrator. Answers what was before and after. Throws operator.not_found,
 * role.not_found, role.beyond_own and operator.last_administrator.
 */
export async function changePerson(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge,
  operatorId: string,
  change: PersonChange,
): Promise<{ before: PersonFacts; after: PersonFacts }> {
  return deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, tenantId, operatorId);
    const name = change.name?.trim() ?? person.name;
    if (name === '') throw new AppError('request.invalid', 'The name is empty.', { details: { field: 'name' } });
    const roles = change.roles ? [...new Set(change.roles)] : person.roles;
    if (change.roles) {
      requireWithin(chief, permissionsOf(person.roles, person.customPermissions), 'This person may do more than you.');
      await requireGrantable(tx, tenantId, chief, roles);
    }
    const before = await factsOf(tx, tenantId, person);
    await tx.tenant(tenantId, changePersonStatement, [operatorId, name, roles, roles[0] ?? '']);
    await requireAdministrator(tx, tenantId);
    if (change.teamIds) {
      await tx.tenant(tenantId, leaveTeamsStatement, [operatorId]);
      await tx.tenant(tenantId, joinTeamsStatement, [operatorId, change.teamIds]);
    }
    return { before, after: await factsOf(tx, tenantId, { ...person, name, roles }) };
  });
}

/**
 * Keeps a person out: his sessions end and nothing can be assigned to him. What is assigned to him stays so. False when it
 * was so already. Throws operator.not_found, operator.oneself, role.beyond_own and operator.last_administrator.
 */
export async function disablePerson(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge,
  operatorId: string,
): Promise<boolean> {
  if (operatorId === chief.operatorId) throw new AppError('operator.oneself', 'You cannot disable yourself.');
  return deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, tenantId, operatorId);
    requireWithin(chief, permissionsOf(person.roles, person.customPermissions), 'This person may do more than you.');
    if (person.disabledAt !== null) return false;
    await tx.tenant(tenantId, disablePersonStatement, [operatorId, deps.clock.now()]);
    await requireAdministrator(tx, tenantId);
    await tx.tenant(tenantId, endSessionsStatement, [operatorId, null]);
    return true;
  });
}

/** Lets a person in again. Throws operator.not_found, role.beyond_own and plan.seats_taken. */
export async function enablePerson(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge,
  operatorId: string,
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, tenantId, operatorId);
    requireWithin(chief, permissionsOf(person.roles, person.customPermissions), 'This person may do more than you.');
    if (person.disabledAt === null) return false;
    await requireSeat({ db: tx }, tenantId);
    await tx.tenant(tenantId, disablePersonStatement, [operatorId, null]);
    return true;
  });
}

/** Throws operator.not_found, and role.beyond_own for a person who may do more than the one in charge. */
export async function requireInCharge(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  chief: PersonInCharge,
  operatorId: string,
): Promise<void> {
  const [person] = await deps.db.tenant(tenantId, findPersonStatement, [operatorId]);
  if (!person) throw unknownPerson();
  requireWithin(chief, permissionsOf(person.roles, person.customPermissions), 'This person may do more than you.');
}

async function lockPerson(tx: Transaction, tenantId: string, operatorId: string): Promise<PersonRow> {
  await tx.system(lockPeopleStatement, [tenantId]);
  const [person] = await tx.tenant(tenantId, findPersonStatement, [operatorId]);
  if (!person) throw unknownPerson();
  return person;
}

async function requireAdministrator(tx: Transaction, tenantId: string): Promise<void> {
  const [row] = await tx.tenant(tenantId, countAdministratorsStatement);
  if ((row?.count ?? 0) > 0) return;
  const message = `A workspace needs somebody with the role ${administratorRole}, and this is the last one.`;
  throw new AppError('operator.last_administrator', message);
}

async function factsOf(tx: Transaction, tenantId: string, { id, name, email, roles }: PersonRow): Promise<PersonFacts> {
  const teams = await tx.tenant(tenantId, teamsOfPersonStatement, [id]);
  return { name, email, roles, teams: teams.map((team) => team.name) };
}

function unknownPerson(): AppError {
  return new AppError('operator.not_found', 'There is no such person in this workspace.');
}
