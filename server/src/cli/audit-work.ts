import { type AuditFacts, runAudited } from '../modules/audit/index.ts';
import type { CommandDeps } from './command-context.ts';

/** Does what a command does to a workspace and enters it in the audit log, in one commit. */
export function auditWork<T>(
  deps: Pick<CommandDeps, 'db' | 'clock'>,
  tenantId: string,
  work: () => Promise<T>,
  describe: (result: T) => AuditFacts,
): Promise<T> {
  const actor = { kind: 'command', id: undefined, name: 'Command line' } as const;
  return runAudited(deps, work, async (result) => ({
    source: { tenantId, actor, requestId: 'command line' },
    facts: describe(result),
  }));
}
