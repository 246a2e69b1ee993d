import type { components } from '@parley/contract/inbox';
import type { Context } from '../../kernel/context.ts';
import {
  createQuickReply,
  deleteQuickReply,
  fillVariables,
  getContactOf,
  listQuickReplies,
  type QuickReply,
  updateQuickReply,
  variablesOf,
} from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Credential } from '../authenticate.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { requireSession } from '../internal/require-session.ts';
import { getRow } from './get-row.ts';
import { toMedia } from './shapes/timeline.ts';

type Schemas = components['schemas'];
type Fill = Parameters<typeof fillVariables>[1];

/** Texts of the workspace that people insert by a shortcut. */
export function createQuickReplyHandlers(deps: ApiDeps): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async listInboxQuickReplies({ ctx, credential, query }) {
      const filling =
        query.conversationId === undefined ? undefined : await fillingOf(deps, ctx, credential, query.conversationId);
      const replies = await listQuickReplies(deps, ctx);
      return { body: { quickReplies: replies.map((reply) => toQuickReply(reply, filling)) } };
    },

    async createInboxQuickReply({ ctx, body }) {
      return { status: 201, body: toQuickReply(await createQuickReply(deps, ctx, fromInput(body)), undefined) };
    },

    async updateInboxQuickReply({ ctx, params, body }) {
      return { body: toQuickReply(await updateQuickReply(deps, ctx, params.quickReplyId, fromInput(body)), undefined) };
    },

    async deleteInboxQuickReply({ ctx, params }) {
      await deleteQuickReply(deps, ctx, params.quickReplyId);
      return { status: 204, body: undefined };
    },
  });
}

async function fillingOf(deps: ApiDeps, ctx: Context, credential: Credential, conversationId: string): Promise<Fill> {
  const { id } = await getRow(deps, ctx, conversationId);
  const contact = await getContactOf(deps, ctx, id);
  return {
    name: contact.name ?? contact.profileName,
    phone: contact.waId,
    agent: requireSession(credential).operator.name,
    attributes: contact.attributes,
  };
}

function fromInput({ shortcut, text, mediaId }: Schemas['QuickReplyInput']) {
  return { shortcut, text, mediaId: mediaId ?? undefined };
}

function toQuickReply(reply: QuickReply, filling: Fill | undefined): Schemas['QuickReply'] {
  const { id, shortcut, text, updatedAt } = reply;
  const filled = filling && fillVariables(text, filling);
  return {
    id,
    shortcut,
    text,
    media: toMedia(reply),
    variables: variablesOf(text),
    rendered: filled?.text ?? null,
    missing: [...(filled?.missing ?? [])],
    updatedAt: updatedAt.toISOString(),
  };
}
