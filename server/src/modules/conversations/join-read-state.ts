import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import type { ReadState } from './read-state.ts';

/** How far a chat was read, and when something last happened in it. */
export interface Activity extends ReadState {
  readonly lastActivityAt: Date;
}

export const activityColumns = `last_activity_at as "lastActivityAt", unread_since as "unreadSince",
  seen_message_id as "seenMessageId"`;

const findStatement = tenantStatement<Activity>(
  'conversations.find-activity',
  `select ${activityColumns} from conversations where tenant_id = $1 and id = $2`,
);

const writeStatement = tenantStatement(
  'conversations.write-activity',
  `update conversations set last_activity_at = $3, unread_since = $4, seen_message_id = $5
   where tenant_id = $1 and id = $2`,
);

/** A chat is called unread by the clock a moment after its message got its id. */
const idSlackMs = 60_000;

/** Gives a chat, locked by the caller, the activity of another that becomes part of it: what was unread in either stays so. */
export async function joinActivity(
  tx: Transaction,
  tenantId: string,
  intoId: string,
  from: Activity | undefined,
): Promise<void> {
  const [into] = await tx.tenant(tenantId, findStatement, [intoId]);
  if (from === undefined || into === undefined) return;
  const { lastActivityAt, unreadSince, seenMessageId } = joinActivities(into, from);
  await tx.tenant(tenantId, writeStatement, [intoId, lastActivityAt, unreadSince, seenMessageId]);
}

/** One mark tells what is read: where it cannot tell of both chats, more is unread rather than less. */
function joinActivities(one: Activity, other: Activity): Activity {
  const lastActivityAt = one.lastActivityAt > other.lastActivityAt ? one.lastActivityAt : other.lastActivityAt;
  const unread = [one, other].flatMap(({ unreadSince, seenMessageId }) =>
    unreadSince === null
      ? []
      : [{ unreadSince, mark: seenMessageId ?? firstIdAt(Math.max(0, unreadSince.getTime() - idSlackMs)) }],
  );
  const [first] = unread.toSorted((a, b) => a.unreadSince.getTime() - b.unreadSince.getTime());
  const [mark] = unread.map((chat) => chat.mark).sort();
  if (first !== undefined) return { lastActivityAt, unreadSince: first.unreadSince, seenMessageId: mark ?? null };
  const seen = [one.seenMessageId ?? '', other.seenMessageId ?? ''].sort().at(-1);
  return { lastActivityAt, unreadSince: null, seenMessageId: seen || null };
}
