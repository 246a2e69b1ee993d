import { createOperator, createTenant, listTenants } from '../modules/accounts/index.ts';
import { switchPayments } from '../modules/payments/index.ts';
import { createDefaultStages } from '../modules/sales/index.ts';
import { type CommandContext, need, readArguments, UsageError, withDatabase } from './command-context.ts';
import { runTenantPlan } from './plan-command.ts';
import { runTenantCredits } from './tenant-credits-command.ts';
import { runTenantLimits } from './tenant-limits-command.ts';

const usage = `parley tenant add --id 404242 --name "My shop" --email me@shop.example [--time-zone Europe/Madrid]
parley tenant list
parley tenant payments --id 404242 --state off
parley tenant plan --id 404242 [--plan growth|none]
parley tenant limits --id 404242 [--offline on|off] [--marketing-daily 1000|off] [--trial-messages 50|off]
parley tenant credits --id 404242 [--wallet on|off] [--currency EUR] [--balance 25.5] [--welcome 0] [--top-up 10]

The id is the number in the address of the API: 1 to 12 digits.`;

const options = [
  ...(['id', 'name', 'email', 'time-zone', 'state', 'plan', 'offline', 'marketing-daily', 'trial-messages'] as const),
  ...(['wallet', 'currency', 'balance', 'welcome', 'top-up'] as const),
];
const verbs = ['add', 'list', 'payments', 'plan', 'limits', 'credits'];

/** Makes and lists workspaces, opens or closes their payment calls, says what one may do, and keeps its wallet. */
export async function runTenant(context: CommandContext): Promise<number> {
  const { verb, given } = readArguments(context, verbs, options, usage);
  if (verb === 'limits') return runTenantLimits(context, { ...given, id: need(given.id, 'id', usage) }, usage);
  if (verb === 'plan') return runTenantPlan(context, { ...given, id: need(given.id, 'id', usage) });
  if (verb === 'credits') return runTenantCredits(context, { ...given, id: need(given.id, 'id', usage) }, usage);
  return withDatabase(context, async (deps) => {
    if (verb === 'list') {
      for (const tenant of await listTenants(deps)) context.print(`${tenant.id}\t${tenant.name}\t${tenant.timeZone}`);
      return 0;
    }
    const id = need(given.id, 'id', usage);
    if (verb === 'payments') return setPayments(context, deps, id, need(given.state, 'state', usage));
    const email = need(given.email, 'email', usage);
    if (!/^\d{1,12}$/.test(id)) throw new UsageError(`--id must be 1 to 12 digits.\n\n${usage}`);
    if ((await listTenants(deps)).some((tenant) => tenant.id === id))
      throw new UsageError(`The workspace ${id} exists.`);
    const timeZone = given['time-zone'] ?? 'UTC';
    await createTenant(deps, { id, name: need(given.name, 'name', usage), timeZone });
    await createOperator(deps, id, { email, name: email.split('@')[0] ?? email, role: 'administrator' });
    await createDefaultStages(deps, id);
    context.print(`Workspace ${id} is made. Next: parley token add --tenant ${id} --name main`);
    return 0;
  });
}

async function setPayments(
  context: CommandContext,
  deps: Parameters<typeof switchPayments>[0],
  id: string,
  state: string,
): Promise<number> {
  if (state !== 'on' && state !== 'off') throw new UsageError(`--state must be on or off.\n\n${usage}`);
  if (!(await listTenants(deps)).some((tenant) => tenant.id === id))
    throw new UsageError(`There is no workspace ${id}.`);
  await switchPayments(deps, id, state === 'on');
  context.print(`Payments of workspace ${id} are ${state}.`);
  return 0;
}
