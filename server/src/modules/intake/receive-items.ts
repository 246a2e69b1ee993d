import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type EnvelopeItem, readTimestampMs } from '../../meta/payload.ts';
import { findOperatorsByIds } from '../accounts/index.ts';
import type { Channel } from '../channels/index.ts';
import {
  contactCreated,
  type EnsuredContact,
  ensureContacts,
  type PersonSeen,
  toProfileName,
} from '../contacts/index.ts';
import {
  type Conversation,
  ensureConversations,
  findContactsWhoWrote,
  type NotedMessages,
  noteCustomerMessages,
} from '../conversations/index.ts';
import { planInboundMedia } from '../media/index.ts';
import {
  changeAddresses,
  claimWamids,
  type Message,
  mergePeople,
  type ReceivedMessage,
  statusRank,
  storeReceived,
  toSharedContact,
} from '../messages/index.ts';
import { type AddressChange, readAddressChange, readPreviousUserId } from './address-change.ts';
import { type ReadMessage, readMessage } from './read-message.ts';

type MessageItem = Extract<EnvelopeItem, { kind: 'message' }>;

export interface RoutedMessage {
  readonly item: MessageItem;
  readonly channel: Channel;
}

interface NewMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly read: ReadMessage;
  readonly person: PersonSeen;
  readonly wamid: string;
  readonly at: Date;
  /** The number or user id that the person has from now on. */
  readonly addressChange: AddressChange | undefined;
}

/** Types that tell of a change: they neither open the window nor a ticket (cloud-api-behaviour 3.5, 8.17). */
const silentTypes = new Set(['system', 'edit', 'revoke']);

/**
 * Takes in messages of customers in the order given, of which only the last may tell of a new number: repeats are dropped by their wamid, contacts and conversations
 * made where needed, tickets opened, media planned, answers noted. All in the caller's transaction.
 */
export async function receiveItems(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  routed: readonly RoutedMessage[],
): Promise<PlatformEvent[]> {
  const fresh = await keepFresh(deps, tx, routed);
  if (fresh.length === 0) return [];
  const merged: PlatformEvent[] = [];
  const contacts = await ensureContacts(
    deps,
    tx,
    fresh.map((entry) => entry.person),
    async (pairs) => {
      for (const pair of pairs) merged.push(...(await mergePeople(deps, tx, pair, { unlessParted: true })));
    },
  );
  const pairs = fresh.map((entry, index) => ({
    tenantId: entry.channel.tenantId,
    contactId: present(contacts[index], 'contact').contact.id,
    channelId: entry.channel.id,
  }));
  const newContactIds = new Set(contacts.flatMap(({ contact, created }) => (created ? [contact.id] : [])));
  const chats = { statusIfNew: 'open', lock: true, newContactIds } as const;
  const conversations = await ensureConversations(deps, tx, pairs, chats);
  const first = await findFirstOfContact(tx, fresh, conversations);
  const { ticketIds, events: ticketEvents } = await noteMessages(deps, tx, fresh, contacts, conversations);
  const assignees = await findAssignees(tx, conversations);
  const media = await planMedia(deps, tx, fresh);
  const received = fresh.map((entry, index): ReceivedMessage => {
    const { contact } = present(contacts[index], 'contact');
    const conversation = present(conversations[index], 'conversation');
    const { channel } = entry;
    return {
      facts: {
        message: toMessage(deps.clock, entry, {
          conversation,
          ticketId: ticketIds[index] ?? null,
          mediaId: media.get(entry.id)?.id ?? null,
        }),
        mediaPath: media.get(entry.id)?.path ?? null,
        contact: { ...contact, name: contact.profileName ?? contact.name },
        channel: { id: channel.id, phoneNumber: channel.phoneNumber, isDefault: channel.isDefault },
        operator: assignees.get(conversation.assignedOperatorId ?? '') ?? null,
        flowRunId: conversation.flowRunId ?? undefined,
      },
      firstOfContact: first.has(entry.id),
      hidden: conversation.status === 'blocked',
    };
  });
  const at = deps.clock.now();
  const created = contacts
    .filter((entry) => entry.created)
    .map((entry) => contactCreated(deps.clock, entry.contact, at));
  await deps.events.record(tx, [...created, ...ticketEvents]);
  const stored = await storeReceived(deps, tx, received);
  const shared = findShared(deps, received, contacts);
  await deps.events.record(tx, shared);
  const changed = await changeAll(deps, tx, fresh, contacts);
  return [...merged, ...created, ...ticketEvents, ...stored, ...shared, ...changed];
}

