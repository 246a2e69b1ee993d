import type { Chore } from './chores.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { Clock } from './kernel/clock.ts';
import { type RetentionKind, readKeptFrom } from './modules/accounts/index.ts';
import { sweepOldCalls } from './modules/calls/index.ts';
import { sweepClicks } from './modules/links/index.ts';
import { sweepReceivedMedia } from './modules/media/index.ts';
import { sweepCalls } from './modules/requests/index.ts';
import { sweepDeliveries, sweepDeliveriesOfTenants } from './modules/webhooks/index.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Removes what each workspace no longer keeps, by its settings. */
export function listRetentionChores(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Pick<Config, 'webhookLogMs' | 'dataDir'>;
}): Chore[] {
  const { db, clock, config } = deps;
  const logKeptMs = config.webhookLogMs;
  const withEdge = async (what: RetentionKind) => {
    const webhookLogDays = logKeptMs / dayMs;
    return { db, clock, keptFrom: await readKeptFrom({ db, clock, webhookLogDays }, what) };
  };
  return [
    { name: 'sweep request log', everyMs: hourMs, run: async () => sweepCalls(await withEdge('requestLog')) },
    { name: 'sweep calls', everyMs: dayMs, run: async () => sweepOldCalls(await withEdge('calls')) },
    { name: 'sweep link clicks', everyMs: dayMs, run: async () => sweepClicks(await withEdge('linkClicks')) },
    {
      name: 'sweep received files',
      everyMs: dayMs,
      run: async () => sweepReceivedMedia({ ...(await withEdge('receivedFiles')), dataDir: config.dataDir }),
    },
    {
      name: 'sweep deliveries',
      everyMs: dayMs,
      async run() {
        await sweepDeliveries({ db, clock, logKeptMs });
        await sweepDeliveriesOfTenants({ ...(await withEdge('webhookDeliveries')), logKeptMs });
      },
    },
  ];
}
