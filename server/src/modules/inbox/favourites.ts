import { tenantStatement } from '../../db/scope.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { InboxDeps } from './list-inbox.ts';

/** Favourites of an operator. */
const favouriteLimit = 1_000;

// A chat that is a favourite already takes no other place.
const countOthersStatement = tenantStatement<{ favourites: number }>(
  'inbox.count-favourites',
  'select count(*) as favourites from inbox_favourites where tenant_id = $1 and operator_id = $2 and conversation_id <> $3',
);

const addStatement = tenantStatement<{ id: string }>(
  'inbox.add-favourite',
  `insert into inbox_favourites (tenant_id, conversation_id, operator_id, added_at)
   select $1, v.id, $3, $4 from conversations v where v.tenant_id = $1 and v.id = $2 on conflict do nothing`,
);

const removeStatement = tenantStatement(
  'inbox.remove-favourite',
  'delete from inbox_favourites where tenant_id = $1 and conversation_id = $2 and operator_id = $3',
);

/** Makes a chat a favourite of the operator, or no more. Throws favourite.limit_reached. */
export async function setFavourite(
  deps: InboxDeps,
  { tenantId }: Context,
  input: { readonly conversationId: string; readonly operatorId: string; readonly isFavourite: boolean },
): Promise<void> {
  const { conversationId, operatorId, isFavourite } = input;
  if (!isFavourite) {
    await deps.db.tenant(tenantId, removeStatement, [conversationId, operatorId]);
    return;
  }
  await deps.db.transaction(async (tx) => {
    await takeTurn(tx, tenantId, `favourites of ${operatorId}`);
    const [count] = await tx.tenant(tenantId, countOthersStatement, [operatorId, conversationId]);
    if ((count?.favourites ?? 0) >= favouriteLimit) {
      throw new AppError('favourite.limit_reached', `A person has at most ${favouriteLimit} favourites.`);
    }
    await tx.tenant(tenantId, addStatement, [conversationId, operatorId, deps.clock.now()]);
  });
}
