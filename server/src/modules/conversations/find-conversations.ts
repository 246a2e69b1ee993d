import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { type Channel, getChannel, listChannels } from '../channels/index.ts';
import { type Contact, findContact, findContactsById, readTarget, splitChannel } from '../contacts/index.ts';
import { findByContactStatement, findByIdStatement } from './queries.ts';
import type { Conversation } from './types.ts';

/** What a conversation target of the API was found to name. */
export interface FoundConversations {
  readonly contact: Contact;
  /** The channel named in the target or beside it; undefined when none was named. */
  readonly channel: Channel | undefined;
  /** All that match, the one with the newest customer message first. */
  readonly conversations: readonly Conversation[];
}

/**
 * Finds the conversations behind a target: conversation id, contact id, phone number or BSUID, each also behind
 * `Channel:` (wati-v3-behaviour section 4). Undefined: the target is no target, or names nobody known. Throws
 * channel.not_found for an unknown channel.
 */
export async function findConversations(
  deps: { db: Database },
  ctx: Context,
  target: string,
  channelName?: string | null,
): Promise<FoundConversations | undefined> {
  const { channel: prefix, rest } = splitChannel(target);
  const named = prefix ?? (channelName?.trim() || undefined);
  const channel = named === undefined ? undefined : await getChannel(deps, ctx, named);
  const person = readTarget(rest);
  if (!person) return undefined;
  if (person.kind === 'id') {
    const byId = await findById(deps, ctx, person.id);
    if (byId) return onChannel(byId, channel);
  }
  const contact = await findContact(deps, ctx, person);
  if (!contact) return undefined;
  const conversations = await deps.db.tenant(ctx.tenantId, findByContactStatement, [contact.id]);
  return onChannel({ contact, channel, conversations }, channel);
}

/** The conversation of a contact on a channel; no name means the default channel. */
export async function findConversationOn(
  deps: { db: Database },
  ctx: Context,
  found: FoundConversations,
): Promise<{ channel: Channel; conversation: Conversation | undefined }> {
  const channel = found.channel ?? (await getChannel(deps, ctx, undefined));
  return { channel, conversation: found.conversations.find((entry) => entry.channelId === channel.id) };
}

async function findById(deps: { db: Database }, ctx: Context, id: string): Promise<FoundConversations | undefined> {
  const [conversation] = await deps.db.tenant(ctx.tenantId, findByIdStatement, [id]);
  if (!conversation) return undefined;
  const contact = (await findContactsById(deps, ctx, [conversation.contactId])).get(conversation.contactId);
  const channels = await listChannels(deps, ctx);
  const channel = channels.find((entry) => entry.id === conversation.channelId);
  return contact ? { contact, channel, conversations: [conversation] } : undefined;
}

function onChannel(found: FoundConversations, channel: Channel | undefined): FoundConversations {
  if (!channel) return found;
  return { ...found, channel, conversations: found.conversations.filter((entry) => entry.channelId === channel.id) };
}
