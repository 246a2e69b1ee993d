import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { lockConversation, type ReadState, setReadState } from '../conversations/index.ts';
import type { InboxDeps } from './list-inbox.ts';

type ReadDeps = InboxDeps & { readonly events: EventRecorder };

interface SeenMessage {
  id: string;
  createdAt: Date;
}

const received = `m.tenant_id = $1 and m.conversation_id = $2 and m.direction = 'in'
  and m.type not in ('system', 'edit', 'revoke')`;

const newestStatement = tenantStatement<SeenMessage>(
  'inbox.newest-received',
  `select m.id, m.created_at as "createdAt" from messages m where ${received} order by m.id desc limit 1`,
);

const firstAfterStatement = tenantStatement<SeenMessage>(
  'inbox.first-received-after',
  `select m.id, m.created_at as "createdAt" from messages m where ${received} and m.id > $3 order by m.id limit 1`,
);

const newestBeforeStatement = tenantStatement<SeenMessage>(
  'inbox.newest-received-before',
  `select m.id, m.created_at as "createdAt" from messages m where ${received} and m.id < $3 order by m.id desc limit 1`,
);

/**
 * Marks a chat as read for the team: all of it, or only up to a message, so that one which came meanwhile stays unread.
 * Throws conversation.not_found.
 */
export async function markRead(
  deps: ReadDeps,
  ctx: Context,
  { conversationId, upToId }: { readonly conversationId: string; readonly upToId: string | undefined },
): Promise<void> {
  await change(deps, ctx, conversationId, async (tx) => {
    const after =
      upToId === undefined ? [] : await tx.tenant(ctx.tenantId, firstAfterStatement, [conversationId, upToId]);
    const [next] = after;
    if (next !== undefined && upToId !== undefined) return { seenMessageId: upToId, unreadSince: next.createdAt };
    const [newest] = await tx.tenant(ctx.tenantId, newestStatement, [conversationId]);
    return { seenMessageId: newest?.id ?? null, unreadSince: null };
  });
}

/** Marks a chat as unread from the customer's newest message on. Throws conversation.not_found and conversation.never_written. */
export async function markUnread(deps: ReadDeps, ctx: Context, conversationId: string): Promise<void> {
  await change(deps, ctx, conversationId, async (tx) => {
    const [newest] = await tx.tenant(ctx.tenantId, newestStatement, [conversationId]);
    if (newest === undefined) {
      throw new AppError('conversation.never_written', 'The customer has written nothing that could be unread.');
    }
    const [before] = await tx.tenant(ctx.tenantId, newestBeforeStatement, [conversationId, newest.id]);
    return { seenMessageId: before?.id ?? null, unreadSince: newest.createdAt };
  });
}

async function change(
  deps: ReadDeps,
  { tenantId }: Context,
  conversationId: string,
  decide: (tx: Transaction) => Promise<ReadState>,
): Promise<void> {
  const events = await deps.db.transaction(async (tx): Promise<PlatformEvent[]> => {
    // No message of the customer comes in while this is decided.
    if ((await lockConversation(tx, tenantId, conversationId)) === undefined) {
      throw new AppError('conversation.not_found', 'Conversation not found.');
    }
    if (!(await setReadState(tx, tenantId, conversationId, await decide(tx)))) return [];
    const at = deps.clock.now();
    const type = 'conversation.read';
    const id = newId(at.getTime());
    const event = {
      id,
      tenantId,
      type,
      conversationId,
      subjectId: conversationId,
      data: undefined,
      facts: undefined,
      at,
    } as const;
    await deps.events.record(tx, [event]);
    return [event];
  });
  deps.events.committed(events);
}
