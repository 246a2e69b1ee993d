import { readyLimitMs } from './check-ready.ts';
import type { Database } from './db/database.ts';
import { isDatabaseTrouble } from './db/database-trouble.ts';
import type { Clock } from './kernel/clock.ts';
import { withinMs } from './kernel/within.ts';
import { campaignBacklogStatement } from './modules/campaigns/index.ts';
import { channelStatesStatement } from './modules/channels/index.ts';
import { backlogStatement } from './modules/intake/index.ts';
import { queueSizesStatement } from './modules/messages/index.ts';
import { deliveryBacklogStatement, endpointStatesStatement } from './modules/webhooks/index.ts';
import type { FailureLog } from './queue/failure-log.ts';

/** What is counted in the database for `/metrics`, each by the value of its label. */
export interface Figures {
  readonly rows: Record<string, number>;
  readonly oldestSeconds: Record<string, number>;
  readonly channels: Record<string, number>;
  readonly endpoints: Record<string, number>;
}

/**
 * Undefined while the database does not answer in time: a scrape must not wait for it. `failures` hears of what is not the
 * database's own trouble, such as a statement that is wrong.
 */
export async function readFigures(deps: {
  db: Database;
  clock: Clock;
  failures: FailureLog;
}): Promise<Figures | undefined> {
  const counted = count(deps).then(
    (figures) => {
      deps.failures.succeeded();
      return figures;
    },
    (error: unknown) => {
      if (!isDatabaseTrouble(error)) deps.failures.failed(error);
      return undefined;
    },
  );
  // Only the limit is left to fail.
  return withinMs(readyLimitMs, counted).catch(() => undefined);
}

async function count({ db, clock }: { db: Database; clock: Clock }): Promise<Figures> {
  const [[sends], [intake], [webhooks], [campaigns], [channels], [endpoints]] = await Promise.all([
    db.system(queueSizesStatement),
    db.system(backlogStatement),
    db.system(deliveryBacklogStatement),
    db.system(campaignBacklogStatement),
    db.system(channelStatesStatement),
    db.system(endpointStatesStatement),
  ]);
  const age = (since: Date | null | undefined): number =>
    since ? Math.max(0, clock.nowMs() - since.getTime()) / 1_000 : 0;
  return {
    rows: {
      campaign_waiting: campaigns?.waiting ?? 0,
      send_waiting: sends?.waiting ?? 0,
      send_under_way: sends?.underWay ?? 0,
      send_unknown: sends?.unknown ?? 0,
      intake_waiting: intake?.waiting ?? 0,
      intake_rejected: intake?.rejected ?? 0,
      webhook_waiting: webhooks?.waiting ?? 0,
      webhook_dead: webhooks?.dead ?? 0,
    },
    oldestSeconds: {
      send_waiting: age(sends?.oldest),
      intake_waiting: age(intake?.oldest),
      webhook_waiting: age(webhooks?.oldest),
    },
    channels: { sending: channels?.sending ?? 0, paused: channels?.paused ?? 0 },
    endpoints: {
      disabled: endpoints?.disabled ?? 0,
      enabled: endpoints?.enabled ?? 0,
      defective: endpoints?.defective ?? 0,
    },
  };
}
