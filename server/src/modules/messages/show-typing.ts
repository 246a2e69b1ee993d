import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { GraphClient, GraphFailure } from '../../meta/graph-client.ts';
import { findCredentials } from '../channels/index.ts';
import { type Conversation, serviceWindowMs } from '../conversations/index.ts';
import { requireOpenChat } from './send-session-message.ts';

export interface TypingDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly secrets: SecretBox;
  readonly graph: Pick<GraphClient, 'markRead'>;
}

// What tells of a change was not written by the customer.
const newestReceivedStatement = tenantStatement<{ wamid: string }>(
  'messages.newest-to-read',
  `select wamid from messages
   where tenant_id = $1 and conversation_id = $2 and id >= $3 and direction = 'in' and wamid is not null
     and type not in ('system', 'edit', 'revoke')
   order by id desc limit 1`,
);

/**
 * Shows the customer that somebody is typing, for 25 seconds or until the next message. Meta takes it along with marking the
 * customer's newest message, and the earlier ones, as read (cloud-api-behaviour 2.9). Nothing is stored. Throws what
 * `requireOpenChat` throws, message.not_found when no message can be marked, meta.rejected and meta.unavailable.
 */
export async function showTyping(deps: TypingDeps, ctx: Context, conversation: Conversation): Promise<void> {
  requireOpenChat(deps, conversation);
  const { tenantId, id, channelId } = conversation;
  // Stored after it was written, so one that holds the window open is not older than the window.
  const since = firstIdAt(deps.clock.nowMs() - serviceWindowMs);
  const [newest] = await deps.db.tenant(ctx.tenantId, newestReceivedStatement, [id, since]);
  const credentials = await findCredentials(deps, tenantId, channelId);
  if (newest === undefined || credentials === undefined) {
    throw new AppError('message.not_found', 'The customer has written no message that the sign could be shown for.');
  }
  const { phoneNumberId, accessToken } = credentials;
  const outcome = await deps.graph.markRead({ phoneNumberId, accessToken, messageId: newest.wamid, typing: true });
  if (outcome.kind !== 'done') throwFailure(outcome);
}

function throwFailure(failure: GraphFailure): never {
  if (failure.kind === 'unavailable') {
    const message = 'Meta could not be asked to show the typing sign. Try again later.';
    throw new AppError('meta.unavailable', message, { details: { detail: failure.detail } });
  }
  const { error, rule } = failure;
  throw new AppError('meta.rejected', `Meta refused the typing sign: ${rule.plain}`, { details: { error } });
}
