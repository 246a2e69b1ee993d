import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import type { ConversationDeps } from './change-status.ts';
import { expireTickets } from './expire-tickets.ts';
import { nextExpiryStatement } from './queries.ts';

const pollMs = 5_000;

/** Expires tickets at their moment, by the platform's clock. Any number of processes may run one. */
export function createTicketExpirer(deps: ConversationDeps & { clock: Clock; log: Log }): DueWorker {
  const { clock, db, log } = deps;
  return createDueWorker({
    name: 'ticket expiry',
    step: async () => (await expireTickets(deps)) > 0,
    pollMs,
    clock,
    log,
    nextDueMs: async () => (await db.system(nextExpiryStatement))[0]?.dueAt?.getTime(),
  });
}
