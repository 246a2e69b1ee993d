import type { components } from '@parley/contract/inbox';
import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { addNote, loadEntries, sendFromInbox, startChat } from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Credential } from '../authenticate.ts';
import { defineHandlers, type HandlersBySet, type Reply } from '../handlers.ts';
import { getConversation, getRow, operatorIdOf } from './get-row.ts';
import { toMessageItem, toNoteItem } from './shapes/timeline.ts';
import type { TemplateMemory } from './template-memory.ts';

type Schemas = components['schemas'];

/** What people write: messages, chats with new people, and notes. */
export function createSendHandlers(deps: ApiDeps, templates: TemplateMemory): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async sendInboxMessage({ ctx, credential, params, body }) {
      const { id: conversationId } = await getRow(deps, ctx, params.conversationId);
      const sent = await sendFromInbox(deps, ctx, {
        conversationId,
        operatorId: operatorIdOf(credential),
        clientId: body.clientId,
        draft: body.content,
        replyToId: toId('replyToId', body.replyToId),
        lastSeenId: body.force === true ? undefined : toId('lastSeenId', body.lastSeenId),
      });
      if (sent.kind === 'crossed') return tellCrossed(deps, templates, ctx, sent.messageIds);
      return tellSent(deps, templates, ctx, credential, sent);
    },

    async startInboxConversation({ ctx, credential, body }) {
      const { clientId, target, name, channelId, template } = body;
      const sent = await startChat(deps, ctx, { clientId, target, name, channelId, template });
      return tellSent(deps, templates, ctx, credential, sent);
    },

    async addInboxNote({ ctx, credential, params, body }) {
      const { id: conversationId } = await getRow(deps, ctx, params.conversationId);
      const { clientId, text, mentions = [] } = body;
      const note = await addNote(deps, ctx, {
        conversationId,
        operatorId: operatorIdOf(credential),
        clientId,
        text,
        mentions,
      });
      return { status: 201, body: toNoteItem(note) };
    },
  });
}

async function tellSent(
  deps: ApiDeps,
  templates: TemplateMemory,
  ctx: Context,
  credential: Credential,
  sent: { readonly messageId: string; readonly conversationId: string; readonly isRepeat: boolean },
): Promise<Reply> {
  const [items, conversation] = await Promise.all([
    loadItems(deps, templates, ctx, [sent.messageId]),
    getConversation(deps, ctx, credential, sent.conversationId),
  ]);
  const body: Schemas['SentMessage'] = {
    message: present(items[0], 'the message just sent'),
    conversation,
    isRepeat: sent.isRepeat,
  };
  return { status: 201, body };
}

async function tellCrossed(
  deps: ApiDeps,
  templates: TemplateMemory,
  ctx: Context,
  messageIds: readonly string[],
): Promise<Reply> {
  const body: Schemas['CrossedReply'] = {
    code: 409,
    reason: 'conversation.crossed',
    message: 'Somebody else answered in this chat meanwhile. Nothing was sent.',
    requestId: ctx.requestId,
    timestamp: deps.clock.now().toISOString(),
    crossed: await loadItems(deps, templates, ctx, messageIds),
  };
  return { status: 409, body };
}

async function loadItems(
  deps: ApiDeps,
  templates: TemplateMemory,
  ctx: Context,
  ids: readonly string[],
): Promise<Schemas['MessageItem'][]> {
  const entries = await loadEntries(
    deps.db,
    ctx,
    ids.map((id) => ({ id, kind: 'message' })),
  );
  const describedOf = await templates.describe(ctx, entries);
  return entries.flatMap((entry) => (entry.kind === 'message' ? toMessageItem(entry, describedOf) : []));
}

function toId(field: string, text: string | undefined): string | undefined {
  const id = text?.trim().toLowerCase() || undefined;
  if (id === undefined || isId(id)) return id;
  throw new AppError('request.invalid', `${field} must be the id of an item.`, { details: { field } });
}
