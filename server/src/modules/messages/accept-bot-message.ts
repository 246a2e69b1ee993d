import type { Transaction } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import type { Conversation } from '../conversations/index.ts';
import { checkInteractive } from './check-interactive.ts';
import { toInteractiveContent } from './interactive-content.ts';
import type { InteractiveMessage } from './interactive-message.ts';
import type { SendDeps } from './send-deps.ts';
import { acceptSessionMessage } from './send-session-message.ts';
import type { SessionContent } from './session-content.ts';

export interface BotMessage {
  readonly text: string;
  /** Up to three reply buttons; none makes a plain text. */
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
}

/**
 * Accepts a message of a chatbot in the caller's transaction and answers its id; call `queued` after the commit. Throws what
 * `acceptSessionMessage` throws, or message.interactive_invalid, before anything is written.
 */
export async function acceptBotMessage(
  deps: Pick<SendDeps, 'clock'>,
  tx: Transaction,
  ctx: Context,
  conversation: Conversation,
  input: BotMessage,
): Promise<string> {
  const { id } = await acceptSessionMessage(deps, tx, ctx, { conversation, content: toContent(input) });
  return id;
}

function toContent({ text, buttons }: BotMessage): SessionContent {
  if (buttons.length === 0) return { kind: 'text', text };
  const message: InteractiveMessage = { kind: 'buttons', header: undefined, body: text, footer: undefined, buttons };
  checkInteractive(message);
  return { kind: 'interactive', text, body: toInteractiveContent(message, undefined), mediaId: null };
}
