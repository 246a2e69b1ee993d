import { listTenants } from '../modules/accounts/index.ts';
import { verifyAudit } from '../modules/audit/index.ts';
import { type CommandContext, readArguments, UsageError, withDatabase } from './command-context.ts';

const usage = `parley audit verify [--tenant 404242]

Computes the chain of the audit log anew, of one workspace or of all, and says which entry is not as it was written. The
hash it prints, noted elsewhere, proves later that nothing before it was changed. Exit code 1 when something was.`;

/** Checks that the audit log is whole. */
export async function runAudit(context: CommandContext): Promise<number> {
  const { given } = readArguments(context, ['verify'], ['tenant'], usage);
  return withDatabase(context, async (deps) => {
    const tenants = (await listTenants(deps)).filter(({ id }) => given.tenant === undefined || id === given.tenant);
    if (given.tenant !== undefined && tenants.length === 0) {
      throw new UsageError(`There is no workspace ${given.tenant}.`);
    }
    let isWhole = true;
    for (const { id } of tenants) {
      const { entries, hash, brokenAt } = await verifyAudit(deps, id);
      if (brokenAt === undefined) context.print(`${id}  ok      ${entries} entries  ${hash || '-'}`);
      else context.print(`${id}  broken  entry ${brokenAt} is not as it was written`);
      isWhole &&= brokenAt === undefined;
    }
    return isWhole ? 0 : 1;
  });
}
