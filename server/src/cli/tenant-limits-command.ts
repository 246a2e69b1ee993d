import { listTenants, readTenantLimits, setTenantLimits, type TenantLimits } from '../modules/accounts/index.ts';
import { type CommandContext, UsageError, withDatabase } from './command-context.ts';

interface Given {
  readonly id: string;
  readonly offline?: string;
  readonly 'marketing-daily'?: string;
  readonly 'trial-messages'?: string;
}

const maxMessages = 1_000_000_000;

/** Changes the limits that are given, if any, and prints all of them. */
export async function runTenantLimits(context: CommandContext, given: Given, usage: string): Promise<number> {
  const change = readChange(given, usage);
  return withDatabase(context, async (deps) => {
    if (!(await listTenants(deps)).some((tenant) => tenant.id === given.id)) {
      throw new UsageError(`There is no workspace ${given.id}.`);
    }
    if (Object.keys(change).length > 0) await setTenantLimits(deps, given.id, change);
    const { limits, usage: used } = await readTenantLimits(deps, given.id);
    context.print(`offline\t${limits.isOffline ? 'on' : 'off'}`);
    context.print(`marketing messages a day (UTC)\t${describe(limits.marketingPerDay, used.marketingToday)}`);
    context.print(`messages of the trial\t${describe(limits.trialMessages, used.trialMessages)}`);
    return 0;
  });
}

function readChange(given: Given, usage: string): Partial<TenantLimits> {
  const { offline } = given;
  if (offline !== undefined && offline !== 'on' && offline !== 'off') {
    throw new UsageError(`--offline must be on or off.\n\n${usage}`);
  }
  const marketingPerDay = readCount(given['marketing-daily'], 'marketing-daily', usage);
  const trialMessages = readCount(given['trial-messages'], 'trial-messages', usage);
  return {
    ...(offline === undefined ? {} : { isOffline: offline === 'on' }),
    ...(marketingPerDay === undefined ? {} : { marketingPerDay }),
    ...(trialMessages === undefined ? {} : { trialMessages }),
  };
}

/** Null for `off`, undefined when it is not given. */
function readCount(text: string | undefined, name: string, usage: string): number | null | undefined {
  if (text === undefined) return undefined;
  if (text === 'off') return null;
  const count = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count <= maxMessages)) {
    throw new UsageError(`--${name} must be off or a whole number up to ${maxMessages}.\n\n${usage}`);
  }
  return count;
}

function describe(limit: number | null, used: number): string {
  return limit === null ? 'off' : `${limit}, used ${used}`;
}
