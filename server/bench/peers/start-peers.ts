import { demoChannels, demoWabaId } from '../../src/demo/demo-workspace.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { type CloudApi, startCloudApi } from './cloud-api.ts';
import { type Consumer, startConsumer } from './consumer.ts';
import { type LoadDeps, postMessages } from './customers.ts';
import { createEventLedger, type EventLedger } from './event-ledger.ts';
import type { SentMessage } from './meta-bodies.ts';
import type { CloudReport, PeerAnswer, PeerCallName, PeerCalls, PeerReady, PeerRequest } from './peer-protocol.ts';
import { playStatuses, postStatuses } from './status-player.ts';
import { createWebhookPoster, type WebhookPoster } from './webhook-poster.ts';

/** Webhooks of Meta under way at once. */
const maxPosting = 128;
const arrivalsPollMs = 5;

interface PeerState {
  ledger: EventLedger;
  poster: WebhookPoster | undefined;
  automaticStatuses: boolean;
  /** Aborted to end the loads of customers. */
  customers: AbortController;
}

/** Plays Meta, its customers and the integrator in this process, as told by its parent. Ends with the parent. */
export async function startPeers(clock: Clock): Promise<void> {
  assert(process.send !== undefined, 'the peers are started by the bench');
  const nowMs = (): number => performance.now();
  const state: PeerState = {
    ledger: createEventLedger({ keepArrivals: false, nowMs }),
    poster: undefined,
    automaticStatuses: true,
    customers: new AbortController(),
  };
  const load = (): LoadDeps => {
    const [number] = demoChannels;
    const { phoneNumberId, phoneNumber } = number;
    return {
      poster: present(state.poster, 'the poster: call connect first'),
      number: { wabaId: demoWabaId, phoneNumberId, phoneNumber },
      nowMs,
      unixSeconds: () => Math.floor(clock.nowMs() / 1000),
    };
  };
  const accepted = (message: SentMessage): void => {
    if (state.automaticStatuses) void playStatuses(load(), message).catch(() => undefined);
  };
  const cloud = await startCloudApi(accepted);
  const consumer = await startConsumer(() => state.ledger);
  const calls = createCalls({ state, cloud, consumer, load, nowMs });
  process.on('message', (request: PeerRequest) => void answer(calls, request));
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C in a terminal reaches the whole group; the bench decides when its peers end.
  process.on('SIGINT', () => undefined);
  const ready: PeerReady = { graphUrl: cloud.url, consumerUrl: consumer.url };
  process.send(ready);
}

type CallTable = {
  readonly [Name in PeerCallName]: (input: PeerCalls[Name]['input']) => Promise<PeerCalls[Name]['output']>;
};

function createCalls(deps: {
  state: PeerState;
  cloud: CloudApi;
  consumer: Consumer;
  load: () => LoadDeps;
  nowMs: () => number;
}): CallTable {
  const { state, cloud, consumer, load, nowMs } = deps;
  return {
    async connect({ webhookUrl, appSecret }) {
      await state.poster?.close();
      state.poster = createWebhookPoster({ url: webhookUrl, appSecret, connections: maxPosting });
      return null;
    },
    async reset({ automaticStatuses, keepArrivals }) {
      state.ledger = createEventLedger({ keepArrivals, nowMs });
      state.automaticStatuses = automaticStatuses;
      cloud.reset();
      return null;
    },
    async setAutomaticStatuses({ on }) {
      state.automaticStatuses = on;
      return null;
    },
    async setConsumer({ up }) {
      await (up ? consumer.up() : consumer.down());
      return null;
    },
    awaitArrivals: ({ count, quietLimitMs }) => awaitArrivals(state.ledger, nowMs, count, quietLimitMs),
    reportConsumer: async () => state.ledger.report(),
    reportCloud: async () => reportCloud(cloud.sent(), load().poster),
    async awaitPosted() {
      await load().poster.idle();
      return null;
    },
    postMessages: (input) => postMessages(load(), input, state.customers.signal),
    async stopMessages() {
      state.customers.abort();
      state.customers = new AbortController();
      return null;
    },
    postStatuses: (input) => postStatuses(load(), cloud.sent(), input),
    async postBody({ body, times }) {
      const { poster } = load();
      await Promise.all(Array.from({ length: times }, () => poster.post(body)));
      return null;
    },
  };
}

async function answer(calls: CallTable, request: PeerRequest): Promise<void> {
  const send = (sent: PeerAnswer): void => {
    process.send?.(sent);
  };
  try {
    const call = calls[request.name] as (input: unknown) => Promise<unknown>;
    send({ id: request.id, output: await call(request.input) });
  } catch (error) {
    send({ id: request.id, error: error instanceof Error ? error.message : String(error) });
  }
}

function awaitArrivals(
  ledger: EventLedger,
  nowMs: () => number,
  count: number,
  quietLimitMs: number,
): Promise<PeerCalls['awaitArrivals']['output']> {
  const begun = nowMs();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const complete = ledger.arrivals() >= count;
      const lastAtMs = ledger.lastArrivalAtMs();
      if (!complete && nowMs() - Math.max(begun, lastAtMs) < quietLimitMs) return;
      clearInterval(timer);
      resolve({ complete, lastAtMs: performance.timeOrigin + lastAtMs });
    }, arrivalsPollMs);
  });
}

function reportCloud(sent: readonly SentMessage[], poster: WebhookPoster): CloudReport {
  const byRecipient = new Map<string, number>();
  const byEcho = new Map<string, number>();
  const firstAtMs = new Map<string, number>();
  for (const { waId, echo, atMs } of sent) {
    if (!firstAtMs.has(waId)) firstAtMs.set(waId, atMs);
    byRecipient.set(waId, (byRecipient.get(waId) ?? 0) + 1);
    byEcho.set(echo, (byEcho.get(echo) ?? 0) + 1);
  }
  const { posted, retries } = poster.counts();
  return {
    sendsByRecipient: Object.fromEntries(byRecipient),
    firstSendAtMs: Object.fromEntries(firstAtMs),
    repeatedEchoes: [...byEcho].flatMap(([echo, times]) => (times > 1 ? [echo] : [])),
    statusPosts: posted,
    retries,
  };
}
