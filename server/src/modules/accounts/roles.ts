import type { Transaction } from '../../db/database.ts';
import type { Scope } from '../../db/scope.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { AccountDeps } from './account-verbs.ts';
import { type PersonInCharge, requireWithin } from './in-charge.ts';
import {
  changeRoleStatement,
  deleteRoleStatement,
  insertRoleStatement,
  invitedRolesStatement,
  listRolesStatement,
  lockPeopleStatement,
  roleUseStatement,
} from './people-queries.ts';
import { type Permission, permissions, permissionsOf, roleNames } from './permissions.ts';

export interface Role {
  /** The name itself for a role that every workspace has. */
  readonly id: string;
  readonly name: string;
  readonly isBuiltIn: boolean;
  readonly permissions: readonly Permission[];
  /** How many have it, disabled people among them. */
  readonly people: number;
}

export interface RoleInput {
  readonly name: string;
  readonly permissions: readonly string[];
}

/** Characters. */
const roleNameLimit = 60;
/** Roles of a person. */
const rolesOfPersonLimit = 20;
/** Roles of a workspace's own. */
const roleLimit = 100;

/** The roles of a workspace: those that every one has, then its own by name. */
export async function listRoles(deps: { readonly db: Pick<Scope, 'tenant'> }, tenantId: string): Promise<Role[]> {
  const own = await deps.db.tenant(tenantId, listRolesStatement);
  const use = await deps.db.tenant(tenantId, roleUseStatement);
  const people = (id: string): number => use.find(({ role }) => role === id)?.people ?? 0;
  return [
    ...roleNames.map((id) => ({
      id,
      name: id,
      isBuiltIn: true,
      permissions: permissionsOf([id]),
      people: people(id),
    })),
    ...own.map(({ id, name, permissions: given }) => ({
      id,
      name,
      isBuiltIn: false,
      permissions: permissionsOf([], given),
      people: people(id),
    })),
  ];
}

/** Makes a role. Throws request.invalid, role.name_taken, role.limit_reached and role.beyond_own. */
export async function createRole(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge,
  input: RoleInput,
): Promise<Role> {
  const { name, allowed } = checked(chief, input);
  return deps.db.transaction(async (tx) => {
    await tx.system(lockPeopleStatement, [tenantId]);
    const known = await listRoles({ db: tx }, tenantId);
    requireNewName(known, name);
    if (known.length - roleNames.length >= roleLimit) {
      throw new AppError('role.limit_reached', `A workspace has at most ${roleLimit} roles of its own.`);
    }
    const id = newId(deps.clock.nowMs());
    await tx.tenant(tenantId, insertRoleStatement, [id, name, allowed, deps.clock.now()]);
    return { id, name, isBuiltIn: false, permissions: allowed, people: 0 };
  });
}

/**
 * Changes a role, for all who have it, from their next call on. Answers it before and after. Throws request.invalid,
 * role.not_found, role.built_in, role.name_taken and role.beyond_own, also when the role allowed more before.
 */
export async function changeRole(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge,
  roleId: string,
  input: RoleInput,
): Promise<{ before: Role; after: Role }> {
  const { name, allowed } = checked(chief, input);
  return deps.db.transaction(async (tx) => {
    await tx.system(lockPeopleStatement, [tenantId]);
    const known = await listRoles({ db: tx }, tenantId);
    const before = requireOwn(known, roleId);
    requireWithin(chief, before.permissions, `The role ${before.name} allows more than you may do.`);
    requireNewName(
      known.filter(({ id }) => id !== roleId),
      name,
    );
    await tx.tenant(tenantId, changeRoleStatement, [roleId, name, allowed, deps.clock.now()]);
    return { before, after: { ...before, name, permissions: allowed } };
  });
}

/** Deletes a role that nobody has and nobody is invited to. Throws role.not_found, role.built_in and role.in_use. */
export async function deleteRole(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge,
  roleId: string,
): Promise<Role> {
  return deps.db.transaction(async (tx) => {
    await tx.system(lockPeopleStatement, [tenantId]);
    const role = requireOwn(await listRoles({ db: tx }, tenantId), roleId);
    requireWithin(chief, role.permissions, `The role ${role.name} allows more than you may do.`);
    if (role.people > 0) {
      throw new AppError('role.in_use', `${role.people} have the role ${role.name}. Give them another one first.`);
    }
    const invited = await tx.tenant(tenantId, invitedRolesStatement, [deps.clock.now()]);
    if (invited.some((entry) => entry.role === roleId)) {
      throw new AppError('role.in_use', `Somebody is invited with the role ${role.name}. Withdraw that first.`);
    }
    await tx.tenant(tenantId, deleteRoleStatement, [roleId]);
    return role;
  });
}

/** Throws role.not_found for roles that do not exist and role.beyond_own for those that allow more than one may do. */
export async function requireGrantable(
  tx: Transaction,
  tenantId: string,
  chief: PersonInCharge,
  roles: readonly string[],
): Promise<void> {
  if (roles.length === 0 || roles.length > rolesOfPersonLimit) {
    throw new AppError('request.invalid', `A person has 1 to ${rolesOfPersonLimit} roles.`, {
      details: { field: 'roles' },
    });
  }
  const known = await listRoles({ db: tx }, tenantId);
  for (const wanted of roles) {
    const role = known.find(({ id }) => id === wanted);
    if (!role) throw new AppError('role.not_found', `There is no role ${wanted}.`, { details: { field: 'roles' } });
    requireWithin(chief, role.permissions, `The role ${role.name} allows more than you may do.`);
  }
}

function checked(chief: PersonInCharge, input: RoleInput): { name: string; allowed: Permission[] } {
  const name = input.name.trim().replace(/\s+/g, ' ');
  if (name === '' || name.length > roleNameLimit) {
    throw new AppError('request.invalid', `A name has 1 to ${roleNameLimit} characters.`, {
      details: { field: 'name' },
    });
  }
  const unknown = input.permissions.find((wanted) => !permissions.some((permission) => permission === wanted));
  if (unknown !== undefined) {
    throw new AppError('request.invalid', `There is no permission ${unknown}.`, { details: { field: 'permissions' } });
  }
  const allowed = permissions.filter((permission) => input.permissions.includes(permission));
  if (allowed.length === 0) {
    throw new AppError('request.invalid', 'A role allows something.', { details: { field: 'permissions' } });
  }
  requireWithin(chief, allowed, 'A role of yours cannot allow more than you may do.');
  return { name, allowed };
}

function requireOwn(known: readonly Role[], roleId: string): Role {
  const role = known.find(({ id }) => id === roleId);
  if (!role) throw new AppError('role.not_found', 'There is no such role.');
  if (role.isBuiltIn) throw new AppError('role.built_in', `The role ${role.name} is the same in every workspace.`);
  return role;
}

function requireNewName(known: readonly Role[], name: string): void {
  const key = name.toLowerCase();
  if (!known.some((role) => role.name.toLowerCase() === key)) return;
  throw new AppError('role.name_taken', `There is a role with the name ${name}.`);
}
