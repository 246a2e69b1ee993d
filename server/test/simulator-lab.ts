import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { afterEach, expect } from 'vitest';
import { createClock, type MovableClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';
import { createTimeline } from '../src/kernel/timeline.ts';
import type { SettingsChange } from '../src/simulator/settings.ts';
import {
  createSimulator,
  type SimulatedApp,
  type SimulatedNumber,
  type SimulatedTemplate,
  type SimulatedWaba,
} from '../src/simulator/simulator.ts';
import { type Answer, callJson } from './call-simulator.ts';
import { schemaFaults, valueSchemas } from './cloud-schemas.ts';

export const token = 'SIM-token-1';
export const otherToken = 'SIM-token-2';
export const appSecret = 'an app secret';
export const verifyToken = 'a verify token';
export const number = '300000000000001';
export const secondNumber = '300000000000002';
export const waba = '200200';
/** A Saturday in November 2026; it stands still unless a test moves it. */
export const startMs = Date.UTC(2026, 10, 14, 12, 0, 0, 250);

type Json = Record<string, unknown>;

/** A webhook as the receiver got it. */
export interface ReceivedWebhook {
  readonly raw: string;
  readonly signed: boolean;
  readonly field: string;
  readonly wabaId: string;
  readonly value: Json;
  readonly headers: Record<string, string | string[] | undefined>;
  /** Where it was posted to, with its query. */
  readonly path: string;
}

export interface LabOptions {
  readonly seed?: string;
  readonly throughput?: number;
  readonly templates?: readonly SimulatedTemplate[];
  readonly settings?: SettingsChange;
  /** Changes the first account. */
  readonly account?: Partial<SimulatedWaba>;
  /** Changes the first number. */
  readonly firstNumber?: Partial<SimulatedNumber>;
  readonly moreApps?: readonly SimulatedApp[];
  /** Webhooks that a fault bends are not held against the contract. */
  readonly contract?: 'kept' | 'bent';
}

export interface SimulatorLab {
  readonly clock: MovableClock;
  readonly baseUrl: string;
  /** Origin of the program that gets the webhooks. */
  readonly receiverUrl: string;
  /** In the order of arrival. */
  readonly received: ReceivedWebhook[];
  /** Challenges of the handshakes so far. */
  readonly handshakes: string[];
  /** Decides the status of each answer to a webhook; 200 at first. */
  answer: (webhook: ReceivedWebhook) => number | Promise<number>;
  acceptHandshake: boolean;
  control(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  graph(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, bearer?: string): Promise<Answer>;
  send(message: Json): Promise<Answer>;
  /** The customer writes a text, which opens the window. */
  write(waId: string, body?: string): Promise<string>;
  /** Moves the clock; every webhook due by then has been answered when it resolves. */
  advance(seconds: number): Promise<void>;
  /** Stops the simulator, not the server. */
  stop(): Promise<void>;
  statuses(): Json[];
  inbound(): Json[];
}

/** Labs that are closed, and whose webhooks are checked against the contract, after each test of the calling file. */
export function useSimulatorLabs(): {
  open(options?: LabOptions): Promise<SimulatorLab>;
} {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  return {
    async open(options = {}) {
      const { lab, close } = await startLab(options);
      closers.push(async () => {
        await close();
        if (options.contract === 'bent') return;
        for (const webhook of lab.received) expect(faultsOf(webhook)).toEqual([]);
      });
      return lab;
    },
  };
}

/** One lab for a whole file; closing it checks its webhooks against the contract. */
export async function openLab(options: LabOptions): Promise<{ lab: SimulatorLab; close: () => Promise<void> }> {
  const { lab, close } = await startLab(options);
  return {
    lab,
    async close() {
      await close();
      for (const webhook of lab.received) expect(faultsOf(webhook)).toEqual([]);
    },
  };
}

/** The text member of a message or a template without parameters. */
export const text = (to: string, body = 'hello', extra: Json = {}): Json => ({
  messaging_product: 'whatsapp',
  to,
  type: 'text',
  text: { body },
  ...extra,
});

export const template = (to: string, name: string, components: unknown[] = [], code = 'en'): Json => ({
  messaging_product: 'whatsapp',
  to,
  type: 'template',
  template: { name, language: { code }, components },
});

/** Sets a fault and answers its id. */
export async function addFault(lab: SimulatorLab, fault: Record<string, unknown>): Promise<string> {
  const answer = await lab.control('POST', '/faults', fault);
  expect(answer.status).toBe(200);
  return String(answer.body.id);
}

function faultsOf(webhook: ReceivedWebhook): string[] {
  const schema = valueSchemas[webhook.field];
  return [
    ...schemaFaults('WebhookEnvelope', JSON.parse(webhook.raw)),
    ...(schema ? schemaFaults(schema, webhook.value) : []),
  ];
}

async function startLab(options: LabOptions): Promise<{ lab: SimulatorLab; close: () => Promise<void> }> {
  const clock = createClock({ machineMs: () => startMs });
  const timeline = createTimeline(clock);
  const receiver = createServer();
  await listen(receiver);
  const server = fastify();
  let baseUrl = '';
  const simulator = createSimulator({
    clock,
    timeline,
    log: createLog({ level: 'silent' }),
    seed: options.seed ?? 'a seed',
    app: {
      id: '530000000000301',
      secret: appSecret,
      verifyToken,
      callbackUrl: () => `${urlOf(receiver)}/meta/webhook`,
    },
    ...(options.moreApps ? { moreApps: options.moreApps } : {}),
    wabas: simulatedWabas(options),
    ...(options.settings ? { settings: options.settings } : {}),
    baseUrl: () => baseUrl,
  });
  await simulator.register(server);
  baseUrl = await server.listen({ port: 0, host: '127.0.0.1' });
  const lab = toLab(clock, { baseUrl, receiverUrl: urlOf(receiver) }, () => simulator.stop());
  receive(receiver, lab);
  const close = async (): Promise<void> => {
    await simulator.stop();
    await server.close();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  };
  return { lab, close };
}

function simulatedWabas(options: LabOptions): SimulatedWaba[] {
  const throughputPerSecond = options.throughput ?? 0;
  return [
    {
      id: waba,
      accessToken: token,
      numbers: [
        {
          phoneNumberId: number,
          displayPhoneNumber: '+1 555-010-0001',
          verifiedName: 'Main',
          throughputPerSecond,
          ...options.firstNumber,
        },
        { phoneNumberId: secondNumber, displayPhoneNumber: '15550100002', verifiedName: 'Second', throughputPerSecond },
      ],
      templates: options.templates ?? [],
      ...options.account,
    },
    {
      id: '200300',
      accessToken: otherToken,
      numbers: [
        {
          phoneNumberId: '300000000000009',
          displayPhoneNumber: '15550100009',
          verifiedName: 'Other',
          throughputPerSecond,
        },
      ],
      templates: [],
    },
  ];
}

function toLab(
  clock: MovableClock,
  urls: { baseUrl: string; receiverUrl: string },
  stop: () => Promise<void>,
): SimulatorLab {
  const { baseUrl } = urls;
  const call = (method: string, path: string, body: unknown, bearer?: string): Promise<Answer> =>
    callJson(`${baseUrl}/simulator${path}`, method, body, bearer);
  const lab: SimulatorLab = {
    clock,
    ...urls,
    received: [],
    handshakes: [],
    answer: () => 200,
    acceptHandshake: true,
    control: (method, path, body) => call(method, path, body),
    graph: (method, path, body, bearer = token) => call(method, `/graph${path}`, body, bearer),
    send: (message) => call('POST', `/graph/v26.0/${number}/messages`, message, token),
    async write(waId, body = 'hi') {
      const answer = await call('POST', `/customers/${waId}/messages`, { message: { type: 'text', text: { body } } });
      expect(answer.status).toBe(200);
      return String(answer.body.id);
    },
    async advance(seconds) {
      const answer = await call('POST', '/clock', { advance_seconds: seconds });
      expect(answer.status).toBe(200);
    },
    stop,
    statuses: () => lab.received.flatMap((webhook) => listOf(webhook.value.statuses)),
    inbound: () => lab.received.flatMap((webhook) => listOf(webhook.value.messages)),
  };
  return lab;
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);

/** The platform's side: verifies signatures on the raw bytes and answers as the test wants. */
function receive(receiver: Server, lab: SimulatorLab): void {
  receiver.on('request', async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://receiver');
    if (incoming.method === 'GET') {
      const challenge = url.searchParams.get('hub.challenge') ?? '';
      lab.handshakes.push(challenge);
      const isRight = url.searchParams.get('hub.verify_token') === verifyToken && lab.acceptHandshake;
      response.writeHead(isRight ? 200 : 403).end(isRight ? challenge : 'no');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const expected = `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
    const raw = bytes.toString('utf8');
    const [entry] = (JSON.parse(raw) as { entry: { id: string; changes: { field: string; value: Json }[] }[] }).entry;
    const change = entry?.changes[0];
    const webhook: ReceivedWebhook = {
      raw,
      signed: incoming.headers['x-hub-signature-256'] === expected,
      field: change?.field ?? '',
      wabaId: entry?.id ?? '',
      value: change?.value ?? {},
      headers: incoming.headers,
      path: incoming.url ?? '',
    };
    lab.received.push(webhook);
    response.writeHead(await lab.answer(webhook)).end();
  });
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
