import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Contact, type ContactAddresses, partContacts, restoreAddresses } from '../contacts/index.ts';
import { type Conversation, type ConversationMove, partConversations } from '../conversations/index.ts';
import { dropMovesStatement, insertPartingStatement, takeMergeStatement } from './move-queries.ts';

export interface Unmerged {
  readonly survivor: Contact;
  /** Back under its old id. Undefined: nobody had been joined, the number or user id is the old one again. */
  readonly parted: Contact | undefined;
}

/**
 * Undoes the last merge of a contact: the other one is back with its number or user id, what it brought, its chats, tickets
 * and tags; its messages follow in slices. What came since stays. A change of number that joined nobody is undone as well.
 * Throws contact.not_merged, and contact.address_taken when somebody would have no address.
 */
export async function unmergePeople(
  deps: { readonly db: Database; readonly clock: Clock; readonly events: EventRecorder },
  ctx: Context,
  contactId: string,
): Promise<Unmerged> {
  const { unmerged, events } = await deps.db.transaction((tx) => unmerge(deps, tx, ctx, contactId));
  deps.events.committed(events);
  return unmerged;
}

async function unmerge(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  ctx: Context,
  contactId: string,
): Promise<{ unmerged: Unmerged; events: PlatformEvent[] }> {
  const [taken] = await tx.tenant(ctx.tenantId, takeMergeStatement, [contactId, deps.clock.now()]);
  if (taken === undefined) {
    throw new AppError('contact.not_merged', 'No other contact was joined to this one, nor was its number changed.');
  }
  return taken.loserId === null
    ? takeBack(deps, tx, ctx, contactId, taken.details)
    : part(deps, tx, ctx, contactId, taken.details);
}

async function takeBack(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  { tenantId, actor }: Context,
  contactId: string,
  details: AddressDetails,
): Promise<{ unmerged: Unmerged; events: PlatformEvent[] }> {
  const restored = await restoreAddresses(deps, tx, { tenantId, id: contactId }, details);
  if (restored === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  const { before, contact: survivor } = restored;
  const at = deps.clock.now();
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'contact.addressesChanged',
    conversationId: undefined,
    subjectId: contactId,
    data: { from: before, to: { waId: survivor.waId, bsuid: survivor.bsuid }, actor },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return { unmerged: { survivor, parted: undefined }, events: [event] };
}

async function part(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  { tenantId, actor }: Context,
  contactId: string,
  details: MergeDetails,
): Promise<{ unmerged: Unmerged; events: PlatformEvent[] }> {
  const at = deps.clock.now();
  const contacts = await partContacts(deps, tx, {
    tenantId,
    survivorId: contactId,
    before: reviveContact(details.before),
    loser: reviveContact(details.loser),
    segmentIds: details.segmentIds ?? [],
    joinedSegmentIds: details.joinedSegmentIds ?? [],
    aliases: details.aliases ?? [],
  });
  if (contacts === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  const { survivor, parted } = contacts;
  const moves = (details.conversations ?? []).map(reviveMove);
  const conversations = await partConversations(deps, tx, { tenantId, survivor, parted, moves });
  await tx.tenant(tenantId, dropMovesStatement, [parted.id, survivor.id]);
  await tx.tenant(tenantId, insertPartingStatement, [
    conversations.map(() => newId(at.getTime())),
    conversations.map((conversation) => conversation.id),
    conversations.map((conversation) => conversation.historyId !== conversation.id),
    survivor.id,
    parted.id,
    at,
  ]);
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'contact.unmerged',
    conversationId: undefined,
    subjectId: parted.id,
    data: {
      survivorId: survivor.id,
      actor,
      endsBlock: details.loser.blockedAt !== null && survivor.blockedAt === null,
      conversations: conversations.map(({ id, flowRun }) => ({ fromId: id, toId: id, flowRun })),
    },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return { unmerged: { survivor, parted }, events: [event] };
}

/** A row as JSON keeps it: moments are texts. */
type Stored<Row> = {
  [Key in keyof Row]: Row[Key] extends Date ? string : Row[Key] extends Date | null ? string | null : Row[Key];
};

type StoredMove = Omit<ConversationMove, 'before' | 'joined'> & {
  readonly before: Stored<Conversation>;
  readonly joined?: Omit<NonNullable<ConversationMove['joined']>, 'into'> & { readonly into: Stored<Conversation> };
};

/** What a change of number or user id wrote down. */
export interface AddressDetails {
  readonly from: ContactAddresses;
  readonly to: ContactAddresses;
}

/** What a merge wrote down; older ones lack the later members. */
export interface MergeDetails {
  readonly before: Stored<Contact>;
  readonly loser: Stored<Contact>;
  readonly segmentIds?: readonly string[];
  readonly joinedSegmentIds?: readonly string[];
  readonly aliases?: readonly string[];
  readonly conversations?: readonly StoredMove[];
}

function reviveContact(stored: Stored<Contact>): Contact {
  return {
    ...stored,
    blockedAt: reviveDate(stored.blockedAt),
    createdAt: new Date(stored.createdAt),
    updatedAt: new Date(stored.updatedAt),
  };
}

function reviveConversation(stored: Stored<Conversation>): Conversation {
  return {
    ...stored,
    lastCustomerMessageAt: reviveDate(stored.lastCustomerMessageAt),
    createdAt: new Date(stored.createdAt),
    updatedAt: new Date(stored.updatedAt),
  };
}

function reviveMove({ before, joined, ...move }: StoredMove): ConversationMove {
  return {
    ...move,
    before: reviveConversation(before),
    joined: joined && { ...joined, into: reviveConversation(joined.into) },
  };
}

function reviveDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
