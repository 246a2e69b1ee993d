import { listTenants } from '../modules/accounts/index.ts';
import { type CommandDeps, UsageError } from './command-context.ts';

/** @throws UsageError when there is no such workspace: a command on it would change nothing and look well. */
export async function requireWorkspace(deps: Pick<CommandDeps, 'db'>, tenantId: string): Promise<void> {
  if ((await listTenants(deps)).some((tenant) => tenant.id === tenantId)) return;
  throw new UsageError(`There is no workspace ${tenantId}. parley tenant list tells which there are.`);
}
