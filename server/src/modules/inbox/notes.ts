import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findOperatorsByIds } from '../accounts/index.ts';
import type { InboxDeps } from './list-inbox.ts';
import { notesStatement } from './timeline-queries.ts';

/** A private note in a chat. */
export interface NoteRow {
  id: string;
  conversationId: string;
  operatorId: string;
  operatorName: string;
  clientId: string;
  text: string;
  mentions: { id: string; name: string }[];
  createdAt: Date;
}

export interface NewNote {
  readonly conversationId: string;
  readonly operatorId: string;
  /** The same writes once. */
  readonly clientId: string;
  readonly text: string;
  /** Ids of operators. */
  readonly mentions: readonly string[];
}

const insertStatement = tenantStatement<{ id: string }>(
  'inbox.insert-note',
  `insert into inbox_notes (tenant_id, id, conversation_id, operator_id, client_id, text, mentions, created_at)
   values ($1, $2, $3, $4, $5, $6, $7::text[], $8) on conflict (tenant_id, client_id) do nothing returning id`,
);

const findByClientIdStatement = tenantStatement<{ id: string; conversationId: string }>(
  'inbox.note-by-client-id',
  'select id, conversation_id as "conversationId" from inbox_notes where tenant_id = $1 and client_id = $2',
);

/**
 * Writes a note that the customer never sees, and tells those it mentions. The same `clientId` answers the note of the first
 * call. Throws message.text_empty, operator.not_found for one mentioned who is not of the workspace, and idempotency.key_reused.
 */
export async function addNote(
  deps: InboxDeps & { readonly events: EventRecorder },
  ctx: Context,
  input: NewNote,
): Promise<NoteRow> {
  const { tenantId } = ctx;
  const { conversationId, operatorId, clientId } = input;
  const text = input.text.trim();
  if (text === '') throw new AppError('message.text_empty', 'The note is empty.');
  const mentions = [...new Set(input.mentions)];
  const known = await findOperatorsByIds(
    deps.db,
    mentions.map((id) => ({ tenantId, id })),
  );
  if (mentions.some((id) => !known.has(id))) throw new AppError('operator.not_found', 'Operator not found');
  const { id, events } = await deps.db.transaction(async (tx) => {
    const at = deps.clock.now();
    const values = [newId(at.getTime()), conversationId, operatorId, clientId, text, mentions, at];
    const [made] = await tx.tenant(tenantId, insertStatement, values);
    if (made === undefined) {
      const [earlier] = await tx.tenant(tenantId, findByClientIdStatement, [clientId]);
      const note = present(earlier, 'the note of that client id');
      if (note.conversationId !== conversationId) {
        throw new AppError('idempotency.key_reused', 'This clientId was used for another chat.');
      }
      return { id: note.id, events: [] };
    }
    const added: PlatformEvent = {
      id: newId(at.getTime()),
      tenantId,
      type: 'conversation.noteAdded',
      conversationId,
      subjectId: made.id,
      data: { operatorId, mentions },
      facts: undefined,
      at,
    };
    await deps.events.record(tx, [added]);
    return { id: made.id, events: [added] };
  });
  deps.events.committed(events);
  const [note] = await deps.db.tenant(tenantId, notesStatement, [[id]]);
  return present(note, 'the note just written');
}
