import type { Database, Transaction } from '../../db/database.ts';
import { isDatabaseTrouble } from '../../db/database-trouble.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { type Batcher, createBatcher } from '../../kernel/batcher.ts';
import type { Clock } from '../../kernel/clock.ts';
import { together } from '../../kernel/together.ts';
import { applyOutcomes, keyOf, type MessageOutcome } from './apply-outcomes.ts';
import { insertWamidsStatement, requeueStatement } from './outcome-queries.ts';
import { readParkedStatuses } from './park-statuses.ts';
import { removeQueued } from './remove-queued.ts';
import type { Outcome } from './state-machine.ts';

/** What an attempt came to, as decided by the dispatcher. */
export type Settlement =
  | { readonly kind: 'accepted'; readonly wamid: string }
  | { readonly kind: 'failed'; readonly code: string | null; readonly detail: string }
  | { readonly kind: 'again'; readonly dueAt: Date; readonly error: string; readonly attempts: number }
  | { readonly kind: 'unknown'; readonly checkAt: Date; readonly error: string };

export interface SettledAttempt {
  readonly tenantId: string;
  readonly messageId: string;
  readonly fence: number;
  readonly retry: number;
  readonly attempts: number;
  readonly at: Date;
  readonly settlement: Settlement;
}

const maxBatch = 250;
const maxConcurrent = 1;
const maxWaiting = 20_000;

interface SettleDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/** What became of one attempt that was handed in with others: undefined when it is committed. */
type Failure = { readonly error: unknown } | undefined;

/**
 * Group commit of attempts: many results, one transaction. Resolves an attempt when its transaction is committed. Where the
 * transaction of many fails and the database is not to blame, each gets one of its own: only the one at fault rejects.
 */
export function createSettler(deps: SettleDeps): Batcher<SettledAttempt, void> {
  const batcher = createBatcher<SettledAttempt, Failure>({
    maxBatch,
    maxConcurrent,
    maxWaiting,
    async flush(attempts) {
      try {
        await settleTogether(deps, attempts);
        return attempts.map(() => undefined);
      } catch (error) {
        if (attempts.length === 1 || isDatabaseTrouble(error)) throw error;
        return settleApart(deps, attempts);
      }
    },
  });
  return {
    ...batcher,
    async add(attempt) {
      const failure = await batcher.add(attempt);
      if (failure) throw failure.error;
    },
  };
}

async function settleApart(deps: SettleDeps, attempts: readonly SettledAttempt[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const attempt of attempts) {
    const failure = await settleTogether(deps, [attempt]).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    failures.push(failure);
  }
  return failures;
}

async function settleTogether(deps: SettleDeps, attempts: readonly SettledAttempt[]): Promise<void> {
  const events = await deps.db.transaction((tx) => settleAttempts(deps, tx, attempts));
  deps.events.committed(events);
}

async function settleAttempts(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  attempts: readonly SettledAttempt[],
): Promise<PlatformEvent[]> {
  const sorted = [...attempts].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const ended = sorted.filter((entry) => entry.settlement.kind === 'accepted' || entry.settlement.kind === 'failed');
  const [, removed, parked] = await together(requeue(tx, sorted), removeFromQueue(tx, ended), recordWamids(tx, ended));
  const outcomes: MessageOutcome[] = [];
  const retryOf = new Map<Outcome, number>();
  for (const entry of ended) {
    const { tenantId, messageId, settlement, at } = entry;
    if (settlement.kind === 'accepted') {
      const outcome = { kind: 'sent', at, wamid: settlement.wamid } as const;
      retryOf.set(outcome, entry.retry);
      outcomes.push({ tenantId, messageId, outcome });
    } else if (settlement.kind === 'failed' && removed.has(keyOf(tenantId, messageId))) {
      const { code, detail } = settlement;
      outcomes.push({ tenantId, messageId, outcome: { kind: 'failed', at, code, detail } });
    }
  }
  // A try that a failed status has overtaken: the wamid of the message will be that of the next one.
  return applyOutcomes(deps, tx, [...outcomes, ...parked], (message, outcome) =>
    (retryOf.get(outcome) ?? message.retries) < message.retries ? undefined : outcome,
  );
}

// An acceptance is proof, whoever holds the lease by now; any other end counts only under our own fence.
async function removeFromQueue(tx: Transaction, ended: readonly SettledAttempt[]): Promise<Set<string>> {
  const rows = await removeQueued(
    tx,
    ended.map(({ tenantId, messageId, retry, settlement, fence }) => ({
      tenantId,
      messageId,
      retry,
      fence: settlement.kind === 'accepted' ? null : fence,
    })),
  );
  return new Set(rows.map((row) => keyOf(row.tenantId, row.messageId)));
}

async function recordWamids(tx: Transaction, ended: readonly SettledAttempt[]): Promise<MessageOutcome[]> {
  const accepted = ended.flatMap((entry) =>
    entry.settlement.kind === 'accepted' ? [{ ...entry, wamid: entry.settlement.wamid }] : [],
  );
  if (accepted.length === 0) return [];
  tx.write(insertWamidsStatement, [
    accepted.map((entry) => entry.tenantId),
    accepted.map((entry) => entry.wamid),
    accepted.map((entry) => entry.messageId),
  ]);
  return readParkedStatuses(tx, accepted);
}

async function requeue(tx: Transaction, attempts: readonly SettledAttempt[]): Promise<void> {
  const rows = attempts.flatMap((entry) => toRequeued(entry) ?? []);
  if (rows.length === 0) return;
  await tx.system(requeueStatement, [
    rows.map((row) => row.tenantId),
    rows.map((row) => row.messageId),
    rows.map((row) => row.fence),
    rows.map((row) => row.dueAt.toISOString()),
    rows.map((row) => row.unknownSince?.toISOString() ?? null),
    rows.map((row) => row.error),
    rows.map((row) => row.attempts),
  ]);
}

interface Requeued {
  readonly tenantId: string;
  readonly messageId: string;
  readonly fence: number;
  readonly dueAt: Date;
  readonly unknownSince: Date | null;
  readonly error: string;
  readonly attempts: number;
}

function toRequeued(entry: SettledAttempt): Requeued | undefined {
  const { tenantId, messageId, fence, settlement } = entry;
  const common = { tenantId, messageId, fence };
  if (settlement.kind === 'again') {
    const { dueAt, error, attempts } = settlement;
    return { ...common, dueAt, unknownSince: null, error, attempts };
  }
  if (settlement.kind !== 'unknown') return undefined;
  const { checkAt, error } = settlement;
  return { ...common, dueAt: checkAt, unknownSince: entry.at, error, attempts: entry.attempts };
}
