import { randomBytes } from 'node:crypto';
import {
  createOperator,
  endSessions,
  findOperator,
  listPeople,
  roleNames,
  setPassword,
} from '../modules/accounts/index.ts';
import { auditWork } from './audit-work.ts';
import { type CommandContext, need, readArguments, UsageError, withDatabase } from './command-context.ts';
import { requireWorkspace } from './require-workspace.ts';

const usage = `parley operator add --tenant 404242 --email ana@example.com [--name "Ana"] [--role operator]
parley operator password --tenant 404242 --email ana@example.com
parley operator sign-out --tenant 404242 --email ana@example.com
parley operator list --tenant 404242

People who sign in to the web app. add and password make a password and print it this once; password and sign-out
end the person's sessions. Roles: ${roleNames.join(', ')}.`;

/** Lets people into the web app. */
export async function runOperator(context: CommandContext): Promise<number> {
  const verbs = ['add', 'password', 'sign-out', 'list'] as const;
  const { verb, given } = readArguments(context, verbs, ['tenant', 'email', 'name', 'role'], usage);
  const tenantId = need(given.tenant, 'tenant', usage);
  const email = verb === 'list' ? '' : need(given.email, 'email', usage);
  const role = given.role ?? 'operator';
  if (!roleNames.includes(role)) throw new UsageError(`There is no role ${role}.\n\n${usage}`);
  return withDatabase(context, async (deps) => {
    await requireWorkspace(deps, tenantId);
    if (verb === 'list') {
      for (const person of await listPeople(deps, tenantId)) {
        context.print(`${person.email}  ${person.name}  ${person.roles.join(', ')}`);
      }
      return 0;
    }
    const known = await findOperator(deps, tenantId, email);
    if (verb === 'add') {
      if (known)
        throw new UsageError(`${known.email} is there already; "parley operator password" makes a new password.`);
      const password = newPassword();
      const name = given.name ?? email.split('@')[0] ?? email;
      await auditWork(
        deps,
        tenantId,
        () => createOperator(deps, tenantId, { email, name, role, password }),
        ({ id }) => ({ action: 'person.add', targetId: id, targetName: name, changes: { after: { email, role } } }),
      );
      context.print(`${email} may sign in with the password ${password}`);
      return 0;
    }
    if (!known) throw new UsageError(`There is nobody with the e-mail ${email} in the workspace ${tenantId}.`);
    if (verb === 'password') {
      const password = newPassword();
      await auditWork(
        deps,
        tenantId,
        () => setPassword(deps, tenantId, known.email, password),
        () => ({ action: 'password.reset', targetId: known.id, targetName: known.name }),
      );
      context.print(`${known.email} may sign in with the password ${password}`);
    }
    const ended = await auditWork(
      deps,
      tenantId,
      () => endSessions(deps, tenantId, known.id),
      (count) => ({ action: 'session.endAll', targetId: known.id, targetName: known.name, changes: { ended: count } }),
    );
    context.print(`Sessions ended: ${ended}.`);
    return 0;
  });
}

function newPassword(): string {
  return randomBytes(12).toString('base64url');
}
