import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db/database.ts';
import { campaignBacklogStatement } from './modules/campaigns/index.ts';
import { backlogStatement } from './modules/intake/index.ts';
import { queueSizesStatement } from './modules/messages/index.ts';
import { deliveryBacklogStatement } from './modules/webhooks/index.ts';

export interface Metrics {
  readonly registry: Registry;
  observeAttempt(outcome: string): void;
  observeDelivery(outcome: 'delivered' | 'failed', durationMs: number): void;
}

const deliveryBuckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The figures at `/metrics`. Queue lengths are counted when they are asked for. */
export function createMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const attempts = new Counter({
    name: 'parley_send_attempts_total',
    help: 'Sends to the Cloud API by outcome',
    labelNames: ['outcome'] as const,
    registers,
  });
  const deliveries = new Histogram({
    name: 'parley_webhook_delivery_seconds',
    help: 'Webhook delivery attempts by outcome',
    labelNames: ['outcome'] as const,
    buckets: deliveryBuckets,
    registers,
  });
  const deliveriesOf = { delivered: deliveries.labels('delivered'), failed: deliveries.labels('failed') };
  new Gauge({
    name: 'parley_queue_rows',
    help: 'Rows waiting in the queues',
    labelNames: ['queue'] as const,
    registers,
    async collect() {
      const [sends, intake, webhooks, campaigns] = await Promise.all([
        db.system(queueSizesStatement),
        db.system(backlogStatement),
        db.system(deliveryBacklogStatement),
        db.system(campaignBacklogStatement),
      ]);
      this.set({ queue: 'campaign_waiting' }, campaigns[0]?.waiting ?? 0);
      this.set({ queue: 'send_waiting' }, sends[0]?.waiting ?? 0);
      this.set({ queue: 'send_under_way' }, sends[0]?.underWay ?? 0);
      this.set({ queue: 'send_unknown' }, sends[0]?.unknown ?? 0);
      this.set({ queue: 'intake_waiting' }, intake[0]?.waiting ?? 0);
      this.set({ queue: 'intake_rejected' }, intake[0]?.rejected ?? 0);
      this.set({ queue: 'webhook_waiting' }, webhooks[0]?.waiting ?? 0);
      this.set({ queue: 'webhook_dead' }, webhooks[0]?.dead ?? 0);
    },
  });
  return {
    registry,
    observeAttempt: (outcome) => attempts.inc({ outcome }),
    observeDelivery: (outcome, durationMs) => deliveriesOf[outcome].observe(durationMs / 1000),
  };
}
