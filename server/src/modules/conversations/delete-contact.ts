import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { removeContact } from '../contacts/index.ts';
import type { ConversationDeps } from './change-status.ts';
import { deleteConversationStatement, takeTagsStatement } from './merge-queries.ts';
import { moveTo } from './move-status.ts';
import { nameActor } from './name-actor.ts';
import { lockOfContactStatement } from './queries.ts';
import { writeTicketEvents } from './ticket-events.ts';

/**
 * Deletes a contact with its chats: it is in no list and behind no target any more, its tickets are closed, and what waits to be sent to
 * it fails. Its messages stay for the figures of broadcasts. Writing to it, or a message of it, makes a new contact.
 * Throws contact.not_found.
 */
export async function deleteContact(deps: ConversationDeps, ctx: Context, contactId: string): Promise<void> {
  const { tenantId } = ctx;
  const actor = await nameActor(deps, ctx);
  const events = await deps.db.transaction(async (tx): Promise<PlatformEvent[]> => {
    const at = deps.clock.now();
    // The contact before its conversations: the order of the intake, so the two never deadlock.
    if ((await removeContact(tx, { tenantId, id: contactId })) === undefined) {
      throw new AppError('contact.not_found', 'Contact not found.');
    }
    const conversations = await tx.tenant(tenantId, lockOfContactStatement, [contactId]);
    const open = conversations.filter(({ status }) => status === 'open' || status === 'pending');
    const rows = open.flatMap((conversation) => moveTo({ clock: deps.clock, actor }, conversation, 'solved'));
    const ticketEvents = await writeTicketEvents(deps, tx, rows);
    const flowRunIds = conversations.flatMap(({ flowRunId }) => flowRunId ?? []);
    for (const { id } of conversations) {
      await tx.tenant(tenantId, takeTagsStatement, [id]);
      await tx.tenant(tenantId, deleteConversationStatement, [id]);
    }
    const deleted: PlatformEvent = {
      id: newId(at.getTime()),
      tenantId,
      type: 'contact.deleted',
      conversationId: undefined,
      subjectId: contactId,
      data: { flowRunIds },
      facts: undefined,
      at,
    };
    const all = [...ticketEvents, deleted];
    await deps.events.record(tx, all);
    return all;
  });
  deps.events.committed(events);
}
