import { readFile } from 'node:fs/promises';
import {
  assignPlan,
  findPlan,
  listPlans,
  listTenants,
  planRulesSchema,
  readMonthlyCalls,
  savePlan,
} from '../modules/accounts/index.ts';
import { type CommandContext, need, readArguments, UsageError, withDatabase } from './command-context.ts';

const usage = `parley plan list
parley plan set --name growth --file growth.json

A plan is data: what "list" prints is what "set" takes. A workspace without a plan may do everything:
parley tenant plan --id 404242 --plan growth`;

/** Shows the plans, makes one or changes it. */
export async function runPlan(context: CommandContext): Promise<number> {
  const { verb, given } = readArguments(context, ['list', 'set'], ['name', 'file'], usage);
  return withDatabase(context, async (deps) => {
    if (verb === 'set') {
      const name = need(given.name, 'name', usage);
      await savePlan(deps, { name, rules: await readRules(need(given.file, 'file', usage)) });
    }
    for (const { name, rules } of await listPlans(deps)) context.print(`${name}\t${JSON.stringify(rules)}`);
    return 0;
  });
}

/** Puts a workspace on a plan or takes it off, and prints which one it has and what is used of it. */
export async function runTenantPlan(
  context: CommandContext,
  given: { readonly id: string; readonly plan?: string },
): Promise<number> {
  return withDatabase(context, async (deps) => {
    if (!(await listTenants(deps)).some((tenant) => tenant.id === given.id)) {
      throw new UsageError(`There is no workspace ${given.id}.`);
    }
    if (given.plan !== undefined) await assignPlan(deps, given.id, given.plan === 'none' ? undefined : given.plan);
    const plan = await findPlan(deps, given.id);
    const calls = await readMonthlyCalls(deps, given.id);
    const quota = plan?.rules.monthlyCalls;
    context.print(`plan\t${plan?.name ?? 'none'}`);
    if (typeof quota === 'number') context.print(`calls this month (UTC)\t${calls} of ${quota}`);
    return 0;
  });
}

async function readRules(path: string) {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`The file ${path} can't be read.`);
  }
  const read = planRulesSchema.safeParse(parse(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UsageError(`${path} is no plan: ${issue?.path.join('.')} ${issue?.message}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
