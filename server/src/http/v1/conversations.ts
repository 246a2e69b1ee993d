import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Contact } from '../../modules/contacts/index.ts';
import {
  assignOperator,
  assignTeams,
  type Conversation,
  changeStatus,
  findConversationOn,
  findConversations,
} from '../../modules/conversations/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseChannel, refuseWith, toFailure } from './refuse.ts';
import { fromTicketStatus } from './shapes/ticket-status.ts';

const teamsLimit = 50;

export function createV1ConversationHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    assignOperator: (request) => refuseWith(refusals, () => giveToOperator(deps, request)),
    assignTeam: (request) => refuseWith(refusals, () => giveToTeams(deps, request)),
    updateChatStatus: (request) => refuseWith(refusals, () => updateStatus(deps, request)),
  });
}

const refusals = {
  'channel.not_found': refuseChannel,
  'contact.not_found': refuse,
  'conversation.not_found': refuse,
  'operator.not_found': refuse,
  'team.not_found': refuse,
  'message.window_closed': (error: AppError) => ({
    body: { ...toFailure(error.message), ticketStatus: 'EXPIRED', reason: error.reason },
  }),
};

function refuse(error: AppError): Reply {
  return { body: { ...toFailure(error.message), reason: error.reason } };
}

async function giveToOperator(deps: ApiDeps, { ctx, query }: LegacyRequest<'assignOperator'>): Promise<Reply> {
  const { conversation } = await findChat(deps, ctx, query);
  if (conversation === undefined) throw new AppError('conversation.not_found', 'Conversation not found');
  await assignOperator(deps, ctx, { conversationId: conversation.id, email: query.email ?? '' });
  return { body: { result: true, info: '' } };
}

async function giveToTeams(deps: ApiDeps, { ctx, query }: LegacyRequest<'assignTeam'>): Promise<Reply> {
  const teams = query.teams.filter((team) => team.trim() !== '');
  if (teams.length === 0) throw new AppError('request.invalid', 'teams is required.');
  if (teams.length > teamsLimit) throw new AppError('request.invalid', `teams must hold at most ${teamsLimit} items.`);
  const { contact, conversation } = await findChat(deps, ctx, query);
  await assignTeams(deps, ctx, { contactId: contact.id, conversation, teams });
  return { body: { result: true } };
}

async function updateStatus(deps: ApiDeps, { ctx, body }: LegacyRequest<'updateChatStatus'>): Promise<Reply> {
  const { contact, conversation } = await findChat(deps, ctx, body);
  const status = fromTicketStatus(body.ticketStatus);
  await changeStatus(deps, ctx, { contactId: contact.id, conversationId: conversation?.id, status });
  return { body: { result: true } };
}

interface ChatNames {
  readonly target?: string | undefined;
  readonly whatsappNumber?: string | undefined;
  readonly channelPhoneNumber?: string | undefined;
}

interface Chat {
  readonly contact: Contact;
  /** Undefined for a contact without a chat on the channel. */
  readonly conversation: Conversation | undefined;
}

/**
 * The chat that a request names: on its channel, else on the default one, else the one in which the customer wrote last.
 * Throws request.target_missing, channel.not_found, and contact.not_found for nobody known.
 */
async function findChat(deps: ApiDeps, ctx: Context, names: ChatNames): Promise<Chat> {
  const target = names.target?.trim() || names.whatsappNumber?.trim();
  if (!target) throw new AppError('request.target_missing', 'target or whatsappNumber is required.');
  const found = await findConversations(deps, ctx, target, names.channelPhoneNumber?.trim());
  if (found === undefined) throw new AppError('contact.not_found', 'Contact not found');
  const { contact, conversations } = found;
  if (conversations.length < 2) return { contact, conversation: conversations[0] };
  const { conversation } = await findConversationOn(deps, ctx, found);
  return { contact, conversation: conversation ?? conversations[0] };
}
