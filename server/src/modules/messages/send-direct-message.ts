import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { contactCreated, ensureContacts } from '../contacts/index.ts';
import { ensureConversations } from '../conversations/index.ts';
import type { FetchByUrlDeps } from '../media/index.ts';
import { countCharacters } from './count-characters.ts';
import type { InteractiveMessage } from './interactive-message.ts';
import { newOutgoing } from './new-outgoing.ts';
import { prepareInteractive } from './prepare-interactive.ts';
import { queuePriority } from './queue-priority.ts';
import { type SendDeps, sourceOf } from './send-deps.ts';
import type { GraphContent } from './session-content.ts';
import { storeOutgoing } from './store-outgoing.ts';
import type { Message } from './types.ts';

export type DirectContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'interactive'; readonly message: InteractiveMessage };

export interface DirectMessageInput {
  readonly channelId: string;
  readonly waId: string;
  readonly content: DirectContent;
  readonly broadcastName: string | undefined;
  readonly localMessageId: string | undefined;
}

/** Meta's limit of a body that goes out as a template, in characters. */
const directTextLimit = 1024;

/**
 * Accepts a utility message that needs neither a template nor an open window (Meta's Direct Send: the send bears the
 * category utility, and Meta makes the template). The person and the conversation are made where unknown. Throws
 * contact.blocked, message.text_empty, message.text_too_long, or what `prepareInteractive` throws.
 */
export async function sendDirectMessage(
  deps: SendDeps & FetchByUrlDeps,
  ctx: Context,
  input: DirectMessageInput,
): Promise<Message> {
  const content = await toDirectContent(deps, ctx, input.content);
  const { tenantId } = ctx;
  const at = deps.clock.now();
  const accepted = await deps.db.transaction(async (tx) => {
    const person = { tenantId, waId: input.waId, bsuid: undefined, source: sourceOf(ctx) };
    const [ensured] = await ensureContacts(deps, tx, [person]);
    const { contact, created } = present(ensured, 'the contact of a direct send');
    if (contact.blockedAt !== null) throw new AppError('contact.blocked', 'The contact is blocked.');
    const pair = { tenantId, contactId: contact.id, channelId: input.channelId };
    const [conversation] = await ensureConversations(deps, tx, [pair], { statusIfNew: 'broadcast', lock: false });
    const message = newOutgoing(ctx, present(conversation, 'the conversation of a direct send'), content, {
      kind: 'direct',
      localMessageId: input.localMessageId ?? null,
      replyToWamid: null,
      broadcastName: input.broadcastName ?? null,
      createdAt: at,
    });
    const body = JSON.stringify(content.body);
    const row = { message, content: body, ordered: true, priority: queuePriority.template, queued: true };
    storeOutgoing(tx, [row]);
    const events = created ? [contactCreated(deps.clock, contact, at)] : [];
    await deps.events.record(tx, events);
    return { message, events };
  });
  deps.events.committed(accepted.events);
  deps.queued(new Set([input.channelId]));
  return accepted.message;
}

async function toDirectContent(deps: FetchByUrlDeps, ctx: Context, content: DirectContent): Promise<GraphContent> {
  if (content.kind === 'interactive') {
    return { type: 'interactive', ...(await prepareInteractive(deps, ctx, content.message)) };
  }
  const { text } = content;
  if (text.trim() === '') throw new AppError('message.text_empty', 'Message text is empty');
  if (countCharacters(text) > directTextLimit) {
    throw new AppError('message.text_too_long', `Message text is longer than ${directTextLimit} characters`);
  }
  return { type: 'text', text, body: { body: text }, mediaId: null };
}
