import type { FastifyInstance } from 'fastify';
import type { MovableClock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Timeline, TimelineMember } from '../kernel/timeline.ts';
import { createSendAcceptor } from './accept-send.ts';
import { createAccounts } from './accounts.ts';
import { createApps } from './apps.ts';
import { createCallbackClient, maxWebhooksInFlight } from './callback-client.ts';
import { createHandshakes } from './callbacks.ts';
import { createChoices } from './choices.ts';
import { registerControlRoutes } from './control-routes.ts';
import { createFaults } from './faults.ts';
import { createGraphRequestLog } from './graph-request-log.ts';
import { registerGraphRoutes } from './graph-routes.ts';
import { createMediaStore } from './media-store.ts';
import { createOrders } from './orders.ts';
import { createPeople } from './people.ts';
import { createPortfolioLimits } from './portfolio-limits.ts';
import { createPricing } from './price-message.ts';
import { createSampleUploads } from './sample-uploads.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { createSendLimits } from './send-limits.ts';
import { createSettings, type SettingsChange } from './settings.ts';
import type { SimulatedApp, SimulatedToken, SimulatedWaba } from './simulated-account.ts';
import { createSimulatedIds } from './simulated-ids.ts';
import { createStatusPlayer } from './status-player.ts';
import { createTemplateDesk } from './template-desk.ts';
import { createTemplateReviewer } from './template-reviewer.ts';
import { createTokens } from './tokens.ts';
import { createWebhookDelivery, type WebhookDelivery } from './webhook-delivery.ts';
import { createWebhookSender } from './webhook-sender.ts';

export type {
  SimulatedApp,
  SimulatedNumber,
  SimulatedTemplate,
  SimulatedToken,
  SimulatedWaba,
} from './simulated-account.ts';

const controlPrefix = '/simulator';
const graphPrefix = '/simulator/graph';
/** Rounds of one drain; each ends with a quiet system or with new work due at the same moment. */
const maxDrainRounds = 10_000;

export interface SimulatorOptions {
  readonly clock: MovableClock;
  readonly timeline: Timeline;
  readonly log: Log;
  /**
   * Decides every id and every choice. Use a new one at each start unless the platform's database is new as well: the same
   * seed gives the same message ids again, and a platform that has seen them takes new messages for repeats.
   */
  readonly seed: string;
  readonly app: SimulatedApp;
  readonly moreApps?: readonly SimulatedApp[];
  readonly wabas: readonly SimulatedWaba[];
  /** Beside those of the accounts. */
  readonly tokens?: readonly SimulatedToken[];
  readonly settings?: SettingsChange;
  /** Webhooks under way at once, 32 when absent; with 1 they go in one order, whatever the receivers do. */
  readonly webhooksInFlight?: number;
  /** Origin of the server that carries the simulator, without a slash at the end: `http://127.0.0.1:8080`. */
  readonly baseUrl: () => string;
}

/**
 * A Cloud API over real HTTP with simulated customers: answers Graph calls below `/simulator/graph`, posts signed webhooks,
 * and is controlled below `/simulator`. Everything is in memory and bounded, and all time is the virtual clock's.
 */
export interface Simulator {
  /**
   * Mounts the routes. Call it once, before the server listens. `graphAtRoot` serves Graph below `/` as well: for a server
   * of the simulator's own, and programs that can be given a host only.
   */
  register(server: FastifyInstance, options?: { graphAtRoot?: boolean }): Promise<void>;
  /** Stops timers and webhooks, what is still waiting is lost; answers that a fault holds back go out at once. */
  stop(): Promise<void>;
}

export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, timeline, log } = options;
  const world = createWorld(options);
  const { schedule, delivery } = world;
  const stopping = new AbortController();
  timeline.join(toTimelineMember(clock, schedule, delivery));
  return {
    async register(server, { graphAtRoot = false } = {}) {
      const graphDeps = { ...world, log, stopping: stopping.signal };
      await server.register((graph) => registerGraphRoutes(graph, graphDeps, graphPrefix), { prefix: graphPrefix });
      await server.register((control) => registerControlRoutes(control, { ...world, timeline, log }), {
        prefix: controlPrefix,
      });
      if (graphAtRoot) await server.register((graph) => registerGraphRoutes(graph, graphDeps, ''));
    },
    async stop() {
      stopping.abort();
      schedule.stop();
      await delivery.stop();
    },
  };
}

/** Everything that the routes need, made in the order in which one needs the other. */
function createWorld(options: SimulatorOptions) {
  const { clock, log, app } = options;
  const baseUrl = () => options.baseUrl().replace(/\/+$/, '');
  const ids = createSimulatedIds(options.seed);
  const choices = createChoices(options.seed);
  const settings = createSettings(options.settings);
  const apps = createApps([app, ...(options.moreApps ?? [])]);
  const accounts = createAccounts(options.wabas, app.id);
  const tokens = createTokens({ clock, accounts, apps });
  for (const token of options.tokens ?? []) tokens.add(token);
  const people = createPeople(app.id);
  const media = createMediaStore(clock, ids);
  const pricing = createPricing(settings);
  const orders = createOrders();
  const faults = createFaults();
  const requests = createGraphRequestLog(clock);
  const schedule = createSchedule(clock, log);
  const client = createCallbackClient();
  const handshakes = createHandshakes({ clock, log, ids, client });
  const maxInFlight = options.webhooksInFlight ?? maxWebhooksInFlight;
  const delivery = createWebhookDelivery({ clock, schedule, log, client, handshakes, maxInFlight });
  const sender = createWebhookSender({ clock, schedule, accounts, apps, faults, settings, choices, delivery });
  const statuses = createStatusPlayer({ clock, schedule, settings, choices, pricing, sender });
  const limits = createPortfolioLimits({ clock, schedule, settings, sender });
  const rates = createSendLimits(clock);
  const sendDeps = { clock, ids, people, media, pricing, orders, statuses, settings, choices, limits, rates };
  const sends = createSendAcceptor(sendDeps);
  const samples = createSampleUploads(ids, media);
  const reviewer = createTemplateReviewer({ clock, schedule, settings, accounts, sender });
  const desk = createTemplateDesk({ clock, ids, accounts, samples, reviewer, sender });
  const world = { clock, ids, settings, apps, accounts, tokens, people, media, orders, faults, requests, schedule };
  return { ...world, handshakes, delivery, sender, statuses, rates, sends, samples, reviewer, desk, baseUrl };
}

/** The simulator has work when a timer is due and while a webhook is on its way. */
function toTimelineMember(clock: MovableClock, schedule: Schedule, delivery: WebhookDelivery): TimelineMember {
  const nextDueMs = (): number | undefined => (delivery.isIdle() ? schedule.nextDueMs() : clock.nowMs());
  return {
    name: 'simulator',
    nextDueMs: async () => nextDueMs(),
    isIdle: () => delivery.isIdle(),
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
