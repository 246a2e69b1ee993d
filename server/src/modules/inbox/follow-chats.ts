import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';

// Each statement moves the rows of one chat ($2) to another ($3) and writes down where they came from.
const moveNotesStatement = tenantStatement(
  'inbox.move-notes',
  `with moved as (
     update inbox_notes set conversation_id = $3 where tenant_id = $1 and conversation_id = $2 returning id)
   insert into inbox_moves (tenant_id, from_conversation_id, kind, item_id)
   select $1, $2, 'note', id from moved on conflict do nothing`,
);
const moveScheduledStatement = tenantStatement(
  'inbox.move-scheduled',
  `with moved as (
     update scheduled_messages set conversation_id = $3 where tenant_id = $1 and conversation_id = $2 returning id)
   insert into inbox_moves (tenant_id, from_conversation_id, kind, item_id)
   select $1, $2, 'scheduled', id from moved on conflict do nothing`,
);
// Who had starred both has one star, and both again when they are parted.
const moveFavouritesStatement = tenantStatement(
  'inbox.move-favourites',
  `with gone as (
     delete from inbox_favourites where tenant_id = $1 and conversation_id = $2 returning operator_id, added_at),
   given as (
     insert into inbox_favourites (tenant_id, conversation_id, operator_id, added_at)
     select $1, $3, operator_id, added_at from gone on conflict do nothing)
   insert into inbox_moves (tenant_id, from_conversation_id, kind, item_id)
   select $1, $2, 'favourite', operator_id from gone on conflict do nothing`,
);

// Each brings back what came from a chat ($2).
const returnNotesStatement = tenantStatement(
  'inbox.return-notes',
  `update inbox_notes n set conversation_id = $2 from inbox_moves m
   where m.tenant_id = $1 and m.from_conversation_id = $2 and m.kind = 'note' and n.tenant_id = $1 and n.id = m.item_id`,
);
const returnScheduledStatement = tenantStatement(
  'inbox.return-scheduled',
  `update scheduled_messages s set conversation_id = $2 from inbox_moves m
   where m.tenant_id = $1 and m.from_conversation_id = $2 and m.kind = 'scheduled' and s.tenant_id = $1 and s.id = m.item_id`,
);
const returnFavouritesStatement = tenantStatement(
  'inbox.return-favourites',
  `insert into inbox_favourites (tenant_id, conversation_id, operator_id, added_at)
   select $1, $2, item_id, $3 from inbox_moves where tenant_id = $1 and from_conversation_id = $2 and kind = 'favourite'
   on conflict do nothing`,
);
const forgetStatement = tenantStatement(
  'inbox.forget-moves',
  'delete from inbox_moves where tenant_id = $1 and from_conversation_id = $2',
);

/**
 * Lets notes, favourites and scheduled messages follow a chat that becomes part of another, with what happened, and go back
 * with it when the two are parted.
 */
export function createChatFollower(): EventConsumer {
  return {
    name: 'inbox chats',
    async consume(tx, events) {
      for (const event of events) {
        if (event.type === 'contact.merged') await follow(tx, event);
        if (event.type === 'contact.unmerged') await goBack(tx, event);
      }
    },
    committed() {},
  };
}

interface Move {
  readonly fromId: string;
  readonly toId: string;
}

function movesOf({ data }: PlatformEvent): readonly Move[] {
  return (data?.conversations ?? []) as readonly Move[];
}

async function follow(tx: Transaction, event: PlatformEvent): Promise<void> {
  for (const { fromId, toId } of movesOf(event)) {
    if (fromId === toId) continue;
    for (const statement of [moveNotesStatement, moveScheduledStatement, moveFavouritesStatement]) {
      await tx.tenant(event.tenantId, statement, [fromId, toId]);
    }
  }
}

async function goBack(tx: Transaction, event: PlatformEvent): Promise<void> {
  const { tenantId, at } = event;
  for (const { toId } of movesOf(event)) {
    await tx.tenant(tenantId, returnNotesStatement, [toId]);
    await tx.tenant(tenantId, returnScheduledStatement, [toId]);
    await tx.tenant(tenantId, returnFavouritesStatement, [toId, at]);
    await tx.tenant(tenantId, forgetStatement, [toId]);
  }
}
