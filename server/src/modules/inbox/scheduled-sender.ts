import type { Transaction } from '../../db/database.ts';
import { isDatabaseTrouble } from '../../db/database-trouble.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import { endIn, type ScheduledEnd } from './scheduled-messages.ts';
import { dueStatement, nextDueStatement, type ScheduledMessage } from './scheduled-queries.ts';
import { type InboxSendDeps, sendFromInbox } from './send-from-inbox.ts';

const pollMs = 5_000;
const slice = 50;

type SenderDeps = InboxSendDeps & { readonly log: Log };

/** Sends scheduled messages at their time. Any number of processes may run one: a message has one client id, so it goes out once. */
export function createScheduledSender(deps: SenderDeps): DueWorker {
  const { db, clock, log } = deps;
  const step = async (): Promise<boolean> => {
    const due = await db.system(dueStatement, [clock.now(), slice]);
    for (const message of due) await send(deps, message);
    return due.length > 0;
  };
  return createDueWorker({
    name: 'scheduled messages',
    step,
    pollMs,
    clock,
    log,
    nextDueMs: async () => (await db.system(nextDueStatement))[0]?.dueAt?.getTime(),
  });
}

// Sent and told in one commit: a crash repeats nothing, and one that is cancelled at this moment is not sent.
async function send(deps: SenderDeps, scheduled: Omit<ScheduledMessage, 'operatorName'>): Promise<void> {
  const { tenantId, operatorId, conversationId, id, content } = scheduled;
  const ctx: Context = { tenantId, actor: { kind: 'operator', operatorId }, requestId: `scheduled ${id}` };
  const settle = async (tx: Transaction, messageId: string): Promise<readonly PlatformEvent[]> => {
    const events = await endIn(deps, tx, ctx, id, { state: 'sent', messageId });
    if (events.length === 0) throw new AppError('scheduled.over', 'The scheduled message does not wait any more.');
    return events;
  };
  const end = async (as: ScheduledEnd): Promise<void> =>
    deps.events.committed(await deps.db.transaction((tx) => endIn(deps, tx, ctx, id, as)));
  try {
    const clientId = `scheduled-${id}`;
    const sent = await sendFromInbox(deps, ctx, { conversationId, operatorId, clientId, draft: content, settle });
    // Somebody used this client id before: nothing went out now, and nothing will.
    if (sent.kind === 'sent' && sent.isRepeat) await end({ state: 'sent', messageId: sent.messageId });
  } catch (error) {
    if (isAppError(error, 'scheduled.over')) return;
    // One whose chat became part of another meanwhile is tried there.
    await end({ ...toFailure(deps.log, { tenantId, id }, error), ofConversationId: conversationId });
  }
}

/** Why it was not sent. Throws what may be over soon; whatever else it is, it must not hold up those behind it. */
function toFailure(
  log: Log,
  scheduled: { readonly tenantId: string; readonly id: string },
  error: unknown,
): ScheduledEnd {
  const isKnown = isAppError(error) && error.code !== 'internal';
  if (isDatabaseTrouble(error) || (isKnown && error.code === 'upstream_unavailable')) throw error;
  if (isKnown) return { state: 'failed', reason: error.reason, detail: error.message };
  log.error({ err: error, ...scheduled }, 'a scheduled message could not be sent');
  return { state: 'failed', reason: 'internal.unexpected', detail: 'Something went wrong within Parley.' };
}
