import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';
import { systemStatement } from '../src/db/scope.ts';
import type { TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';

/** The other side of Meta's webhook: bodies as Meta writes them, signed, posted over real HTTP. */

export const mainNumberId = '300000000000001';
export const secondNumberId = '300000000000002';

export type Json = Record<string, unknown>;

export interface Posted {
  readonly status: number;
  readonly text: string;
}

export interface PostOptions {
  readonly path?: string;
  /** Another app's secret. */
  readonly secret?: string;
  /** The whole header; null: none. */
  readonly signature?: string | null;
}

export interface Door {
  /** Posts a body: text and bytes as they are, anything else as Meta writes it. */
  post(body: unknown, options?: PostOptions): Promise<Posted>;
  /** Posts all bodies, each list one after the other, the lists beside each other. */
  postLists(lists: readonly (readonly unknown[])[]): Promise<Posted[]>;
  get(path: string): Promise<Posted>;
  close(): Promise<void>;
}

/** `connections` at most are open at once. */
export function openDoor(parley: TestPlatform, connections = 32): Door {
  const pool = new Pool(parley.baseUrl, { connections });
  const send = async (method: 'GET' | 'POST', path: string, body?: string | Buffer, header?: string | null) => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (header !== undefined && header !== null) headers['x-hub-signature-256'] = header;
    const answer = await pool.request({ method, path, headers, body: body ?? null });
    return { status: answer.statusCode, text: await answer.body.text() };
  };
  const post: Door['post'] = (body, options = {}) => {
    const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : toMetaBytes(body);
    const signed =
      options.signature === undefined ? sign(bytes, options.secret ?? parley.appSecret) : options.signature;
    return send('POST', options.path ?? '/meta/webhook', bytes, signed);
  };
  return {
    post,
    async postLists(lists) {
      const all = await Promise.all(
        lists.map(async (list) => {
          const answers: Posted[] = [];
          for (const body of list) answers.push(await post(body));
          return answers;
        }),
      );
      return all.flat();
    },
    get: (path) => send('GET', path),
    close: () => pool.close(),
  };
}

/** What Meta puts into X-Hub-Signature-256. */
export function sign(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** ASCII only, as on Meta's wire (cloud-api-behaviour 8.2). */
export function toMetaBytes(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One POST with these changes; a change is `[phone number id, value without metadata]`. */
export function envelope(...changes: readonly (readonly [string, Json])[]): Json {
  return {
    object: 'whatsapp_business_account',
    entry: changes.map(([phoneNumberId, value]) => ({
      id: '200200',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '15550100001', phone_number_id: phoneNumberId },
            ...value,
          },
        },
      ],
    })),
  };
}

export interface TextInput {
  readonly from: string;
  readonly id: string;
  readonly body?: string;
  readonly atMs?: number;
  readonly more?: Json;
}

/** A customer's text as Meta's `messages[]` has it. */
export function textMessage(parley: TestPlatform, { from, id, body, atMs, more }: TextInput): Json {
  const timestamp = String(Math.floor((atMs ?? parley.clock.nowMs()) / 1000));
  return { from, id, timestamp, type: 'text', text: { body: body ?? id }, ...more };
}

export function statusOf(parley: TestPlatform, wamid: string, status: string, more: Json = {}): Json {
  return { id: wamid, status, timestamp: String(Math.floor(parley.clock.nowMs() / 1000)), ...more };
}

export function profileOf(waId: string, name: string): Json {
  return { wa_id: waId, profile: { name } };
}

const fixtureFolder = join(import.meta.dirname, 'fixtures', 'inbound');

/** The bodies under fixtures/inbound by name; for another number when given. */
export function readFixtures(phoneNumberId: string = mainNumberId): Map<string, Json> {
  const names = readdirSync(fixtureFolder).sort();
  return new Map(
    names.map((file) => {
      const text = readFileSync(join(fixtureFolder, file), 'utf8').replaceAll(mainNumberId, phoneNumberId);
      return [file.replace('.json', ''), JSON.parse(text) as Json];
    }),
  );
}

/** Rows of the test's database. Read only what has no API of its own. */
export function rowsOf<Row = Json>(
  parley: Pick<TestPlatform, 'db'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return parley.db.system(systemStatement<Row>('', text), values);
}

export interface HistoryItem extends Json {
  readonly eventType: string;
  readonly ticketId: string;
  readonly text?: string;
  readonly eventDescription?: string;
  readonly statusString?: string;
}

/** The history of a conversation as v1 shows it, the oldest first. */
export async function historyOf(parley: TestPlatform, waId: string): Promise<HistoryItem[]> {
  const answer = await parley.api<{ messages: { items: HistoryItem[] } }>('GET', `/api/v1/getMessages/${waId}`, {
    query: { pageSize: 100 },
  });
  return answer.body.messages.items.toReversed();
}

/** What a webhook was told of people who wrote for the first time under this number. */
export async function newContactsOf(
  parley: TestPlatform,
  receiver: Pick<WebhookReceiver, 'received'>,
  waId: string,
): Promise<Json[]> {
  await parley.settle();
  return receiver.received
    .map((entry) => entry.body)
    .filter((body) => body.eventType === 'newContactMessageReceived' && body.waId === waId);
}

export interface Counts {
  readonly waiting: number;
  readonly rejects: number;
  readonly messages: number;
}

export async function countRows(parley: TestPlatform): Promise<Counts> {
  const [row] = await rowsOf<Counts>(
    parley,
    `select (select count(*) from intake_payloads) as waiting, (select count(*) from intake_rejects) as rejects,
       (select count(*) from messages) as messages`,
  );
  return row ?? { waiting: -1, rejects: -1, messages: -1 };
}

/** Numbers that look random and are the same at every run of that seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
