import { createOperator, createTenant, listTenants } from '../modules/accounts/index.ts';
import { type CommandContext, need, readArguments, UsageError, withDatabase } from './command-context.ts';
import { runTenantLimits } from './tenant-limits-command.ts';

const usage = `parley tenant add --id 404242 --name "My shop" --email me@shop.example [--time-zone Europe/Madrid]
parley tenant list
parley tenant limits --id 404242 [--offline on|off] [--marketing-daily 1000|off] [--trial-messages 50|off]

The id is the number in the address of the API: 1 to 12 digits.`;

/** Makes and lists workspaces, and says what one may send. */
export async function runTenant(context: CommandContext): Promise<number> {
  const options = ['id', 'name', 'email', 'time-zone', 'offline', 'marketing-daily', 'trial-messages'] as const;
  const { verb, given } = readArguments(context, ['add', 'list', 'limits'], options, usage);
  if (verb === 'limits') return runTenantLimits(context, { ...given, id: need(given.id, 'id', usage) }, usage);
  return withDatabase(context, async (deps) => {
    if (verb === 'list') {
      for (const tenant of await listTenants(deps)) context.print(`${tenant.id}\t${tenant.name}\t${tenant.timeZone}`);
      return 0;
    }
    const id = need(given.id, 'id', usage);
    const email = need(given.email, 'email', usage);
    if (!/^\d{1,12}$/.test(id)) throw new UsageError(`--id must be 1 to 12 digits.\n\n${usage}`);
    if ((await listTenants(deps)).some((tenant) => tenant.id === id))
      throw new UsageError(`The workspace ${id} exists.`);
    const timeZone = given['time-zone'] ?? 'UTC';
    await createTenant(deps, { id, name: need(given.name, 'name', usage), timeZone });
    await createOperator(deps, id, { email, name: email.split('@')[0] ?? email, role: 'administrator' });
    context.print(`Workspace ${id} is made. Next: parley token add --tenant ${id} --name main`);
    return 0;
  });
}
