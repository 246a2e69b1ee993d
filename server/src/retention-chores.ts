import type { Chore } from './chores.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { Clock } from './kernel/clock.ts';
import { type RetentionKind, readKeptDays } from './modules/accounts/index.ts';
import { sweepOldCalls } from './modules/calls/index.ts';
import { sweepClicks } from './modules/links/index.ts';
import { sweepCalls } from './modules/requests/index.ts';
import { sweepDeliveries, sweepDeliveriesOfTenants } from './modules/webhooks/index.ts';

const hourMs = 3_600_000;

/** Removes what each workspace no longer keeps, by its settings. */
export function listRetentionChores(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Pick<Config, 'webhookLogMs'>;
}): Chore[] {
  const { db, clock, config } = deps;
  const logKeptMs = config.webhookLogMs;
  const withDays = async (what: RetentionKind) => {
    const webhookLogDays = logKeptMs / (24 * hourMs);
    return { db, clock, keptDays: await readKeptDays({ db, webhookLogDays }, what) };
  };
  return [
    { name: 'sweep request log', everyMs: hourMs, run: async () => sweepCalls(await withDays('requestLog')) },
    { name: 'sweep calls', everyMs: 24 * hourMs, run: async () => sweepOldCalls(await withDays('calls')) },
    { name: 'sweep link clicks', everyMs: 24 * hourMs, run: async () => sweepClicks(await withDays('linkClicks')) },
    {
      name: 'sweep deliveries',
      everyMs: 24 * hourMs,
      async run() {
        await sweepDeliveries({ db, clock, logKeptMs });
        await sweepDeliveriesOfTenants({ ...(await withDays('webhookDeliveries')), logKeptMs });
      },
    },
  ];
}
