import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { writeTicketEvents } from './ticket-events.ts';
import { sentences } from './ticket-sentences.ts';
import type { Conversation } from './types.ts';

/** A call that is over, as the history tells of it. */
export interface CallNoted {
  /** Name or address of the customer. */
  readonly caller: string;
  readonly direction: 'inbound' | 'outbound';
  readonly status: string;
  readonly durationSeconds: number | null;
  readonly endedAt: Date | null;
}

/** Writes into the history of a chat how a call ended, in the caller's transaction. */
export async function noteCall(
  deps: { readonly clock: Clock },
  tx: Transaction,
  conversation: Conversation,
  call: CallNoted,
): Promise<void> {
  await writeTicketEvents(deps, tx, [
    {
      id: newId(deps.clock.nowMs()),
      conversation,
      ticketId: conversation.ticketId,
      change: { kind: 'called' },
      description: sentences.called(call),
      actor: call.caller,
      assignee: null,
      at: call.endedAt ?? deps.clock.now(),
    },
  ]);
}
