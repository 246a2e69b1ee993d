import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findOperatorIn, type Operator } from '../accounts/index.ts';
import type { ConversationDeps } from './change-status.ts';
import { nameActor } from './name-actor.ts';
import { assignStatement } from './queries.ts';
import { writeTicketEvents } from './ticket-events.ts';
import { botName, sentences } from './ticket-sentences.ts';

export interface OperatorAssignment {
  readonly conversationId: string;
  /** In any case; empty: the bot. */
  readonly email: string;
}

/**
 * Gives a chat to an operator of the workspace, or back to the bot, and says so in its history each time. The assignment
 * lasts until the customer opens a new ticket. Throws operator.not_found and conversation.not_found.
 */
export async function assignOperator(deps: ConversationDeps, ctx: Context, input: OperatorAssignment): Promise<void> {
  const email = input.email.trim();
  const operator = email === '' ? undefined : await findOperatorIn(deps.db, ctx.tenantId, email);
  if (email !== '' && operator === undefined) throw new AppError('operator.not_found', 'Operator not found');
  const actor = await nameActor(deps, ctx);
  const { conversationId } = input;
  const events = await deps.db.transaction((tx) =>
    assignOperatorIn(deps, tx, ctx, { conversationId, operator, actor }),
  );
  deps.events.committed(events);
}

/** The same in the caller's transaction, by an actor who is named already. Answers the events, which are recorded. */
export async function assignOperatorIn(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  { tenantId }: Context,
  input: {
    readonly conversationId: string;
    /** Undefined: the bot. */
    readonly operator: Pick<Operator, 'id' | 'name'> | undefined;
    readonly actor: string;
  },
): Promise<PlatformEvent[]> {
  const { operator, actor } = input;
  const assignee = operator?.name ?? botName;
  const at = deps.clock.now();
  const [conversation] = await tx.tenant(tenantId, assignStatement, [input.conversationId, operator?.id ?? null, at]);
  if (conversation === undefined) throw new AppError('conversation.not_found', 'Conversation not found');
  const { ticketId } = conversation;
  const description = sentences.assigned(assignee, actor);
  const change = { kind: 'other' } as const;
  await writeTicketEvents(deps, tx, [
    { id: newId(at.getTime()), conversation, ticketId, change, description, actor, assignee, at },
  ]);
  const assigned: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'conversation.assigned',
    conversationId: conversation.id,
    subjectId: conversation.id,
    data: { operatorId: operator?.id ?? null },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [assigned]);
  return [assigned];
}
