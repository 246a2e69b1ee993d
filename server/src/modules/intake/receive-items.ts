import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { type EnvelopeItem, readTimestampMs } from '../../meta/payload.ts';
import type { Channel } from '../channels/index.ts';
import { contactCreated, type EnsuredContact, ensureContacts, type PersonSeen } from '../contacts/index.ts';
import { type Conversation, ensureConversations, noteCustomerMessages } from '../conversations/index.ts';
import { planInboundMedia } from '../media/index.ts';
import { claimWamids, type Message, type ReceivedMessage, statusRank, storeReceived } from '../messages/index.ts';
import { type ReadMessage, readMessage } from './read-message.ts';

type MessageItem = Extract<EnvelopeItem, { kind: 'message' }>;

export interface RoutedMessage {
  readonly item: MessageItem;
  readonly channel: Channel;
}

interface NewMessage {
  readonly id: string;
  readonly earlierIds: readonly [string, string];
  readonly channel: Channel;
  readonly read: ReadMessage;
  readonly person: PersonSeen;
  readonly wamid: string;
  readonly at: Date;
}

/** Types that tell of a change and are not written by the customer: they neither open the window nor a ticket. */
const silentTypes = new Set(['system']);

/**
 * Takes in messages of customers in the order given: repeats are dropped by their wamid, contacts and conversations
 * made where needed, tickets opened, media planned, answers noted. All in the caller's transaction.
 */
export async function receiveItems(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  routed: readonly RoutedMessage[],
): Promise<PlatformEvent[]> {
  const fresh = await keepFresh(deps, tx, routed);
  if (fresh.length === 0) return [];
  const contacts = await ensureContacts(
    deps,
    tx,
    fresh.map((entry) => entry.person),
  );
  const pairs = fresh.map((entry, index) => ({
    tenantId: entry.channel.tenantId,
    contactId: present(contacts[index], 'contact').contact.id,
    channelId: entry.channel.id,
  }));
  const conversations = await ensureConversations(deps, tx, pairs, { statusIfNew: 'open', lock: true });
  const first = findFirstOfContact(fresh, contacts, conversations);
  const ticketEvents = await noteMessages(deps, tx, fresh, contacts, conversations);
  const media = await planMedia(deps, tx, fresh);
  const received = fresh.map((entry, index): ReceivedMessage => {
    const { contact } = present(contacts[index], 'contact');
    const conversation = present(conversations[index], 'conversation');
    const { channel } = entry;
    return {
      facts: {
        message: toMessage(deps.clock, entry, conversation, media.get(entry.id)?.id ?? null),
        mediaPath: media.get(entry.id)?.path ?? null,
        contact: { ...contact, name: contact.name ?? contact.profileName },
        channel: { id: channel.id, phoneNumber: channel.phoneNumber, isDefault: channel.isDefault },
        operator: null,
      },
      firstOfContact: first.has(entry.id),
    };
  });
  const at = deps.clock.now();
  const created = contacts
    .filter((entry) => entry.created)
    .map((entry) => contactCreated(deps.clock, entry.contact, at));
  await deps.events.record(tx, [...created, ...ticketEvents]);
  return [...created, ...ticketEvents, ...(await storeReceived(deps, tx, received))];
}

async function keepFresh(
  deps: { clock: Clock },
  tx: Transaction,
  routed: readonly RoutedMessage[],
): Promise<NewMessage[]> {
  const named = routed.filter(({ item }) => item.message.from !== undefined || item.message.from_user_id !== undefined);
  const earlier = named.map(() => [newId(deps.clock.nowMs()), newId(deps.clock.nowMs())] as const);
  const ids = await claimWamids(
    deps,
    tx,
    named.map(({ item, channel }) => ({ tenantId: channel.tenantId, wamid: item.message.id })),
  );
  const nowMs = deps.clock.nowMs();
  return named.flatMap(({ item, channel }, index): NewMessage[] => {
    const id = ids[index];
    const earlierIds = earlier[index];
    if (id === undefined || !earlierIds) return [];
    const { message } = item;
    const at = new Date(Math.min(readTimestampMs(message.timestamp) ?? nowMs, nowMs));
    const person = toPerson(channel, item);
    return [{ id, earlierIds, channel, read: readMessage(message), person, wamid: message.id, at }];
  });
}

