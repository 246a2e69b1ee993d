import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { assert } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isAppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Contact, lockContact } from '../contacts/index.ts';
import { type Conversation, leaveFlow, lockConversation } from '../conversations/index.ts';
import { type Applied, applyEffects } from './apply-effects.ts';
import { readDefinition } from './flow-definition.ts';
import {
  type DueRun,
  endRunStatement,
  findFlowStatement,
  findRunStatement,
  takeInputsStatement,
  waitStatement,
} from './queries.ts';
import { takeTurn } from './take-turn.ts';
import type { EndReason, FlowInput, FlowRun } from './types.ts';

export interface AdvanceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/** A run without an answer ends after this time. */
export const answerTimeoutMs = 24 * 60 * 60 * 1000;

export interface Advanced {
  readonly events: readonly PlatformEvent[];
  /** Channels for which messages were queued. */
  readonly channelIds: ReadonlySet<string>;
}

const nothing: Advanced = { events: [], channelIds: new Set() };

/**
 * Lets a run go on until it waits or ends. What it sends and changes, the answer it took and its new step are one commit:
 * a process that dies leaves all of it undone or all of it done. Contact and conversation are locked in the order of the
 * intake, so runs of one conversation and its messages take turns.
 */
export function advanceRun(deps: AdvanceDeps, due: DueRun): Promise<Advanced> {
  const { tenantId, runId } = due;
  return deps.db.transaction(async (tx) => {
    const contact = await lockContact(tx, tenantId, due.contactId);
    const conversation = await lockConversation(tx, tenantId, due.conversationId);
    const [run] = await tx.tenant(tenantId, findRunStatement, [runId]);
    // It went over to another contact since it was listed: it is listed anew, with what was written into it.
    if (run && (run.contactId !== due.contactId || run.conversationId !== due.conversationId)) return nothing;
    const inputs = await tx.tenant(tenantId, takeInputsStatement, [runId]);
    if (!run || !contact || !conversation) return nothing;
    const place = { run, contact, conversation };
    const nowMs = deps.clock.nowMs();
    const isDue = run.dueAt !== null && run.dueAt.getTime() <= nowMs;
    if (!run.waiting) return isDue ? go(deps, tx, place, undefined) : nothing;
    const answer = findAnswer(run, inputs);
    if (answer) return go(deps, tx, place, answer);
    return isDue ? end(deps, tx, run, 'timed_out') : nothing;
  });
}

/** Ends a run that cannot go on, whatever hinders it. */
export function abandonRun(deps: AdvanceDeps, due: DueRun): Promise<Advanced> {
  const { tenantId, runId } = due;
  return deps.db.transaction(async (tx) => {
    await lockConversation(tx, tenantId, due.conversationId);
    const [run] = await tx.tenant(tenantId, findRunStatement, [runId]);
    await tx.tenant(tenantId, takeInputsStatement, [runId]);
    return run ? end(deps, tx, run, 'failed') : nothing;
  });
}

interface Place {
  readonly run: FlowRun;
  readonly contact: Contact;
  readonly conversation: Conversation;
}

// What was written before the question was asked is no answer to it.
function findAnswer(run: FlowRun, inputs: readonly FlowInput[]): FlowInput | undefined {
  const asked = run.askedId ?? '';
  return [...inputs].sort((a, b) => (a.messageId < b.messageId ? -1 : 1)).find((input) => input.messageId > asked);
}

async function go(deps: AdvanceDeps, tx: Transaction, place: Place, answer: FlowInput | undefined): Promise<Advanced> {
  const { run, contact } = place;
  const [flow] = await tx.tenant(run.tenantId, findFlowStatement, [run.flowId]);
  if (!flow) return end(deps, tx, run, 'node_missing');
  const definition = readDefinition(flow.definition);
  const turn = takeTurn(definition, { nodeId: run.nodeId, answer, misses: run.misses }, factsOf(contact));
  const applied = await tryEffects(deps, tx, place, turn.effects);
  const { refusal } = applied;
  if (refusal !== undefined || turn.outcome.kind === 'end') {
    const reason = refusal ?? (turn.outcome.kind === 'end' ? turn.outcome.reason : 'failed');
    return join(applied, await end(deps, tx, run, reason));
  }
  const { nodeId, misses } = turn.outcome;
  const dueAt = new Date(deps.clock.nowMs() + answerTimeoutMs);
  const askedId = applied.lastMessageId ?? answer?.messageId ?? run.askedId;
  const changed = await tx.tenant(run.tenantId, waitStatement, [run.id, run.step, nodeId, askedId, misses, dueAt]);
  assert(changed.length === 1, 'a run is advanced by one process at a time');
  return join(applied, nothing);
}

// A refused send is checked before anything of it is written: what the run did up to there stands.
async function tryEffects(
  deps: AdvanceDeps,
  tx: Transaction,
  { run, conversation }: Place,
  effects: Parameters<typeof applyEffects>[3],
): Promise<Applied & { refusal?: string }> {
  const ctx = { tenantId: run.tenantId, actor: { kind: 'bot', flowId: run.flowId }, requestId: run.id } as const;
  const applied: Applied = { events: [], channelIds: new Set(), lastMessageId: undefined };
  try {
    await applyEffects(deps, tx, { ctx, conversation, applied }, effects);
    return applied;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...applied, refusal: error.reason };
  }
}

async function end(deps: AdvanceDeps, tx: Transaction, run: FlowRun, reason: EndReason | string): Promise<Advanced> {
  const at = deps.clock.now();
  const changed = await tx.tenant(run.tenantId, endRunStatement, [run.id, run.step, reason, at]);
  assert(changed.length === 1, 'a run is ended by one process at a time');
  await leaveFlow(tx, run.tenantId, run.conversationId, run.id);
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId: run.tenantId,
    type: 'chatbot.ended',
    conversationId: run.conversationId,
    subjectId: run.id,
    data: { flowId: run.flowId, reason },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return { events: [event], channelIds: new Set() };
}

function join(applied: Applied, rest: Advanced): Advanced {
  return { events: [...applied.events, ...rest.events], channelIds: applied.channelIds };
}

function factsOf(contact: Contact): Map<string, string> {
  const name = contact.name ?? contact.profileName ?? '';
  return new Map([['name', name], ['phone', contact.waId ?? ''], ...Object.entries(contact.attributes)]);
}
