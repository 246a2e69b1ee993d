import { randomUUID } from 'node:crypto';
import type { Pool as Database } from 'pg';
import { Pool } from 'undici';
import { createBatcher } from '../../src/kernel/batcher.ts';
import { createWakeup } from '../../src/kernel/wakeup.ts';
import { signBody } from '../../src/meta/signature.ts';
import { readMilestone, toSendBody } from './bare-bodies.ts';
import { type BareStatement, bareStatements } from './bare-statements.ts';

/** The steps of a message, each in batches and each on its own. What fails ends the process: a run is measured whole or not. */
export interface BareSteps {
  /** Resolves when the messages are stored and queued. */
  accept(waIds: readonly string[]): Promise<void>;
  /** Resolves when the body of a webhook of Meta's is stored. */
  store(body: string): Promise<void>;
  /** Steps no more. What is under way is let go. */
  stop(): void;
}

export interface BareSettings {
  readonly graphUrl: string;
  readonly consumerUrl: string;
  readonly appSecret: string;
}

const maxBatch = 1_000;
const maxWaiting = 50_000;
const claimSize = 250;
const maxSending = 750;
const maxDelivering = 300;
const graphConnections = 128;
const consumerConnections = 64;
const idleMs = 200;

export function createBareSteps(db: Database, settings: BareSettings): BareSteps {
  const ask = async <Row>(name: BareStatement, values: unknown[]): Promise<Row[]> => {
    const { rows } = await db.query({ name, text: bareStatements[name], values });
    return rows as Row[];
  };
  const stopping = new AbortController();
  const { signal } = stopping;
  const send = createSending(ask, settings, signal);
  const deliver = createDelivering(ask, settings, signal);
  const intake = runLoop(async () => {
    const taken = await ask<{ seq: number; body: string }>('take', [claimSize]);
    const milestones = taken.sort((a, b) => a.seq - b.seq).map(({ body }) => readMilestone(body));
    if (milestones.length === 0) return false;
    await ask('apply', [
      milestones.map((milestone) => milestone.messageId),
      milestones.map((milestone) => milestone.rank),
      milestones.map((milestone) => milestone.webhook),
    ]);
    deliver();
    return true;
  }, signal);
  const storing = batch<string>(2, async (bodies) => {
    await ask('store', [bodies]);
    intake();
  });
  return {
    async accept(waIds) {
      await ask('accept', [waIds.map(() => randomUUID()), waIds]);
      send();
    },
    store: storing,
    stop: () => stopping.abort(),
  };
}

type Ask = <Row>(name: BareStatement, values: unknown[]) => Promise<Row[]>;

function createSending(ask: Ask, settings: BareSettings, signal: AbortSignal): () => void {
  const { origin } = new URL(settings.graphUrl);
  const graph = new Pool(origin, { connections: graphConnections });
  const settle = batch<{ id: string; wamid: string }>(2, async (sent) => {
    await ask('settle', [sent.map(({ id }) => id), sent.map(({ wamid }) => wamid)]);
  });
  return runMany<{ id: string; waId: string }>({
    signal,
    most: maxSending,
    claim: () => ask('claim', [claimSize]),
    async work(message) {
      const headers = { authorization: 'Bearer none', 'content-type': 'application/json' };
      const answer = await post(graph, '/v23.0/106540352242922/messages', headers, toSendBody(message));
      const { messages } = JSON.parse(answer) as { messages: [{ id: string }] };
      await settle({ id: message.id, wamid: messages[0].id });
    },
  });
}

function createDelivering(ask: Ask, settings: BareSettings, signal: AbortSignal): () => void {
  const { origin, pathname } = new URL(settings.consumerUrl);
  const consumer = new Pool(origin, { connections: consumerConnections });
  const settle = batch<number>(1, async (seqs) => {
    await ask('settleDeliveries', [seqs]);
  });
  return runMany<{ seq: number; body: string }>({
    signal,
    most: maxDelivering,
    claim: () => ask('claimDeliveries', [claimSize]),
    async work({ seq, body }) {
      const headers = { 'content-type': 'application/json', 'x-signature': signBody(body, settings.appSecret) };
      await post(consumer, pathname, headers, body);
      await settle(seq);
    },
  });
}

async function post(pool: Pool, path: string, headers: Record<string, string>, body: string): Promise<string> {
  const answer = await pool.request({ method: 'POST', path, headers, body });
  return answer.body.text();
}

function batch<Item>(
  maxConcurrent: number,
  write: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  const batcher = createBatcher<Item, void>({
    maxBatch,
    maxConcurrent,
    maxWaiting,
    async flush(items) {
      await write(items);
      return items.map(() => undefined);
    },
  });
  return (item) => batcher.add(item);
}

/** Claims while fewer than `most` items are under way. Answers what wakes it. */
function runMany<Item>(options: {
  signal: AbortSignal;
  most: number;
  claim: () => Promise<Item[]>;
  work: (item: Item) => Promise<void>;
}): () => void {
  let underWay = 0;
  const end = (): void => {
    underWay -= 1;
    if (underWay < options.most) wake();
  };
  const wake = runLoop(async () => {
    if (underWay >= options.most) return false;
    const items = await options.claim();
    underWay += items.length;
    for (const item of items) void options.work(item).then(end);
    return items.length > 0;
  }, options.signal);
  return wake;
}

/** Steps until there is nothing to do, and again when it is woken. */
function runLoop(step: () => Promise<boolean>, signal: AbortSignal): () => void {
  const wakeup = createWakeup();
  const run = async (): Promise<void> => {
    while (!signal.aborted) if (!(await step())) await wakeup.wait(idleMs, signal);
  };
  void run();
  return () => wakeup.notify();
}
