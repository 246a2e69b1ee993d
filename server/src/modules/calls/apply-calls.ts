import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { findTeamName } from '../accounts/index.ts';
import type { Channel, ChannelRef } from '../channels/index.ts';
import { type Contact, contactCreated, ensureContacts, type PersonSeen } from '../contacts/index.ts';
import { type Conversation, ensureConversations, noteCall, noteCustomerMessages } from '../conversations/index.ts';
import { mergePeople } from '../messages/index.ts';
import { findCallStatement, putCallStatement } from './queries.ts';
import { type Call, type CallDirection, type CallStatus, callRank } from './types.ts';

/** What Meta tells of a call. */
export interface CallNotice {
  readonly channel: Channel;
  readonly callId: string;
  readonly person: PersonSeen;
  readonly direction: CallDirection;
  readonly status: CallStatus;
  readonly at: Date;
  readonly startedAt: Date | undefined;
  readonly durationSeconds: number | undefined;
}

/** What consumers need to tell of a call. */
export interface CallFacts {
  readonly call: Call;
  readonly contact: Pick<Contact, 'waId' | 'bsuid' | 'parentBsuid' | 'username'>;
  readonly channel: ChannelRef;
  readonly operatorId: string | null;
  readonly teamName: string | null;
}

type Deps = { readonly clock: Clock; readonly events: EventRecorder };

/**
 * Applies reports of calls in the order given, in the caller's transaction: contact and conversation are found or made, a
 * customer's call opens the window and a ticket as a message does (cloud-api-behaviour 3.1), and how it ended stands in the
 * history. Answers the events, which are recorded; a blocked contact's calls are kept and told to nobody.
 */
export async function applyCalls(
  deps: Deps,
  tx: Transaction,
  notices: readonly CallNotice[],
): Promise<PlatformEvent[]> {
  if (notices.length === 0) return [];
  const events: PlatformEvent[] = [];
  const people = notices.map((notice) => notice.person);
  const contacts = await ensureContacts(deps, tx, people, async (pairs) => {
    for (const pair of pairs) events.push(...(await mergePeople(deps, tx, pair, { unlessParted: true })));
  });
  const at = deps.clock.now();
  const created = contacts
    .filter((entry) => entry.created)
    .map((entry) => contactCreated(deps.clock, entry.contact, at));
  await deps.events.record(tx, created);
  const pairs = notices.map(({ channel }, index) => ({
    tenantId: channel.tenantId,
    contactId: present(contacts[index], 'contact').contact.id,
    channelId: channel.id,
  }));
  const conversations = await ensureConversations(deps, tx, pairs, { statusIfNew: 'open', lock: true });
  events.push(...created);
  for (const [index, notice] of notices.entries()) {
    const { contact } = present(contacts[index], 'contact');
    const conversation = present(conversations[index], 'conversation');
    events.push(...(await applyCall(deps, tx, { notice, contact, conversation })));
  }
  return events;
}

interface Place {
  readonly notice: CallNotice;
  readonly contact: Contact;
  readonly conversation: Conversation;
}

async function applyCall(deps: Deps, tx: Transaction, place: Place): Promise<PlatformEvent[]> {
  const { notice, contact, conversation } = place;
  const { tenantId } = notice.channel;
  const [known] = await tx.tenant(tenantId, findCallStatement, [notice.callId]);
  if (known && known.rank >= callRank[notice.status]) return [];
  const id = known?.id ?? newId(deps.clock.nowMs());
  const opened = known ? [] : await openChat(deps, tx, place, id);
  await deps.events.record(tx, opened);
  const call = await putCall(tx, place, known, id);
  if (!call) return opened;
  if (call.endedAt !== null) {
    await noteCall(deps, tx, conversation, { caller: callerOf(contact), ...call });
  }
  const changed = await toEvent(deps, tx, place, call);
  await deps.events.record(tx, [changed]);
  return [...opened, changed];
}

/** A call of the business is none of the customer: it opens no window. */
async function openChat(deps: Deps, tx: Transaction, place: Place, messageId: string): Promise<PlatformEvent[]> {
  const { notice, contact, conversation } = place;
  const { events } = await noteCustomerMessages(deps, tx, [
    {
      conversation,
      at: notice.startedAt ?? notice.at,
      sender: {
        name: contact.name ?? contact.profileName,
        address: contact.waId ?? contact.bsuid ?? '',
        blocked: contact.blockedAt !== null,
      },
      messageId,
      silent: notice.direction === 'outbound',
    },
  ]);
  return events;
}

async function putCall(
  tx: Transaction,
  { notice, contact, conversation }: Place,
  known: Call | undefined,
  id: string,
): Promise<Call | undefined> {
  const { channel, status, at } = notice;
  const direction = known?.direction ?? notice.direction;
  const startedAt = known?.startedAt ?? notice.startedAt ?? at;
  const isOver = callRank[status] === callRank.completed;
  const [call] = await tx.tenant(channel.tenantId, putCallStatement, [
    id,
    notice.callId,
    channel.id,
    contact.id,
    conversation.id,
    conversation.ticketId,
    direction,
    status,
    callRank[status],
    notice.durationSeconds ?? null,
    startedAt,
    isOver ? at : null,
  ]);
  return call;
}

function callerOf(contact: Contact): string {
  return contact.name ?? contact.profileName ?? contact.waId ?? contact.bsuid ?? '';
}

async function toEvent(deps: Deps, tx: Transaction, place: Place, call: Call): Promise<PlatformEvent> {
  const { notice, contact, conversation } = place;
  const { id, phoneNumber, isDefault, tenantId } = notice.channel;
  const [teamId] = contact.teamIds;
  const facts: CallFacts = {
    call,
    contact,
    channel: { id, phoneNumber, isDefault },
    operatorId: conversation.assignedOperatorId,
    teamName: teamId === undefined ? null : ((await findTeamName(tx, tenantId, teamId)) ?? null),
  };
  const { callId, direction, status, durationSeconds } = call;
  return {
    id: newId(deps.clock.nowMs()),
    tenantId,
    type: 'call.statusChanged',
    conversationId: conversation.id,
    subjectId: call.id,
    data: { callId, direction, status, durationSeconds },
    facts: conversation.status === 'blocked' ? undefined : facts,
    at: notice.at,
  };
}
