import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { removeContacts } from '../contacts/index.ts';
import type { ConversationDeps } from './change-status.ts';
import { deleteConversationStatement, lockAllOfContactsStatement, takeTagsStatement } from './merge-queries.ts';
import { moveTo } from './move-status.ts';
import { nameActor } from './name-actor.ts';
import { writeTicketEvents } from './ticket-events.ts';

/**
 * Deletes a contact with its chats: it is in no list and behind no target any more, its tickets are closed, and what waits to be sent to
 * it fails. Its messages stay for the figures of broadcasts. Writing to it, or a message of it, makes a new contact.
 * Throws contact.not_found.
 */
export async function deleteContact(deps: ConversationDeps, ctx: Context, contactId: string): Promise<void> {
  const actor = await nameActor(deps, ctx);
  const events = await deps.db.transaction(async (tx): Promise<PlatformEvent[]> => {
    const deletion = await deleteContactsIn(deps, tx, ctx, { contactIds: [contactId], actor });
    if (deletion.deletedIds.length === 0) throw new AppError('contact.not_found', 'Contact not found.');
    return deletion.events;
  });
  deps.events.committed(events);
}

/** The same for many (at most 500) in the caller's transaction, by an actor who is named already; unknown ids are passed over. */
export async function deleteContactsIn(
  deps: Pick<ConversationDeps, 'clock' | 'events'>,
  tx: Transaction,
  { tenantId }: Context,
  { contactIds, actor }: { readonly contactIds: readonly string[]; readonly actor: string },
): Promise<{ deletedIds: readonly string[]; events: PlatformEvent[] }> {
  const at = deps.clock.now();
  // The contacts before their conversations: the order of the intake, so the two never deadlock.
  const deletedIds = await removeContacts(tx, tenantId, contactIds);
  if (deletedIds.length === 0) return { deletedIds, events: [] };
  const conversations = await tx.tenant(tenantId, lockAllOfContactsStatement, [deletedIds]);
  const open = conversations.filter(({ status }) => status === 'open' || status === 'pending');
  const rows = open.flatMap((conversation) => moveTo({ clock: deps.clock, actor }, conversation, 'solved'));
  const ticketEvents = await writeTicketEvents(deps, tx, rows);
  for (const { id } of conversations) {
    await tx.tenant(tenantId, takeTagsStatement, [id]);
    await tx.tenant(tenantId, deleteConversationStatement, [id]);
  }
  const deleted = deletedIds.map((contactId): PlatformEvent => {
    const own = conversations.filter((conversation) => conversation.contactId === contactId);
    const flowRunIds = own.flatMap(({ flowRunId }) => flowRunId ?? []);
    return {
      id: newId(at.getTime()),
      tenantId,
      type: 'contact.deleted',
      conversationId: undefined,
      subjectId: contactId,
      data: { flowRunIds },
      facts: undefined,
      at,
    };
  });
  const events = [...ticketEvents, ...deleted];
  await deps.events.record(tx, events);
  return { deletedIds, events };
}
