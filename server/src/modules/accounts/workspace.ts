import { systemStatement } from '../../db/scope.ts';
import { present } from '../../kernel/assert.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountDeps } from './account-verbs.ts';
import { isTimeZone } from './keep-hours.ts';

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

/** Characters. */
const nameLimit = 100;

const readStatement = systemStatement<Workspace>(
  'accounts.read-workspace',
  'select id, name, time_zone as "timeZone" from tenants where id = $1',
);
const changeStatement = systemStatement(
  'accounts.change-workspace',
  'update tenants set name = $2, time_zone = $3 where id = $1',
);

/** The workspace of somebody who is signed in there. */
export async function readWorkspace(deps: Pick<AccountDeps, 'db'>, tenantId: string): Promise<Workspace> {
  const [row] = await deps.db.system(readStatement, [tenantId]);
  return present(row, 'the workspace of a caller');
}

/** Changes name or time zone, and answers what was before and after. Throws request.invalid. */
export async function changeWorkspace(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  change: { readonly name?: string | undefined; readonly timeZone?: string | undefined },
): Promise<{ before: Workspace; after: Workspace }> {
  const name = change.name?.trim();
  if (name !== undefined && (name === '' || name.length > nameLimit)) {
    throw new AppError('request.invalid', `A name has 1 to ${nameLimit} characters.`, { details: { field: 'name' } });
  }
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone)) {
    throw new AppError('request.invalid', `${change.timeZone} is no time zone.`, { details: { field: 'timeZone' } });
  }
  return deps.db.transaction(async (tx) => {
    const [before] = await tx.system(readStatement, [tenantId]);
    const known = present(before, 'the workspace of a caller');
    const after = { ...known, name: name ?? known.name, timeZone: change.timeZone ?? known.timeZone };
    await tx.system(changeStatement, [tenantId, after.name, after.timeZone]);
    return { before: known, after };
  });
}
