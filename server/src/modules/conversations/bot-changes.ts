import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { closeTicketsStatement, insertTicketEventsStatement } from './queries.ts';
import type { Conversation } from './types.ts';

const botName = 'Bot';
const changedType = 1;

const assignStatement = tenantStatement<{ id: string }>(
  'conversations.assign-by-bot',
  `update conversations set assigned_operator_id = $3, updated_at = $4
   where tenant_id = $1 and id = $2 and assigned_operator_id is distinct from $3 returning id`,
);

const solveStatement = tenantStatement<{ id: string }>(
  'conversations.solve-by-bot',
  `update conversations set status = 'solved', updated_at = $3
   where tenant_id = $1 and id = $2 and status in ('open', 'pending') returning id`,
);

/** Hands a locked conversation over to an operator, and says so in its history. */
export async function assignByBot(
  deps: { readonly clock: Clock },
  tx: Transaction,
  conversation: Conversation,
  operator: { readonly id: string; readonly name: string },
): Promise<void> {
  const { tenantId, id } = conversation;
  const rows = await tx.tenant(tenantId, assignStatement, [id, operator.id, deps.clock.now()]);
  if (rows.length === 0) return;
  const description = `The chat has been assigned to ${operator.name} by ${botName}`;
  await writeTicketEvent(deps, tx, conversation, { description, assignee: operator.name });
}

/** Solves a locked conversation and closes its ticket. Answers the events, which are recorded. */
export async function solveByBot(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  conversation: Conversation,
): Promise<PlatformEvent[]> {
  const { tenantId, id, ticketId } = conversation;
  const at = deps.clock.now();
  const rows = await tx.tenant(tenantId, solveStatement, [id, at]);
  if (rows.length === 0 || ticketId === null) return [];
  await tx.system(closeTicketsStatement, [[tenantId], [ticketId], ['solved'], [at.toISOString()]]);
  const description = `The chat has been closed by ${botName}`;
  await writeTicketEvent(deps, tx, conversation, { description, assignee: null });
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'ticket.closed',
    conversationId: id,
    subjectId: ticketId,
    data: { description },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return [event];
}

async function writeTicketEvent(
  deps: { readonly clock: Clock },
  tx: Transaction,
  { tenantId, id, ticketId }: Conversation,
  told: { readonly description: string; readonly assignee: string | null },
): Promise<void> {
  if (ticketId === null) return;
  const at = deps.clock.now();
  const { description, assignee } = told;
  const row = [tenantId, newId(at.getTime()), id, ticketId, changedType, description, botName, assignee, null];
  await tx.system(insertTicketEventsStatement, [...row.map((value) => [value]), [at.toISOString()]]);
}
