import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { explainFailure } from '../../meta/explain-failure.ts';
import { lockMessagesStatement, toFacts, updateMessagesStatement } from './outcome-queries.ts';
import { applyOutcome, type Outcome } from './state-machine.ts';
import { type Message, type MessageFacts, statusOfRank } from './types.ts';

export interface MessageOutcome {
  readonly tenantId: string;
  readonly messageId: string;
  readonly outcome: Outcome;
}

/**
 * Applies what became known of outgoing messages, in the caller's transaction: rows locked in id order, states raised,
 * milestones recorded as events. Outcomes of unknown or incoming messages are ignored. `decide` may turn an outcome
 * into nothing (a failure that will be tried again) once the locked message is seen.
 */
export async function applyOutcomes(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  outcomes: readonly MessageOutcome[],
  decide: (message: Message, outcome: Outcome) => Outcome | undefined = (_, outcome) => outcome,
): Promise<PlatformEvent[]> {
  if (outcomes.length === 0) return [];
  const locked = await lockMessages(tx, outcomes);
  const events: PlatformEvent[] = [];
  const changed = new Map<string, Message>();
  for (const { tenantId, messageId, outcome } of outcomes) {
    const facts = locked.get(keyOf(tenantId, messageId));
    if (facts?.message.direction !== 'out') continue;
    const { message } = facts;
    const before = stateOf(message);
    let rankBefore: number | undefined = message.status;
    const decided = decide(message, outcome);
    const milestones = decided ? applyOutcome(message, decided) : [];
    // Most statuses repeat what is known: a row is only written when it changes.
    if (milestones.length > 0 || stateOf(message) !== before) changed.set(keyOf(tenantId, messageId), message);
    for (const milestone of milestones) {
      events.push({
        id: newId(deps.clock.nowMs()),
        tenantId,
        type: milestone.type,
        conversationId: message.conversationId,
        subjectId: messageId,
        data: eventData(message, milestone.type),
        facts: snapshot(facts, outcome, rankBefore),
        at: milestone.at,
      });
      rankBefore = undefined;
    }
  }
  updateMessages(tx, [...changed.values()]);
  await deps.events.record(tx, events);
  return events;
}

function stateOf(message: Message): string {
  return `${message.status} ${message.wamid} ${message.retries} ${message.failedDetail}`;
}

async function lockMessages(tx: Transaction, outcomes: readonly MessageOutcome[]): Promise<Map<string, MessageFacts>> {
  const wanted = new Map(outcomes.map((entry) => [keyOf(entry.tenantId, entry.messageId), entry]));
  const rows = await tx.system(lockMessagesStatement, toBatchOfIds([...wanted.values()]));
  return new Map(rows.map((row) => [keyOf(row.tenantId, row.id), toFacts(row)]));
}

/** The values of a statement over these messages: tenants and ids, sorted by id, and the bounds of the ids. */
export function toBatchOfIds(messages: readonly { tenantId: string; messageId: string }[]): unknown[] {
  const sorted = [...messages].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const ids = sorted.map((entry) => entry.messageId);
  return [sorted.map((entry) => entry.tenantId), ids, ids[0], ids.at(-1)];
}

function updateMessages(tx: Transaction, messages: readonly Message[]): void {
  if (messages.length === 0) return;
  tx.write(updateMessagesStatement, [
    messages.map((m) => m.tenantId),
    messages.map((m) => m.id),
    messages.map((m) => m.wamid),
    messages.map((m) => m.status),
    messages.map((m) => m.retries),
    messages.map((m) => m.failedCode),
    messages.map((m) => m.failedDetail),
    messages.map((m) => m.sentAt),
    messages.map((m) => m.deliveredAt),
    messages.map((m) => m.readAt),
    messages.map((m) => m.repliedAt),
    messages.map((m) => m.failedAt),
  ]);
}

function eventData(message: Message, type: PlatformEvent['type']): Record<string, unknown> {
  if (type !== 'message.failed') return { status: statusOfRank(message.status) };
  const explained = message.failedCode === null ? undefined : explainFailure(message.failedCode);
  const words = explained && { reason: explained.sentence, next: explained.next };
  return { status: 'failed', code: message.failedCode, detail: message.failedDetail, ...words };
}

// The message goes on changing while the batch is applied; an event tells of it as it was.
function snapshot(facts: MessageFacts, outcome: Outcome, rankBefore: number | undefined): MessageFacts {
  const pricing = 'pricing' in outcome ? outcome.pricing : undefined;
  return { ...facts, rankBefore, pricing, message: { ...facts.message } };
}

export function keyOf(tenantId: string, id: string): string {
  return `${tenantId}/${id}`;
}
