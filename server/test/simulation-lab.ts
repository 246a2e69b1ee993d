import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createClock } from '../src/kernel/clock.ts';
import { type LabNode, mainNumber, type NodesLab, resumeMain, startNodesLab } from './outgoing-lab.ts';

/** Two processes on one database with one clock: the first has the API and Meta's side, the second only works. */
export interface SimulationWorld {
  readonly first: LabNode;
  advance(seconds: number): Promise<void>;
  settle(): Promise<void>;
  /** The second process ends in order and another one comes. */
  restartSecond(): Promise<void>;
  resume(): Promise<void>;
  /** Rows that lie in queues now. */
  leftovers(): Promise<unknown[]>;
  close(): Promise<void>;
}

const workRoles = 'dispatch,deliver,intake,jobs';

const leftoversStatement = systemStatement(
  'simulation.leftovers',
  `select 'send_queue' as queue, count(*) as rows from send_queue having count(*) > 0
   union all select 'intake_payloads', count(*) from intake_payloads having count(*) > 0
   union all select 'webhook_deliveries', count(*) from webhook_deliveries having count(*) > 0`,
);
export async function startSimulationWorld(): Promise<SimulationWorld> {
  const lab: NodesLab = await startNodesLab();
  const clock = createClock();
  const first = await lab.start({ clock });
  const environment = { PARLEY_GRAPH_URL: `${first.baseUrl}/simulator/graph`, PARLEY_ROLES: workRoles };
  let second = await lab.start({ clock, environment });
  // The first asks whether anything is due anywhere, so the second must be at work while it waits.
  const together = async (work: Promise<unknown>): Promise<void> => {
    let busy = true;
    const done = work.finally(() => {
      busy = false;
    });
    while (busy) await Promise.race([done, second.platform.timeline.settle()]);
    await done;
  };
  const settle = (): Promise<void> => together(first.platform.timeline.settle());
  return {
    first,
    settle,
    advance: (seconds) => together(first.platform.timeline.advanceTo(clock.nowMs() + seconds * 1000)),
    async restartSecond() {
      const leaving = second;
      second = await lab.start({ clock, environment });
      await leaving.stop();
    },
    resume: async () => void (await resumeMain(first)),
    leftovers: () => first.db.system(leftoversStatement),
    close: () => lab.close(),
  };
}

export interface Arrival {
  readonly conversationId: string;
  /** `<event type> <message id>`. */
  readonly entry: string;
}

/** A receiver that can be made to fail; keeps the events it answered with 200, each at its first arrival. */
export interface MoodyReceiver {
  readonly arrivals: readonly Arrival[];
  repeats(): number;
  /** The next calls are answered by 500, or by no answer at all. */
  failNext(calls: number, how: 'status' | 'reset'): void;
  subscribe(): Promise<void>;
  close(): Promise<void>;
}

export async function startMoodyReceiver(node: LabNode, eventTypes: readonly string[]): Promise<MoodyReceiver> {
  const arrivals: Arrival[] = [];
  const seen = new Set<string>();
  let repeats = 0;
  let failing = { calls: 0, how: 'status' };
  const note = (text: string): void => {
    const body = JSON.parse(text) as { id: string; eventType: string; conversationId: string };
    const entry = `${body.eventType} ${body.id}`;
    if (seen.has(entry)) repeats += 1;
    else arrivals.push({ conversationId: body.conversationId, entry });
    seen.add(entry);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const fails = failing.calls > 0;
      if (fails) failing.calls -= 1;
      if (!fails || failing.how === 'reset') note(Buffer.concat(chunks).toString('utf8'));
      if (fails && failing.how === 'reset') response.destroy();
      else response.writeHead(fails ? 500 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  let endpointId = '';
  return {
    arrivals,
    repeats: () => repeats,
    failNext(calls, how) {
      failing = { calls, how };
    },
    async subscribe() {
      const json = { url, eventTypes, channelPhoneNumber: mainNumber };
      const made = await callOwn(node, 'POST', '/webhook-endpoints', json);
      expect(made.status).toBe(201);
      endpointId = (made.body as { endpoint: { id: string } }).endpoint.id;
    },
    async close() {
      await callOwn(node, 'DELETE', `/webhook-endpoints/${endpointId}`);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function callOwn(node: LabNode, method: string, path: string, json?: unknown) {
  // The lab's client speaks below the tenant's address; our own API lies beside it.
  return node.api<unknown>(method, `/../api/parley/v1${path}`, json === undefined ? {} : { json });
}

const eventsStatement = systemStatement<{ conversationId: string; entries: string[] }>(
  'simulation.events',
  `select e.conversation_id as "conversationId", array_agg(e.type || ' ' || e.subject_id order by e.id) as entries
   from contacts c
   join conversations v on v.tenant_id = c.tenant_id and v.contact_id = c.id
   join events e on e.tenant_id = v.tenant_id and e.conversation_id = v.id
   where c.wa_id = any($1::text[]) and e.type like 'message.%'
   group by e.conversation_id`,
);
const messagesStatement = systemStatement<StoredLine>(
  'simulation.messages',
  `select m.id, c.wa_id as "waId", m.direction, m.status, m.wamid, m.text, m.failed_detail as "failedDetail"
   from contacts c join messages m on m.tenant_id = c.tenant_id and m.contact_id = c.id
   where c.wa_id = any($1::text[]) order by m.id`,
);

export interface StoredLine {
  readonly id: string;
  readonly waId: string;
  readonly direction: 'in' | 'out';
  readonly status: number;
  readonly wamid: string | null;
  readonly text: string | null;
  readonly failedDetail: string | null;
}

/** The message events of these people's conversations, each conversation in its order. */
export async function storedEvents(node: LabNode, waIds: readonly string[]) {
  return node.db.system(eventsStatement, [waIds]);
}

export async function storedLines(node: LabNode, waIds: readonly string[]): Promise<StoredLine[]> {
  return node.db.system(messagesStatement, [waIds]);
}
