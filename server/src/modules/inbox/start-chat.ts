import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { getChannel, listChannels } from '../channels/index.ts';
import { findContactsById, nameContacts, readTarget } from '../contacts/index.ts';
import { prepareTemplate, type Recipient, type TemplateChoice } from './message-draft.ts';
import {
  acceptTemplate,
  type InboxSendDeps,
  noteSent,
  repeatOf,
  type SentReply,
  takeClientId,
} from './send-from-inbox.ts';

export interface NewChat {
  readonly clientId: string;
  /** Phone number, contact id or BSUID. */
  readonly target: string;
  /** For a contact that has no name. */
  readonly name: string | undefined;
  /** Undefined: the default channel. */
  readonly channelId: string | undefined;
  readonly template: TemplateChoice;
}

/**
 * Writes to a person first, which only a template may do; contact and chat are made where there are none. Throws
 * contact.number_invalid, contact.not_found, channel.not_found, contact.blocked and what `prepareDraft` throws of templates.
 */
export async function startChat(
  deps: InboxSendDeps,
  ctx: Context,
  input: NewChat,
): Promise<Extract<SentReply, { kind: 'sent' }>> {
  const { clientId } = input;
  const channelId = await findChannelId(deps, ctx, input.channelId);
  const recipient = await findRecipient(deps, ctx, input.target);
  const prepared = await prepareTemplate(deps, ctx, { channelId, recipient }, input.template);
  const outcome = await deps.db.transaction(async (tx) => {
    const earlier = await takeClientId(tx, ctx, clientId);
    if (earlier !== undefined) return { sent: repeatOf(earlier, undefined) };
    const accepted = await acceptTemplate(deps, tx, ctx, { prepared, recipient, channelId, clientId });
    const { messageId, conversationId, contact, templates } = accepted;
    await nameContacts(tx, deps, ctx, [{ contact, name: input.name?.trim() }]);
    const event = await noteSent(deps, tx, ctx, { conversationId, messageId });
    return { sent: { kind: 'sent', messageId, conversationId, isRepeat: false } as const, event, templates };
  });
  if (outcome.event !== undefined) {
    deps.events.committed([outcome.event]);
    deps.sender.announce(outcome.templates);
  }
  if (outcome.sent.kind !== 'sent') throw new Error('A new chat can cross nothing.');
  return outcome.sent;
}

async function findChannelId(deps: InboxSendDeps, ctx: Context, channelId: string | undefined): Promise<string> {
  if (channelId === undefined) return (await getChannel(deps, ctx, undefined)).id;
  const channel = (await listChannels(deps, ctx)).find((entry) => entry.id === channelId);
  if (channel === undefined) throw new AppError('channel.not_found', 'Channel not found.');
  return channel.id;
}

async function findRecipient(deps: InboxSendDeps, ctx: Context, target: string): Promise<Recipient> {
  const person = readTarget(target);
  if (person === undefined) throw new AppError('contact.number_invalid', 'The phone number is not valid.');
  if (person.kind === 'phone') return { waId: person.waId, bsuid: undefined };
  if (person.kind === 'bsuid') return { waId: undefined, bsuid: person.bsuid };
  const contact = (await findContactsById(deps, ctx, [person.id])).get(person.id);
  if (contact === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  return { waId: contact.waId ?? undefined, bsuid: contact.bsuid ?? undefined };
}
