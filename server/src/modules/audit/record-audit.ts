import type { Database, Transaction } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { hashEntry } from './hash-entry.ts';
import { insertEntryStatement, takePlaceStatement } from './queries.ts';
import { toChangesText } from './redact.ts';
import type { AuditFacts, AuditSource } from './types.ts';

export interface AuditDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/**
 * Adds an entry in the transaction of the change it tells of. Entries of a workspace stand one behind the other: the next
 * waits for the commit of this one, so call it as the last of a transaction, and never for what happens by the thousand.
 */
async function recordAudit(
  deps: Pick<AuditDeps, 'clock'>,
  tx: Transaction,
  source: AuditSource,
  facts: AuditFacts,
): Promise<void> {
  const { tenantId, actor } = source;
  const [place] = await tx.tenant(tenantId, takePlaceStatement);
  const { position, hash: before } = present(place, 'the next place of the log');
  const entry = {
    position,
    at: deps.clock.now(),
    action: facts.action,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    actorName: actor.name,
    targetId: facts.targetId ?? null,
    targetName: facts.targetName ?? null,
    address: source.address ?? null,
    requestId: source.requestId,
    changes: toChangesText(facts.changes),
  };
  const hash = hashEntry(tenantId, before, entry);
  await tx.tenant(tenantId, insertEntryStatement, [...Object.values(entry), hash]);
}

const noHooks = {
  begin: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  abandon: () => Promise.resolve(),
};

/**
 * Does `work` and commits what it wrote together with the entry that tells of it. Work that wrote nothing, or for which
 * `describe` answers undefined, leaves none (with `evenUnchanged` the former does); work that fails leaves neither. Where it commits before it speaks to the
 * network and then fails, the part that stays has no entry.
 */
export async function runAudited<T>(
  deps: AuditDeps,
  work: () => Promise<T>,
  describe: (result: T) => Promise<{ source: AuditSource; facts: AuditFacts } | undefined>,
  { evenUnchanged = false }: { readonly evenUnchanged?: boolean } = {},
): Promise<T> {
  const { db } = deps;
  const workAndTell = async (): Promise<T> => {
    const result = await work();
    const told = evenUnchanged || db.hasWritten() ? await describe(result) : undefined;
    if (told) await db.transaction((tx) => recordAudit(deps, tx, told.source, told.facts));
    return result;
  };
  return db.isHeld() ? workAndTell() : db.hold(noHooks, workAndTell);
}
