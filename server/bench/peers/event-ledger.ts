import type { ConsumerReport } from './peer-protocol.ts';

/** Keeps account of webhook events: which came, which came twice, which came in the wrong order. */
export interface EventLedger {
  note(body: string): void;
  /** Different events so far. */
  arrivals(): number;
  lastArrivalAtMs(): number;
  report(): ConsumerReport;
}

/** Milestones of an outgoing message in the order in which they must be told. */
const rankByType: Readonly<Record<string, number>> = {
  templateMessageSent_v2: 1,
  sentMessageDELIVERED_v2: 2,
  sentMessageDELIVERED: 2,
  sentMessageREAD_v2: 3,
  sentMessageREAD: 3,
  sentMessageREPLIED_v2: 4,
};
const sentType = 'templateMessageSent_v2';
const receivedType = 'message';
const maxExamples = 5;

interface WebhookBody {
  readonly eventType: string;
  readonly id: string;
  readonly conversationId?: string;
  readonly waId?: string;
  readonly text?: string;
}

/** `nowMs` is a monotonic clock that the bench shares. */
export function createEventLedger(options: { keepArrivals: boolean; nowMs: () => number }): EventLedger {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const recipients = new Set<string>();
  const byConversation = new Map<string, string[]>();
  const order = createOrderCheck();
  let duplicates = 0;
  let lastArrivalAtMs = options.nowMs();

  const noteArrival = (body: WebhookBody): void => {
    const { eventType } = body;
    lastArrivalAtMs = options.nowMs();
    counts.set(eventType, (counts.get(eventType) ?? 0) + 1);
    order.note(body);
    if (eventType === sentType && body.waId !== undefined) recipients.add(body.waId);
    if (options.keepArrivals && body.conversationId !== undefined) {
      const entry = `${eventType} ${body.id}`;
      const line = byConversation.get(body.conversationId);
      if (line) line.push(entry);
      else byConversation.set(body.conversationId, [entry]);
    }
  };

  return {
    note(text) {
      const body = JSON.parse(text) as WebhookBody;
      const key = `${body.id} ${body.eventType}`;
      if (seen.has(key)) {
        duplicates += 1;
        return;
      }
      seen.add(key);
      noteArrival(body);
    },
    arrivals: () => seen.size,
    lastArrivalAtMs: () => lastArrivalAtMs,
    report: () => ({
      arrivals: Object.fromEntries(counts),
      duplicates,
      orderBreaks: order.breaks(),
      orderExamples: order.examples,
      recipients: [...recipients],
      byConversation: Object.fromEntries(byConversation),
    }),
  };
}

/** Milestones of a message must rise; the texts of a sender end in a number that counts up from 1. */
function createOrderCheck() {
  const highestRank = new Map<string, number>();
  const lastNumber = new Map<string, number>();
  const examples: string[] = [];
  let breaks = 0;

  const breakOrder = (example: string): void => {
    breaks += 1;
    if (examples.length < maxExamples) examples.push(example);
  };

  const checkMilestone = (body: WebhookBody, rank: number): void => {
    const highest = highestRank.get(body.id) ?? 0;
    if (rank < highest) breakOrder(`${body.eventType} of ${body.id} came after rank ${highest}`);
    else highestRank.set(body.id, rank);
  };

  const checkNumber = (body: WebhookBody): void => {
    const number = readNumber(body.text);
    const line = lineOf(body);
    if (number === undefined) return;
    const last = lastNumber.get(line) ?? 0;
    if (number !== last + 1) breakOrder(`message ${number} of ${line} came after ${last}`);
    lastNumber.set(line, Math.max(last, number));
  };

  return {
    examples,
    breaks: () => breaks,
    note(body: WebhookBody): void {
      const rank = rankByType[body.eventType];
      if (rank !== undefined) checkMilestone(body, rank);
      if (body.eventType === receivedType) checkNumber(body);
    },
  };
}

/** The number at the end of a customer's text, as `customers.ts` writes it. */
export function readNumber(text: string | undefined): number | undefined {
  const match = /#(\d+)$/.exec(text ?? '');
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

// One sender may take part in several loads, each counting from 1.
function lineOf(body: WebhookBody): string {
  return `${body.waId ?? ''} ${(body.text ?? '').split(' ', 1)[0]}`;
}