function toPerson(channel: Channel, { message, contact }: MessageItem): PersonSeen {
  return {
    tenantId: channel.tenantId,
    waId: message.from,
    bsuid: message.from_user_id ?? contact?.user_id,
    parentBsuid: message.from_parent_user_id ?? contact?.parent_user_id,
    username: contact?.profile?.username?.replace(/^@/, ''),
    profileName: contact?.profile?.name?.replaceAll('\u0000', ''),
    source: 'WhatsApp',
  };
}

function findFirstOfContact(
  fresh: readonly NewMessage[],
  contacts: readonly EnsuredContact[],
  conversations: readonly Conversation[],
): Set<string> {
  const seen = new Set<string>();
  const first = new Set<string>();
  fresh.forEach((entry, index) => {
    const contactId = present(contacts[index], 'contact').contact.id;
    const wroteBefore = present(conversations[index], 'conversation').lastCustomerMessageAt !== null;
    if (!wroteBefore && !seen.has(contactId) && !silentTypes.has(entry.read.type)) first.add(entry.id);
    seen.add(contactId);
  });
  return first;
}

async function noteMessages(
  deps: { clock: Clock },
  tx: Transaction,
  fresh: readonly NewMessage[],
  contacts: readonly EnsuredContact[],
  conversations: readonly Conversation[],
): Promise<PlatformEvent[]> {
  const seen = fresh.flatMap((entry, index) => {
    if (silentTypes.has(entry.read.type)) return [];
    const { contact } = present(contacts[index], 'contact');
    const sender = { name: contact.name ?? contact.profileName, address: contact.waId ?? contact.bsuid ?? '' };
    return [
      {
        conversation: present(conversations[index], 'conversation'),
        at: entry.at,
        sender,
        earlierIds: entry.earlierIds,
      },
    ];
  });
  return seen.length === 0 ? [] : noteCustomerMessages(deps, tx, seen);
}

async function planMedia(
  deps: { clock: Clock },
  tx: Transaction,
  fresh: readonly NewMessage[],
): Promise<Map<string, { id: string; path: string }>> {
  const withMedia = fresh.flatMap((entry) => (entry.read.media ? [{ entry, media: entry.read.media }] : []));
  if (withMedia.length === 0) return new Map();
  const planned = await planInboundMedia(
    tx,
    deps,
    withMedia.map(({ entry, media }) => ({
      tenantId: entry.channel.tenantId,
      channelId: entry.channel.id,
      metaMediaId: media.id,
      kind: entry.read.type,
      mimeType: media.mimeType,
      ...(media.fileName === undefined ? {} : { fileName: media.fileName }),
    })),
  );
  return new Map(withMedia.map(({ entry }, index) => [entry.id, present(planned[index], 'planned media')]));
}

function toMessage(clock: Clock, entry: NewMessage, conversation: Conversation, mediaId: string | null): Message {
  return {
    tenantId: entry.channel.tenantId,
    id: entry.id,
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channelId: entry.channel.id,
    ticketId: conversation.ticketId,
    direction: 'in',
    kind: 'session',
    type: entry.read.type,
    text: entry.read.text,
    content: entry.read.content,
    mediaId,
    templateId: null,
    templateName: null,
    broadcastId: null,
    broadcastName: null,
    localMessageId: null,
    replyToWamid: entry.read.replyToWamid,
    operatorId: null,
    source: null,
    wamid: entry.wamid,
    status: statusRank.sent,
    retries: 0,
    failedCode: null,
    failedDetail: null,
    createdAt: clock.now(),
    sentAt: entry.at,
    deliveredAt: null,
    readAt: null,
    repliedAt: null,
    failedAt: null,
  };
}
