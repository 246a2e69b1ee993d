import { query } from '../platform/embedded-database.ts';
import { tenantPath } from '../platform/sends.ts';
import { sum } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import type { Faults } from './scenario.ts';

export interface InboundLoad {
  readonly senders: readonly string[];
  /** How many messages of each sender were answered with 200, in the order of `senders`. */
  readonly bySender: readonly number[];
  readonly label: string;
}

export interface StoredLine {
  waId: string;
  texts: string[];
}

const spotChecks = 20;
const pageSize = 100;

/**
 * Whether every message lies once under its own sender in the order written, by the database for all and by v1
 * getMessages for some, and was told to the receiver once and in order.
 */
export async function checkInbound(stage: Stage, load: InboundLoad): Promise<Faults> {
  const stored = judgeLines(await readLines(stage, load), load);
  const consumer = await stage.peers.call('reportConsumer', null);
  const arrived = consumer.arrivals.message ?? 0;
  const notForwarded = Math.max(0, sum(load.bySender) - arrived);
  const spotted = await spotCheck(stage, load);
  return {
    lost: stored.lost + notForwarded + spotted.length,
    duplicates: stored.duplicates + consumer.duplicates,
    orderBreaks: stored.orderBreaks + consumer.orderBreaks,
    notes: [...stored.notes, ...spotted, ...consumer.orderExamples],
  };
}

/** The texts of each sender as stored, oldest first. */
export function readLines(stage: Stage, load: Pick<InboundLoad, 'senders'>): Promise<StoredLine[]> {
  return query<StoredLine>(
    stage.dataDir,
    `select c.wa_id as "waId", array_agg(m.text order by m.id) as texts
     from contacts c join messages m on m.tenant_id = c.tenant_id and m.contact_id = c.id
     where c.wa_id = any($1::text[]) and m.direction = 'in' group by c.wa_id`,
    [load.senders],
  );
}

/** Compares what is stored with what was answered: `<label> of <sender> #1`, `#2`, ... and nothing else of that label. */
export function judgeLines(lines: readonly StoredLine[], load: InboundLoad): Faults {
  const bySender = new Map(lines.map((line) => [line.waId, line.texts]));
  const notes: string[] = [];
  let lost = 0;
  let duplicates = 0;
  let orderBreaks = 0;
  load.senders.forEach((waId, index) => {
    const texts = (bySender.get(waId) ?? []).filter((text) => text.startsWith(`${load.label} `));
    const wanted = Array.from({ length: load.bySender[index] ?? 0 }, (_, at) => `${load.label} of ${waId} #${at + 1}`);
    const present = new Set(texts);
    const missing = wanted.filter((text) => !present.has(text)).length;
    const strangers = texts.filter((text) => !text.startsWith(`${load.label} of ${waId} #`)).length;
    lost += missing;
    duplicates += texts.length - present.size;
    if (missing === 0 && wanted.some((text, at) => texts[at] !== text)) orderBreaks += 1;
    if (missing > 0) notes.push(`${missing} of ${wanted.length} messages of ${waId} are not stored`);
    if (strangers > 0) notes.push(`${strangers} messages of others are stored under ${waId}`);
    lost += strangers;
  });
  return { lost, duplicates, orderBreaks, notes: notes.slice(0, spotChecks) };
}

async function spotCheck(stage: Stage, load: InboundLoad): Promise<string[]> {
  const step = Math.max(1, Math.floor(load.senders.length / spotChecks));
  const notes: string[] = [];
  for (let index = 0; index < load.senders.length; index += step) {
    const waId = load.senders[index] ?? '';
    const answer = await stage.api.get(`${tenantPath}/api/v1/getMessages/${waId}?pageSize=${pageSize}&pageNumber=1`);
    const items = answer.kind === 'answered' ? readItems(answer.body) : [];
    const texts = items.filter((item) => item.eventType === 'message').map((item) => item.text ?? '');
    const wanted = Math.min(pageSize, load.bySender[index] ?? 0);
    const own = texts.filter((text) => text.startsWith(`${load.label} of ${waId} #`)).length;
    if (own < wanted - ticketRows) notes.push(`getMessages shows ${own} of ${wanted} messages of ${waId}`);
    if (own !== texts.length) notes.push(`getMessages shows messages of others under ${waId}`);
  }
  return notes;
}

/** The page of a busy conversation also holds the opening of its ticket. */
const ticketRows = 2;

function readItems(body: unknown): { eventType?: string; text?: string | null }[] {
  const items = (body as { messages?: { items?: unknown } } | null)?.messages?.items;
  return Array.isArray(items) ? items : [];
}
