import type { FastifyInstance } from 'fastify';
import type { MovableClock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Timeline, TimelineMember } from '../kernel/timeline.ts';
import { createSendAcceptor } from './accept-send.ts';
import { createAccounts } from './accounts.ts';
import { createCallbackClient } from './callback-client.ts';
import { registerControlRoutes } from './control-routes.ts';
import { createFaults } from './faults.ts';
import { createGraphRequestLog } from './graph-request-log.ts';
import { registerGraphRoutes } from './graph-routes.ts';
import { createMediaStore } from './media-store.ts';
import { createOrders } from './orders.ts';
import { createPeople } from './people.ts';
import { createPricing } from './price-message.ts';
import { createSampleUploads } from './sample-uploads.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import type { SimulatedApp, SimulatedWaba } from './simulated-account.ts';
import { createSimulatedIds } from './simulated-ids.ts';
import { createStatusPlayer } from './status-player.ts';
import { createTemplateDesk } from './template-desk.ts';
import { createWebhookDelivery, type WebhookDelivery } from './webhook-delivery.ts';
import { createWebhookSender } from './webhook-sender.ts';

export type { SimulatedApp, SimulatedNumber, SimulatedTemplate, SimulatedWaba } from './simulated-account.ts';

const controlPrefix = '/simulator';
const graphPrefix = '/simulator/graph';
/** Rounds of one drain; each ends with a quiet system or with new work due at the same moment. */
const maxDrainRounds = 10_000;

export interface SimulatorOptions {
  readonly clock: MovableClock;
  readonly timeline: Timeline;
  readonly log: Log;
  /**
   * Decides every id. Use a new one at each start unless the platform's database is new as well: the same seed gives the
   * same message ids again, and a platform that has seen them takes new messages for repeats.
   */
  readonly seed: string;
  readonly app: SimulatedApp;
  readonly wabas: readonly SimulatedWaba[];
  /** Origin of the server that carries the simulator, without a slash at the end: `http://127.0.0.1:8080`. */
  readonly baseUrl: () => string;
}

/**
 * A Cloud API over real HTTP with simulated customers: answers Graph calls below `/simulator/graph`, posts signed webhooks,
 * and is controlled below `/simulator`. Everything is in memory and bounded, and all time is the virtual clock's.
 */
export interface Simulator {
  /** Mounts the routes. Call it once, before the server listens. */
  register(server: FastifyInstance): Promise<void>;
  /** Stops timers and webhooks, what is still waiting is lost; answers that a fault holds back go out at once. */
  stop(): Promise<void>;
}

export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, timeline, log, app } = options;
  const baseUrl = () => options.baseUrl().replace(/\/+$/, '');
  const ids = createSimulatedIds(options.seed);
  const accounts = createAccounts(options.wabas);
  const people = createPeople(app.id);
  const media = createMediaStore(clock, ids);
  const pricing = createPricing();
  const orders = createOrders();
  const faults = createFaults();
  const requests = createGraphRequestLog(clock);
  const schedule = createSchedule(clock, log);
  const client = createCallbackClient(app.callbackUrl);
  const delivery = createWebhookDelivery({ clock, schedule, log, app, ids, client });
  const sender = createWebhookSender({ clock, schedule, app, faults, delivery });
  const statuses = createStatusPlayer({ clock, schedule, pricing, sender });
  const sends = createSendAcceptor({ clock, ids, people, media, pricing, orders, statuses });
  const samples = createSampleUploads(ids, media);
  const desk = createTemplateDesk({ clock, ids, accounts, samples, sender });
  const stopping = new AbortController();
  timeline.join(toTimelineMember(clock, schedule, delivery));

  const shared = { clock, timeline, log, ids, accounts, people, media, orders, faults, requests, baseUrl };
  return {
    async register(server) {
      await server.register(
        (graph) =>
          registerGraphRoutes(
            graph,
            { ...shared, sends, samples, desk, appId: app.id, callbackUrl: app.callbackUrl, stopping: stopping.signal },
            graphPrefix,
          ),
        { prefix: graphPrefix },
      );
      await server.register((control) => registerControlRoutes(control, { ...shared, statuses, sender, delivery }), {
        prefix: controlPrefix,
      });
    },
    async stop() {
      stopping.abort();
      schedule.stop();
      await delivery.stop();
    },
  };
}

/** The simulator has work when a timer is due and while a webhook is on its way. */
function toTimelineMember(clock: MovableClock, schedule: Schedule, delivery: WebhookDelivery): TimelineMember {
  const nextDueMs = (): number | undefined => (delivery.isIdle() ? schedule.nextDueMs() : clock.nowMs());
  return {
    name: 'simulator',
    nextDueMs: async () => nextDueMs(),
    async drain() {
      for (let round = 0; round < maxDrainRounds; round += 1) {
        schedule.runDue();
        await delivery.idle();
        const next = nextDueMs();
        if (next === undefined || next > clock.nowMs()) return;
      }
      throw new Error(`The simulator did not come to rest in ${maxDrainRounds} rounds.`);
    },
  };
}
