import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { findOperatorById, listTeams } from '../../modules/accounts/index.ts';
import { startFlow } from '../../modules/automation/index.ts';
import {
  addTag,
  assignOperator,
  assignTeams,
  changeStatus,
  createTag,
  findConversations,
  listTags,
  removeTag,
} from '../../modules/conversations/index.ts';
import { markRead, markUnread, setFavourite, setPresence } from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type InboxRequest } from '../handlers.ts';
import { getConversation, getRow, operatorIdOf } from './get-row.ts';
import { toTag } from './shapes/conversation.ts';

/** What people make of chats: read, assigned, solved, tagged, starred, looked at. */
export function createChangeHandlers(deps: ApiDeps): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async markInboxRead({ ctx, credential, params, body }) {
      const { id: conversationId } = await getRow(deps, ctx, params.conversationId);
      const upToId = body.upToId?.trim().toLowerCase() || undefined;
      if (upToId !== undefined && !isId(upToId)) throw invalid('upToId', 'must be the id of a message');
      await markRead(deps, ctx, { conversationId, upToId });
      return { body: await getConversation(deps, ctx, credential, conversationId) };
    },

    async markInboxUnread({ ctx, credential, params }) {
      const { id } = await getRow(deps, ctx, params.conversationId);
      await markUnread(deps, ctx, id);
      return { body: await getConversation(deps, ctx, credential, id) };
    },

    async assignInboxConversation(request) {
      const { ctx, credential, params } = request;
      const { id } = await getRow(deps, ctx, params.conversationId);
      await assign(deps, request, id);
      return { body: await getConversation(deps, ctx, credential, id) };
    },

    async startInboxChatbot({ ctx, credential, params, body }) {
      const { id } = await getRow(deps, ctx, params.conversationId);
      const found = await findConversations(deps, ctx, id);
      const conversation = found?.conversations.find((entry) => entry.id === id);
      if (conversation === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
      await startFlow(deps, ctx, { flowId: body.chatbotId.trim().toLowerCase(), conversation });
      return { body: await getConversation(deps, ctx, credential, id) };
    },

    async setInboxStatus({ ctx, credential, params, body }) {
      const { id, contactId } = await getRow(deps, ctx, params.conversationId);
      const [status, ifStill] = [toStatus(body.status), body.ifStill && toStatus(body.ifStill)];
      await changeStatus(deps, ctx, { contactId, conversationId: id, status, ifStill });
      return { body: await getConversation(deps, ctx, credential, id) };
    },

    async tagInboxConversation({ ctx, credential, params, body }) {
      const { id: conversationId } = await getRow(deps, ctx, params.conversationId);
      const [add, remove] = await Promise.all([body.add, body.remove].map((names) => findTagNames(deps, ctx, names)));
      for (const name of remove ?? []) await removeTag(deps, ctx, { conversationId, name });
      for (const name of add ?? []) await addTag(deps, ctx, { conversationId, name });
      return { body: await getConversation(deps, ctx, credential, conversationId) };
    },

    async createInboxTag({ ctx, body }) {
      const tag = await createTag(deps, ctx, body.name);
      if (tag === undefined) throw new AppError('tag.name_taken', 'There is a tag of this name.');
      return { status: 201, body: toTag(tag) };
    },

    async setInboxFavourite({ ctx, credential, params, body }) {
      const { id: conversationId } = await getRow(deps, ctx, params.conversationId);
      const operatorId = operatorIdOf(credential);
      await setFavourite(deps, ctx, { conversationId, operatorId, isFavourite: body.favourite });
      return { body: await getConversation(deps, ctx, credential, conversationId) };
    },

    async setInboxPresence({ ctx, credential, params, body }) {
      const { id: conversationId } = await getRow(deps, ctx, params.conversationId);
      await setPresence(deps, ctx, { conversationId, operatorId: operatorIdOf(credential), state: body.state });
      deps.liveFeed.presenceChanged(ctx.tenantId);
      return { status: 204, body: undefined };
    },
  });
}

function toStatus<Status extends string>(word: Status | 'block'): Exclude<Status, 'block'> | 'blocked' {
  return word === 'block' ? 'blocked' : (word as Exclude<Status, 'block'>);
}

/** All that is named is looked up before anything is written. */
async function assign(
  deps: ApiDeps,
  { ctx, body }: InboxRequest<'assignInboxConversation'>,
  conversationId: string,
): Promise<void> {
  const { operatorId, teamIds } = body;
  const operator = operatorId ? await findOperatorById(deps, ctx.tenantId, operatorId) : undefined;
  if (operatorId && operator === undefined) throw new AppError('operator.not_found', 'Operator not found');
  const teams = teamIds === undefined ? undefined : await findTeamNames(deps, ctx, teamIds);
  const found = await findConversations(deps, ctx, conversationId);
  if (found === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  if (teams !== undefined) {
    const { contact, conversations } = found;
    await assignTeams(deps, ctx, { contactId: contact.id, conversation: conversations[0], teams });
  }
  if (operatorId !== undefined) await assignOperator(deps, ctx, { conversationId, email: operator?.email ?? '' });
}

async function findTeamNames(deps: ApiDeps, ctx: Context, ids: readonly string[]): Promise<string[]> {
  const teams = await listTeams(deps, ctx.tenantId);
  return ids.map((id) => {
    const team = teams.find((entry) => entry.id === id);
    if (team === undefined) throw new AppError('team.not_found', `Team not found: ${id}`);
    return team.id;
  });
}

/** The names of tags that are given by their names or ids. */
async function findTagNames(deps: ApiDeps, ctx: Context, given: readonly string[] | undefined): Promise<string[]> {
  if (given === undefined || given.length === 0) return [];
  const tags = await listTags(deps, ctx);
  return given.map((text) => {
    const key = text.trim().toLowerCase();
    const tag = tags.find(({ id, name }) => id === key || name.toLowerCase() === key);
    if (tag === undefined) throw new AppError('tag.not_found', 'Tag not found.');
    return tag.name;
  });
}

function invalid(field: string, rule: string): AppError {
  return new AppError('request.invalid', `${field} ${rule}.`, { details: { field } });
}