async function changeAll(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  fresh: readonly NewMessage[],
  contacts: readonly EnsuredContact[],
): Promise<PlatformEvent[]> {
  const changed: PlatformEvent[] = [];
  for (const [index, { addressChange }] of fresh.entries()) {
    const { contact } = present(contacts[index], 'contact');
    if (addressChange) changed.push(...(await changeAddresses(deps, tx, contact, addressChange)));
  }
  return changed;
}

function findShared(
  deps: { clock: Clock },
  received: readonly ReceivedMessage[],
  contacts: readonly EnsuredContact[],
): PlatformEvent[] {
  return received.flatMap(({ facts: { message, channel }, hidden }, index) => {
    const { contact } = present(contacts[index], 'contact');
    return (hidden ? undefined : toSharedContact(deps.clock, message, { contact, channel })) ?? [];
  });
}

async function keepFresh(
  deps: { clock: Clock },
  tx: Transaction,
  routed: readonly RoutedMessage[],
): Promise<NewMessage[]> {
  const ids = await claimWamids(
    deps,
    tx,
    routed.map(({ item, channel }) => ({ tenantId: channel.tenantId, wamid: item.message.id })),
  );
  const nowMs = deps.clock.nowMs();
  return routed.flatMap(({ item, channel }, index): NewMessage[] => {
    const id = ids[index];
    if (id === undefined) return [];
    const { message } = item;
    const at = new Date(Math.min(readTimestampMs(message.timestamp) ?? nowMs, nowMs));
    const person = toPerson(channel, item);
    const addressChange = readAddressChange(message);
    return [{ id, channel, read: readMessage(message), person, wamid: message.id, at, addressChange }];
  });
}

function toPerson(channel: Channel, { message, contact }: MessageItem): PersonSeen {
  return {
    tenantId: channel.tenantId,
    // Meta leaves out what it does not tell; an empty text is no address either.
    waId: message.from || undefined,
    bsuid: readPreviousUserId(message) || message.from_user_id || contact?.user_id || undefined,
    parentBsuid: message.from_parent_user_id || contact?.parent_user_id || undefined,
    username: contact?.profile?.username?.replace(/^@/, ''),
    profileName: toProfileName(contact?.profile?.name),
    source: 'WhatsApp',
  };
}

async function findFirstOfContact(
  tx: Transaction,
  fresh: readonly NewMessage[],
  conversations: readonly Conversation[],
): Promise<Set<string>> {
  const candidates = fresh.flatMap((entry, index) => {
    const conversation = present(conversations[index], 'conversation');
    if (conversation.lastCustomerMessageAt !== null || silentTypes.has(entry.read.type)) return [];
    const { tenantId, contactId } = conversation;
    return [{ id: entry.id, tenantId, contactId }];
  });
  const seen = new Set(await findContactsWhoWrote(tx, candidates));
  return new Set(
    candidates.flatMap(({ id, contactId }) => {
      if (seen.has(contactId)) return [];
      seen.add(contactId);
      return [id];
    }),
  );
}

async function noteMessages(
  deps: { clock: Clock },
  tx: Transaction,
  fresh: readonly NewMessage[],
  contacts: readonly EnsuredContact[],
  conversations: readonly Conversation[],
): Promise<NotedMessages> {
  const seen = fresh.map((entry, index) => {
    const { contact } = present(contacts[index], 'contact');
    return {
      conversation: present(conversations[index], 'conversation'),
      at: entry.at,
      sender: {
        name: contact.name ?? contact.profileName,
        address: contact.waId ?? contact.bsuid ?? '',
        blocked: contact.blockedAt !== null,
      },
      messageId: entry.id,
      silent: silentTypes.has(entry.read.type),
    };
  });
  return noteCustomerMessages(deps, tx, seen);
}

/** Who has the chats, for those that somebody has: most have the bot. */
function findAssignees(tx: Transaction, conversations: readonly Conversation[]) {
  return findOperatorsByIds(
    tx,
    conversations.flatMap(({ tenantId, assignedOperatorId: id }) => (id === null ? [] : [{ tenantId, id }])),
  );
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

function toMessage(
  clock: Clock,
  entry: NewMessage,
  place: { conversation: Conversation; ticketId: string | null; mediaId: string | null },
): Message {
  const { conversation, ticketId, mediaId } = place;
  return {
    tenantId: entry.channel.tenantId,
    id: entry.id,
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channelId: entry.channel.id,
    ticketId,
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
    flowRunId: null,
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
