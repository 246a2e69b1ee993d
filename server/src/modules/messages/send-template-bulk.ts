import type { Database } from '../../db/database.ts';
import { assert } from '../../kernel/assert.ts';
import {
  type AcceptedMessage,
  type BlockedRecipient,
  maxPerTransaction,
  type TemplateMessageInput,
  type TemplateSender,
} from './send-template-messages.ts';

/**
 * Accepts any number of template messages up to `maxPerTransaction` in one transaction: all of them or none, but for those
 * to blocked contacts. Answers one for each, in order.
 */
export async function sendTemplateBulk(
  deps: { readonly db: Database; readonly sender: TemplateSender },
  inputs: readonly TemplateMessageInput[],
): Promise<readonly (AcceptedMessage | BlockedRecipient)[]> {
  assert(inputs.length <= maxPerTransaction, 'a bulk send has at most 10,000 messages');
  if (inputs.length === 0) return [];
  const accepted = await deps.db.transaction((tx) => deps.sender.acceptIn(tx, inputs));
  deps.sender.announce(accepted);
  return accepted.messages;
}
