import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { TimelineMember } from '../../kernel/timeline.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import type { ConversationDeps } from './change-status.ts';
import { expireTickets } from './expire-tickets.ts';
import { nextExpiryStatement } from './queries.ts';

/** Expires tickets at their moment, by the platform's clock. Any number of processes may run one. */
export interface TicketExpirer {
  start(): void;
  /** Ends after the slice under way. */
  stop(): Promise<void>;
  readonly timelineMember: TimelineMember;
}

const pollMs = 5_000;

export function createTicketExpirer(deps: ConversationDeps & { clock: Clock; log: Log }): TicketExpirer {
  const { clock, db, log } = deps;
  const step = async (): Promise<boolean> => (await expireTickets(deps)) > 0;
  const loop = createWorkLoop({ name: 'ticket expiry', step, pollMs, clock, log });
  let started = false;
  return {
    start() {
      started = true;
      loop.start();
    },
    stop: () => loop.stop(),
    timelineMember: {
      name: 'ticket expiry',
      async nextDueMs() {
        if (!started) return undefined;
        const [row] = await db.system(nextExpiryStatement);
        return row?.dueAt?.getTime();
      },
      drain: () => loop.drain(),
      isIdle: () => loop.isIdle(),
    },
  };
}
